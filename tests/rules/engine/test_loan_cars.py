"""Rule ``loan_cars`` through the engine: the next customer is received when a loan car is back."""

from __future__ import annotations

import pytest

from tests.planned import late, planned, when
from tests.shops import day, shop, visit


@pytest.mark.parametrize(
    ("cars", "promised", "second", "lateness"),
    [(2, "8:40", "8:00-8:10", 0), (1, "9:00", "8:20-8:30", 0), (1, "8:59", "8:20-8:30", 1)],
)
def test_second_customer(cars: int, promised: str, second: str, lateness: int) -> None:
    """The first one's car is handed over at 8:20."""
    first = visit("v1", loan_car=True, promised="8:10", waits=True)
    plan = planned(day(first, visit("v2", "TEST", loan_car=True, promised=promised), workshop=shop(loan_cars=cars)))
    assert (when(plan, "v1/hand_over"), when(plan, "v2/reception")) == ("8:10-8:20", second)
    assert late(plan) == lateness


def test_none_at_all() -> None:
    plan = planned(day(visit("v1", loan_car=True), visit("v2")))
    assert plan.unplanned == ("v1",)
