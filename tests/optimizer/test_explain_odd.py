"""Reasons of visits that have no place: there are always some, they suffice, and none of them can be left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import combinations
from typing import TypedDict, Unpack

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from optimizer.calendar import Span
from optimizer.day import Day
from optimizer.plan import Plan, Reason
from optimizer.plan_day import plan_day
from optimizer.policy import Policy, Weights
from optimizer.problem import build_problem
from optimizer.visit import StepProgress, Visit
from optimizer.workshop import Advisor, Bay, Operation, PartStock, Station, Stretch, Technician
from scenarios.odd import odd_day
from tests.strategies import days


class PolicyChanges(TypedDict, total=False):
    """Settings that a cure changes."""

    weights: Weights
    reception_minutes: int
    inspection_minutes: int
    wash_minutes: int
    hand_over_minutes: int
    bay_move_minutes: int
    car_park_places: int
    horizon_days: int


class ShopChanges(TypedDict, total=False):
    """What of a workshop a cure changes."""

    policy: Policy
    open_spans: tuple[Span, ...]
    technicians: tuple[Technician, ...]
    advisors: tuple[Advisor, ...]
    stations: tuple[Station, ...]
    bays: tuple[Bay, ...]
    operations: tuple[Operation, ...]
    stock: tuple[PartStock, ...]


odd = settings(max_examples=20, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))


def planned(day: Day, seed: int = 0) -> Plan:
    return plan_day(day, time_limit_s=0.02, seed=seed, deterministic=True)


def why_not(plan: Plan, visit_id: str) -> list[tuple[str, str, str]]:
    (note,) = (one for one in plan.notes if one.visit_id == visit_id and one.code == "unplanned")
    return [(one.rule, one.subject, one.text_en) for one in note.reasons]


@pytest.mark.parametrize(
    ("number", "visit_id", "reasons"),
    [
        # weights under which nothing is lost by leaving a car out that has no promise
        (1771, "V5", [("cost", "", "by the policy it costs nothing to leave it out")]),
        # J1 and J3 are in the order of T1, so T1 must not do J2, which lies between
        (5711, "V5", [("ordered", "T1", "the order of T1 is fixed")]),
        # until 16:00 no loan car is in
        (
            7669,
            "V4",
            [
                ("loan_cars", "", "no loan car"),
                ("pinned", "V4/hand_over", "step V4/hand_over is pinned to 16:00"),
            ],
        ),
        # the car would wait between two bays, and there is no place for it
        (8004, "V1", [("car_park", "", "the repair car park is full")]),
    ],
)
def test_odd_days_that_had_no_reasons(number: int, visit_id: str, reasons: list[tuple[str, str, str]]) -> None:
    assert why_not(planned(odd_day(number), number), visit_id) == reasons


def test_a_place_that_few_rounds_overlook_is_found_after_all() -> None:
    """The solver's plan promises more and leaves V4 out, for which there is a place two days later."""
    assert planned(odd_day(20288), 20288).unplanned == ()


@odd
@given(days())
def test_whoever_has_no_place_is_told_why(day: Day) -> None:
    plan = planned(day)
    explained = {one.visit_id for one in plan.notes if one.code == "unplanned" and one.reasons}
    assert explained == set(plan.unplanned)


def alone(day: Day) -> tuple[Reason, ...]:
    """Reasons for which the only visit of a day has no place; none when it has one or is over."""
    return next((one.reasons for one in planned(day).notes if one.code == "unplanned"), ())


def without(day: Day, reasons: Iterable[Reason]) -> Day:
    """The day on which what the reasons name is no longer so."""
    for reason in reasons:
        day = CURES[reason.rule](day, reason.subject)
    return day


def with_policy(day: Day, **changes: Unpack[PolicyChanges]) -> Day:
    return with_shop(day, policy=replace(day.workshop.policy, **changes))


def with_shop(day: Day, **changes: Unpack[ShopChanges]) -> Day:
    return replace(day, workshop=replace(day.workshop, **changes))


def with_visits(day: Day, change: Callable[[Visit], Visit]) -> Day:
    return replace(day, visits=tuple(map(change, day.visits)))


def with_progress(day: Day, change: Callable[[StepProgress], StepProgress]) -> Day:
    return with_visits(day, lambda one: replace(one, progress=tuple(map(change, one.progress))))


def plenty(day: Day, part: str) -> Day:
    others = (one for one in day.workshop.stock if one.part_number != part)
    return with_shop(day, stock=(*others, PartStock(part_number=part, on_hand=99)))


def there(day: Day, technician_id: str) -> Day:
    if not technician_id:
        return always_open(day)
    people = day.workshop.technicians
    return with_shop(
        day,
        technicians=tuple(replace(one, absences=()) if one.technician_id == technician_id else one for one in people),
    )


def always_open(day: Day) -> Day:
    grid, shop = build_problem(day).index.grid, day.workshop
    hours = (Span(grid.start, grid.instant(grid.num_ticks)),)
    day = with_policy(day, horizon_days=len(grid.open_dates))
    return with_shop(
        day,
        open_spans=hours,
        technicians=tuple(replace(one, shifts=hours, breaks=(), overtime=()) for one in shop.technicians),
        advisors=tuple(replace(one, shifts=hours, breaks=(), absences=()) for one in shop.advisors),
        stations=tuple(replace(one, open_spans=hours) for one in shop.stations),
        operations=tuple(replace(one, stretch=Stretch.OVERNIGHT) for one in shop.operations),
    )


def at_once(day: Day, _: str) -> Day:
    """Every step takes one tick."""
    day = with_policy(day, reception_minutes=1, inspection_minutes=1, wash_minutes=1, hand_over_minutes=1)
    day = with_shop(day, operations=tuple(replace(one, frt_hours=TINY) for one in day.workshop.operations))
    day = with_visits(day, lambda one: replace(one, jobs=tuple(replace(job, frt_hours=TINY) for job in one.jobs)))
    return with_progress(day, lambda one: replace(one, remaining_frt_hours=one.remaining_frt_hours and TINY))


def in_order(day: Day, bay_id: str) -> Day:
    bays = day.workshop.bays
    return with_shop(day, bays=tuple(replace(one, outages=()) if one.bay_id == bay_id else one for one in bays))


TINY = 0.001
# How what a reason names is undone on the day itself. Others are not looked at: what has begun, what a shop lacks, and
# decisions, which are named with what they clash with.
CURES: dict[str, Callable[[Day, str], Day]] = {
    "parts": plenty,
    "working_time": there,
    "duration": at_once,
    "bay_outage": in_order,
    "arrival": lambda day, _: with_visits(day, lambda one: replace(one, arrival=min(one.arrival, day.now))),
    "hand_over": lambda day, _: with_visits(day, lambda one: replace(one, waits=True, pick_up=None)),
    "interruption": lambda day, _: with_progress(day, lambda one: replace(one, resume_at=None)),
    "bay_move": lambda day, _: with_policy(day, bay_move_minutes=0),
    "car_park": lambda day, _: with_policy(day, car_park_places=99),
}


@odd
@given(days(most_visits=1))
def test_without_the_reasons_there_is_a_place_and_with_any_of_them_left_there_is_none(day: Day) -> None:
    """Taken away on the day itself, and asked of the search: neither shares code with the explanation."""
    day = with_policy(replace(day, published=None), weights=Weights())
    reasons = alone(day)
    if any(one.rule not in CURES for one in reasons):
        return
    assert not planned(without(day, reasons)).unplanned
    for fewer in combinations(reasons, max(0, len(reasons) - 1)) if reasons else ():
        assert planned(without(day, fewer)).unplanned
