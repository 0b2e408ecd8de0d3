"""Cost terms of promises, counted by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.day import Day
from optimizer.policy import PriorityClass
from optimizer.referee import cost
from tests.boards import amount, assignments
from tests.shops import at, day, shop, visit

BOARD = """
v1 reception   8:00-8:10 eve
v1 diagnosis/1 8:10-8:40 ann
v1 hand_over   9:00-9:10 eve
"""


def promised(at_time: str, priority: PriorityClass = PriorityClass.REST) -> Day:
    return day(visit("v1", "TEST", promised=at_time, priority=priority))


@pytest.mark.parametrize(("promise", "late"), [("", 0), ("8:41", 0), ("8:40", 0), ("8:39", 1), ("16:00+-1", 1000)])
def test_tardiness_is_from_the_promise_to_ready_not_to_the_hand_over(promise: str, late: int) -> None:
    assert amount(promised(promise), BOARD, "tardiness") == late


@pytest.mark.parametrize(
    ("priority", "weight"), [(PriorityClass.SAFETY_COMEBACK, 64), (PriorityClass.WAITING, 8), (PriorityClass.REST, 1)]
)
def test_tardiness_weighs_by_class(priority: PriorityClass, weight: int) -> None:
    assert amount(promised("8:30", priority), BOARD, "tardiness") == 10 * weight


def test_tardiness_of_an_unplanned_visit_runs_to_the_horizon_end() -> None:
    of = promised("10:00", PriorityClass.VIC)
    minutes = 14 * 60 + 24 * 60
    assert amount(of, "", "tardiness", unplanned=("v1",)) == 16 * minutes
    assert amount(of, "v1 reception 8:00-8:10 eve", "tardiness") == 16 * minutes  # incomplete: not planned either
    assert amount(promised("0:00+2"), "", "tardiness", unplanned=("v1",)) == 0


def test_ready_may_lie_in_the_past() -> None:
    progress = ("reception 8:00-8:10 eve", "diagnosis/1 8:10-8:40 ann")
    of = day(visit("v1", "TEST", promised="8:30", progress=progress), now="9:00")
    assert amount(of, "v1 hand_over 9:00-9:10 eve", "tardiness") == 10


def test_a_visit_that_is_over_costs_nothing() -> None:
    progress = ("reception 8:00-8:10 eve", "diagnosis/1 8:10-8:40 ann", "hand_over 8:40-8:50 eve")
    of = day(visit("v1", "TEST", promised="8:30", progress=progress), now="9:00")
    assert cost(of, (), ()).tier("promise") == 0


OVER_NIGHT = """
v1 reception  15:50-16:00     eve
v1 work/1     16:00-9:00+1    ann b1
v1 inspection 9:00+1-9:10+1   inspection-1
v1 hand_over  16:00+1-16:10+1 eve
"""


@pytest.mark.parametrize(("promise", "weight"), [("23:59", 4), ("0:00+1", 0), ("16:00+-1", 4), ("", 0)])
def test_unfinished_today(promise: str, weight: int) -> None:
    of = day(visit("v1", "ENGINE", promised=promise, priority=PriorityClass.CLASS_A))
    assert amount(of, OVER_NIGHT, "unfinished_today") == weight
    assert amount(of, "", "unfinished_today", unplanned=("v1",)) == weight


def test_ready_by_midnight_is_finished_today() -> None:
    out = day(visit("v1", "PAINT", promised="15:00"), workshop=shop())
    board = "v1 reception 8:00-8:10 eve\nv1 sublet/1 16:00-18:00\nv1 hand_over 9:00+1-9:10+1 eve\n"
    assert amount(out, board + "v1 inspection 23:50-0:00+1 inspection-1", "unfinished_today") == 0
    assert amount(out, board + "v1 inspection 23:51-0:01+1 inspection-1", "unfinished_today") == 1


def test_unplanned_weighs_by_class() -> None:
    of = day(visit("v1", "TEST", priority=PriorityClass.CLASS_B), visit("v2", "TEST", priority=PriorityClass.VIC))
    assert amount(of, "", "unplanned", unplanned=("v1", "v2")) == 3 + 16
    assert amount(of, BOARD, "unplanned", unplanned=("v2",)) == 16
    assert amount(of, BOARD, "unplanned") == 16  # not called so, but left out


def test_price_is_amount_times_weight_times_tier() -> None:
    of = promised("8:30")
    terms = {term.name: term for term in cost(of, assignments(of.workshop, BOARD), ()).terms}
    assert (terms["tardiness"].amount, terms["tardiness"].weight, terms["tardiness"].cost) == (10, 1, 10_000_000)
    # The hand-over waits 20 min for nobody: class rest leaves the car, and it was promised before it was ready.
    assert (terms["desk_wait"].amount, terms["desk_wait"].weight, terms["desk_wait"].cost) == (20, 2, 4_000)


def test_seconds_are_dropped() -> None:
    car = replace(visit("v1", "TEST"), promised=at("8:39").replace(second=59))
    assert amount(day(car), BOARD, "tardiness") == 1
