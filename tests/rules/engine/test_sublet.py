"""Rule ``sublet`` through the engine: out for as long as it takes, from when the shop is open."""

from __future__ import annotations

import pytest

from tests.planned import RECEIVED, late, planned, when
from tests.shops import day, visit


@pytest.mark.parametrize(
    ("now", "sublet", "inspection"),
    [
        ("7:00", "8:00-10:00", "10:00-10:10"),
        ("9:00", "9:00-11:00", "11:00-11:10"),
        ("16:59", "16:59-18:59", "8:00+1-8:10+1"),  # comes back when the shop is closed
        ("17:00", "8:00+1-10:00+1", "10:00+1-10:10+1"),
    ],
)
def test_leaves(now: str, sublet: str, inspection: str) -> None:
    car = visit("v1", "PAINT", arrival="6:00", promised="7:00", progress=("reception 6:40-6:50",))
    plan = planned(day(car, now=now))
    assert (when(plan, "v1/sublet/1"), when(plan, "v1/inspection")) == (sublet, inspection)


@pytest.mark.parametrize(("promised", "lateness"), [("10:10", 0), ("10:09", 1)])
def test_promise(promised: str, lateness: int) -> None:
    assert late(planned(day(visit("v1", "PAINT", promised=promised, progress=RECEIVED)))) == lateness
