"""Rule ``loan_cars`` through the engine: the next customer is received when a loan car is back."""

from __future__ import annotations

import pytest

from optimizer.plan_day import plan_day
from optimizer.referee import violations
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


@pytest.mark.parametrize("seed", range(6))
def test_who_has_a_loan_car_already_keeps_it_from_those_who_come(seed: int) -> None:
    """The search takes the first customer's car out of the plan and puts it back later: the others still find one."""
    progress = ("reception 7:40-7:50",)
    cars = (
        visit("v1", "OIL", loan_car=True, progress=progress),
        *(visit(f"v{n}", "TEST", loan_car=True, arrival=f"9:{n}0") for n in range(2, 6)),
    )
    of = day(*cars, workshop=shop(loan_cars=1))
    plan = plan_day(of, time_limit_s=0.05, seed=seed, deterministic=True)
    assert violations(of, plan) == ()
    assert plan.unplanned == ()
