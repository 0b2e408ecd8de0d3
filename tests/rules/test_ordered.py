"""Rule ``ordered``: a technician's steps one after the other, and nothing between."""

from __future__ import annotations

import pytest

from optimizer.day import Day
from optimizer.decisions import Decisions, TechnicianOrder
from optimizer.plan import Published
from optimizer.referee import violations
from tests.boards import assignments, broken, plan
from tests.shops import day, running, shop, visit

DONE = ("reception 7:40-7:50",)
# three jobs of ann: v1, v3, v2
BOARD = """
v1 work/1     8:00-9:00   ann
v1 inspection 9:00-9:10   inspection-1
v1 hand_over  9:10-9:20   eve
v3 work/1     9:00-10:00  ann
v3 inspection 10:00-10:10 inspection-1
v3 hand_over  10:10-10:20 eve
v2 work/1     10:00-11:00 ann
v2 inspection 11:00-11:10 inspection-1
v2 hand_over  11:10-11:20 eve
"""


def ordered(*visit_ids: str, who: str = "ann") -> Day:
    cars = tuple(visit(name, "WIRING", progress=DONE) for name in ("v1", "v2", "v3"))
    order = TechnicianOrder(technician_id=who, step_ids=tuple(f"{name}/work/1" for name in visit_ids))
    return day(*cars, decisions=Decisions(orders=(order,)))


@pytest.mark.parametrize("visit_ids", [(), ("v2",)])
def test_vacuous_without_an_order_or_with_one_step_in_it(visit_ids: tuple[str, ...]) -> None:
    assert broken(ordered(*visit_ids), BOARD) == []


@pytest.mark.parametrize("visit_ids", [("v1", "v3", "v2"), ("v1", "v3"), ("v3", "v2")])
def test_just_feasible(visit_ids: tuple[str, ...]) -> None:
    """Other work before the first and after the last is no matter."""
    assert broken(ordered(*visit_ids), BOARD) == []


def test_just_infeasible_something_between() -> None:
    of = ordered("v1", "v2")
    (found,) = violations(of, plan(of, BOARD))
    assert (found.rule, found.message) == ("ordered", "v3/work/1 is between the steps of the order of ann")


def test_just_infeasible_a_minute_too_early() -> None:
    of = ordered("v1", "v3")
    early = BOARD.replace("9:00-10:00  ann", "8:59-9:59 ann")
    assert broken(of, early) == ["technician_overlap", "ordered"]
    late = BOARD.replace("9:00-10:00  ann", "9:00-10:00 bob")
    (found,) = violations(of, plan(of, late))
    assert found.message == "v3/work/1 is in the order of ann, who does not do it"


def test_just_infeasible_the_wrong_way_round() -> None:
    of = ordered("v3", "v1")
    (found,) = violations(of, plan(of, BOARD))
    assert found.message == "v1/work/1 starts 120 min before what precedes it in the order of ann ends"


def test_a_step_without_assignment_is_passed_over() -> None:
    left = "\n".join(line for line in BOARD.splitlines() if "v3" not in line)
    assert broken(ordered("v3", "v1", "v2"), left, unplanned=("v3",)) == []


def test_a_running_step_has_no_place_in_the_order() -> None:
    at_work = running("v1/work/1", "8:00", 30, who="ann")
    cars = (visit("v1", "WIRING", progress=(*DONE, at_work)), visit("v2", "WIRING", progress=DONE))
    order = TechnicianOrder(technician_id="ann", step_ids=("v2/work/1", "v1/work/1"))
    board = """
    v1 work/1     8:00-9:00   ann
    v1 inspection 9:00-9:10   inspection-1
    v1 hand_over  9:10-9:20   eve
    v2 work/1     9:00-10:00  ann
    v2 inspection 10:00-10:10 inspection-1
    v2 hand_over  10:10-10:20 eve
    """
    assert broken(day(*cars, now="8:30", decisions=Decisions(orders=(order,))), board) == []


def test_a_frozen_step_does_not_stand_between() -> None:
    of = ordered("v1", "v2")
    kept = tuple(one for one in assignments(shop(), BOARD) if one.step_id in ("v1/work/1", "v3/work/1"))
    frozen = Published(assignments=kept)
    again = day(*of.visits, decisions=of.decisions, published=frozen, now="8:45")
    later = BOARD.replace("8:00-9:00 ", "8:45-9:45")
    assert "ordered" not in broken(again, later)
    assert "ordered" in broken(day(*of.visits, decisions=of.decisions, now="8:45"), later)
