"""Rule ``step_order`` through the engine: without a minute between the steps where the promise asks for it."""

from __future__ import annotations

import pytest

from tests.planned import late, planned, when
from tests.shops import day, interrupted, running, visit


@pytest.mark.parametrize(("promised", "lateness"), [("9:40", 0), ("9:39", 1)])
def test_all_steps(promised: str, lateness: int) -> None:
    plan = planned(day(visit("v1", "OIL", wash=True, promised=promised)))
    assert [when(plan, f"v1/{one}") for one in ("reception", "work/1", "inspection", "wash")] == [
        "8:00-8:10",
        "8:10-9:10",
        "9:10-9:20",
        "9:20-9:40",
    ]
    assert late(plan) == lateness


def test_vacuous_when_it_is_over() -> None:
    assert planned(day(visit("v1", progress=("reception 7:40-7:50", "hand_over 7:50-8:00")))).assignments == ()


def test_what_was_interrupted_comes_after_what_runs() -> None:
    progress = (
        "reception 8:00-8:10",
        interrupted("v1/work/1", "8:10", hours=0.5),
        running("v1/work/2", "8:30", 30, who="bob"),
    )
    plan = planned(day(visit("v1", "WIRING", "WIRING", promised="9:00", progress=progress), now="9:00"))
    assert (when(plan, "v1/work/2"), when(plan, "v1/work/1")) == ("8:30-9:30", "9:30-10:00")
