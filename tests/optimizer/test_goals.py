"""What each goal asks for, in exact numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from optimizer.day import Day
from optimizer.goals import Goal, day_for
from optimizer.plan import Published
from optimizer.policy import PriorityClass, Weights
from optimizer.referee import cost
from tests.boards import amount, assignments
from tests.shops import at, day, policy, shop, spans, technician, visit

PEOPLE = (
    technician("ann", overtime="17:00-20:00 17:00+1-20:00+1"),
    technician("bob"),
    technician("cai", absences="14:00-17:00"),  # went home
    technician("dan", shifts="8:00+1-17:00+1"),  # is not in today
)


def monday(*, allowed: bool = False, weights: Weights | None = None) -> Day:
    """A car of class VIC (weight 16) and one of the rest (weight 1)."""
    settings = replace(policy(overtime_allowed=allowed), weights=weights or Weights())
    workshop = shop(technicians=PEOPLE, policy=settings)
    return day(visit("v1", "OIL", priority=PriorityClass.VIC), visit("v2", "OIL"), now="15:00", workshop=workshop)


def test_balanced_is_the_day_itself() -> None:
    of = monday()
    assert day_for(of, Goal.BALANCED) is of


def test_with_calls_first_a_minute_moved_costs_twice_a_late_minute_of_the_heaviest_car() -> None:
    weights = day_for(monday(), Goal.FEWEST_CALLS).workshop.policy.weights
    minute = 2 * 16 * 1_000_000  # of VIC, there is no heavier visit
    assert weights.promises_moved * weights.disturbance_tier == minute
    assert weights.customers_to_call * weights.disturbance_tier == 60 * minute
    same = replace(weights, promises_moved=1, customers_to_call=60)
    assert same == Weights()


def test_with_calls_first_and_no_disturbance_tier_there_is_one_of_weight_1() -> None:
    weights = day_for(monday(weights=Weights(disturbance_tier=0)), Goal.FEWEST_CALLS).workshop.policy.weights
    assert (weights.disturbance_tier, weights.promises_moved) == (1, 32_000_000)


KEPT = """
v1 diagnosis/1 16:00-17:00 ann
v1 hand_over   17:00-17:10 eve
v2 diagnosis/1 15:00-16:00 ann
v2 hand_over   16:00-16:10 eve
"""
SWAPPED = KEPT.replace("v1", "v").replace("v2", "v1").replace("v ", "v2 ")


@pytest.mark.parametrize(("goal", "chosen"), [(Goal.BALANCED, SWAPPED), (Goal.FEWEST_CALLS, KEPT)])
def test_with_calls_first_a_vic_who_knows_of_an_hour_waits_for_a_promise_that_is_kept(goal: Goal, chosen: str) -> None:
    """Balanced 60 minutes of class weight 16 outrank 60 of weight 1 and a call."""
    done = ("reception 14:00-14:10",)
    cars = (
        visit("v1", "TEST", promised="16:00", priority=PriorityClass.VIC, progress=done),
        visit("v2", "TEST", promised="16:00", progress=done),
    )
    of = day_for(day(*cars, now="15:00", published=Published(assignments=assignments(shop(), KEPT))), goal)
    assert [amount(of, board, "tardiness") for board in (KEPT, SWAPPED)] == [16 * 60, 60]
    assert [amount(of, board, "customers_to_call") for board in (KEPT, SWAPPED)] == [0, 1]
    assert min((KEPT, SWAPPED), key=lambda board: cost(of, assignments(shop(), board), ()).total) == chosen


def test_least_lateness_minds_nobodys_plans() -> None:
    weights = day_for(monday(), Goal.LEAST_LATENESS).workshop.policy.weights
    terms = (weights.customers_to_call, weights.promises_moved, weights.technicians_changed, weights.starts_changed)
    assert terms == (0, 0, 0, 0)
    assert (weights.tardiness, weights.disturbance_tier) == (1, 10_000)


@pytest.mark.parametrize("allowed", [True, False])
def test_no_overtime_is_none_whatever_the_policy_says(allowed: bool) -> None:
    asked = day_for(monday(allowed=allowed), Goal.NO_OVERTIME)
    assert not asked.workshop.policy.overtime_allowed
    assert asked.workshop.technicians == PEOPLE


def test_with_overtime_until_seven_in_the_evening() -> None:
    """Cut at 19:00; who has no span stays on after the shift; who went home or is not in does not."""
    asked = day_for(monday(), Goal.WITH_OVERTIME, at("19:00"))
    assert asked.workshop.policy.overtime_allowed
    assert [one.overtime for one in asked.workshop.technicians] == [
        spans("17:00-19:00"),
        spans("17:00-19:00"),
        (),
        (),
    ]


def test_overtime_of_later_dates_stays_where_the_policy_has_it() -> None:
    asked = day_for(monday(allowed=True), Goal.WITH_OVERTIME, at("19:00"))
    assert asked.workshop.technicians[0].overtime == spans("17:00-19:00 17:00+1-20:00+1")


def test_overtime_until_before_it_begins_is_none() -> None:
    asked = day_for(monday(), Goal.WITH_OVERTIME, at("16:30"))
    assert [one.overtime for one in asked.workshop.technicians] == [(), (), (), ()]


@pytest.mark.parametrize(
    ("goal", "until", "words"),
    [
        (Goal.WITH_OVERTIME, None, "needs until"),
        (Goal.WITH_OVERTIME, at("15:00"), "not after now"),
        (Goal.WITH_OVERTIME, datetime(2025, 3, 3, 19), "without a zone"),  # noqa: DTZ001  # what is refused
        (Goal.NO_OVERTIME, at("19:00"), "leave until out"),
    ],
)
def test_an_end_of_overtime_that_makes_no_sense(goal: Goal, until: datetime | None, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        day_for(monday(), goal, until)
