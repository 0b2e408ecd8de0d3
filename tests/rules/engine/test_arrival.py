"""Rule ``arrival`` through the engine: the car is received the minute it comes."""

from __future__ import annotations

import pytest

from tests.planned import late, planned, when
from tests.shops import day, visit


@pytest.mark.parametrize(
    ("arrival", "promised", "reception", "lateness"),
    [
        ("7:00", "8:40", "8:00-8:10", 0),  # vacuous: the car is there
        ("9:00", "9:40", "9:00-9:10", 0),
        ("9:01", "9:40", "9:01-9:11", 1),
    ],
)
def test_reception(arrival: str, promised: str, reception: str, lateness: int) -> None:
    plan = planned(day(visit("v1", "TEST", arrival=arrival, promised=promised)))
    assert (when(plan, "v1/reception"), late(plan)) == (reception, lateness)
