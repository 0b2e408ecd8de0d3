"""Rule ``hand_over``: the car is handed over when its customer is there."""

from __future__ import annotations

import pytest

from optimizer.visit import Visit
from tests.boards import broken
from tests.shops import day, policy, running, shop, visit

DONE = ("reception 7:40-7:50 eve",)


@pytest.mark.parametrize(
    "car",
    [
        visit("v1", progress=DONE),  # no promise: at any time
        visit("v1", progress=DONE, promised="12:00", waits=True),  # the customer is in the lounge
    ],
)
def test_vacuous(car: Visit) -> None:
    assert broken(day(car), "v1 hand_over 8:00-8:10 eve") == []


@pytest.mark.parametrize(
    "car",
    [
        visit("v1", progress=DONE, promised="12:00"),
        visit("v1", progress=DONE, promised="10:00", pick_up="12:00"),
        visit("v1", progress=DONE, promised="15:00", pick_up="12:00", waits=True),
    ],
)
def test_just_feasible_and_just_infeasible(car: Visit) -> None:
    assert broken(day(car), "v1 hand_over 12:00-12:10 eve") == []
    assert broken(day(car), "v1 hand_over 11:59-12:09 eve") == ["hand_over"]


def test_rounded_up_to_the_grid() -> None:
    of = day(visit("v1", progress=DONE, pick_up="11:56"), workshop=shop(policy=policy(grid_minutes=5)))
    assert broken(of, "v1 hand_over 12:00-12:10 eve") == []
    assert broken(of, "v1 hand_over 11:55-12:05 eve") == ["hand_over"]


def test_a_customer_may_come_early() -> None:
    """The hand-over runs already."""
    step = running("v1/hand_over", "7:55", 10, unit_id="eve")
    assert broken(day(visit("v1", promised="12:00", progress=(*DONE, step))), "v1 hand_over 7:55-8:10 eve") == []
