"""Rule ``forbidden``: not by this technician, not in this bay, or not before a time."""

from __future__ import annotations

import pytest

from optimizer.day import Day
from optimizer.decisions import Decisions, Forbidden
from optimizer.plan import Published
from optimizer.referee import violations
from tests.boards import assignments, broken, plan
from tests.shops import at, day, shop, visit

BOARD = """
v1 work/1     8:00-9:00 ann b1
v1 inspection 9:00-9:10 inspection-1
v1 hand_over  9:10-9:20 eve
"""
DONE = ("reception 7:40-7:50",)


def without(technician_id: str | None = None, bay_id: str | None = None, until: str = "") -> Day:
    one = Forbidden(step_id="v1/work/1", technician_id=technician_id, bay_id=bay_id, until=at(until) if until else None)
    return day(visit("v1", "OIL", progress=DONE), decisions=Decisions(forbidden=(one,)))


def test_vacuous_without_anything_forbidden() -> None:
    assert broken(day(visit("v1", "OIL", progress=DONE)), BOARD) == []


@pytest.mark.parametrize(
    "of", [without("bob"), without(bay_id="b2"), without("ann", until="8:00"), without(bay_id="b1", until="8:00")]
)
def test_just_feasible(of: Day) -> None:
    assert broken(of, BOARD) == []


@pytest.mark.parametrize(
    ("of", "fault"),
    [
        (without("ann"), "ann is forbidden for v1/work/1"),
        (without(bay_id="b1"), "bay b1 is forbidden for v1/work/1"),
        (without("ann", until="8:01"), "ann is forbidden for v1/work/1 until 2025-03-03 08:01"),
        (without(bay_id="b1", until="8:01"), "bay b1 is forbidden for v1/work/1 until 2025-03-03 08:01"),
    ],
)
def test_just_infeasible(of: Day, fault: str) -> None:
    (found,) = violations(of, plan(of, BOARD))
    assert (found.rule, found.message) == ("forbidden", fault)


def test_one_of_a_crew_is_enough() -> None:
    board = BOARD.replace("8:00-9:00 ann", "8:00-8:30 ann bob").replace("9:00-9:10", "8:30-8:40")
    board = board.replace("9:10-9:20", "8:40-8:50")
    none = Decisions(forbidden=(Forbidden(step_id="v1/work/1", technician_id="bob"),))
    assert broken(day(visit("v1", "EXPRESS", progress=DONE), decisions=none), board) == ["forbidden"]


def test_what_is_frozen_stays() -> None:
    none = Decisions(forbidden=(Forbidden(step_id="v1/work/1", technician_id="ann"),))
    published = Published(assignments=assignments(shop(), BOARD))
    assert broken(day(visit("v1", "OIL", progress=DONE), published=published, decisions=none), BOARD) == []
