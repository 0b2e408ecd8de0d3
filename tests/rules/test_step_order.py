"""Rule ``step_order``: exactly the steps that are due, one after the other."""

from __future__ import annotations

from optimizer.plan import Published
from optimizer.referee import violations
from tests.boards import assignments, broken, plan
from tests.shops import day, interrupted, running, shop, visit

OIL = """
v1 reception  8:00-8:10 eve
v1 work/1     8:10-9:10 ann b1
v1 inspection 9:10-9:20 inspection-1
v1 wash       9:20-9:40 wash-1
v1 hand_over  9:40-9:50 eve
"""
DAY = day(visit("v1", "OIL", wash=True))


def test_vacuous_when_every_step_is_finished() -> None:
    assert broken(day(visit("v1", progress=("reception 7:40-7:50 eve", "hand_over 7:50-8:00 eve"))), "") == []


def test_just_feasible_without_a_minute_between() -> None:
    assert broken(DAY, OIL) == []


def test_just_infeasible_a_minute_before_the_step_before_ends() -> None:
    board = OIL.replace("9:40-9:50", "9:39-9:49")
    (found,) = violations(DAY, plan(DAY, board))
    assert found.rule == "step_order"
    assert found.step_ids == ("v1/wash", "v1/hand_over")
    assert found.message == "v1/hand_over starts at 2025-03-03 09:39, 1 min before v1/wash ends"


def test_a_long_step_before_the_last_one_counts_too() -> None:
    board = OIL.replace("9:20-9:40", "8:50-9:10").replace("9:40-9:50", "9:10-9:20")
    found = [one.step_ids for one in violations(DAY, plan(DAY, board))]
    assert found == [("v1/inspection", "v1/wash"), ("v1/inspection", "v1/hand_over")]


def test_a_step_is_missing() -> None:
    board = "\n".join(line for line in OIL.splitlines() if "wash" not in line)
    (found,) = violations(DAY, plan(DAY, board))
    assert (found.rule, found.message) == ("step_order", "v1/wash of the planned visit has no assignment")


def test_a_finished_step_is_not_done_again() -> None:
    of = day(visit("v1", "OIL", wash=True, progress=("reception 7:50-8:00 eve",)))
    (found,) = violations(of, plan(of, OIL))
    assert (found.rule, found.step_ids) == ("step_order", ("v1/reception",))


def test_an_unplanned_visit_has_no_steps() -> None:
    assert broken(DAY, "", unplanned=("v1",)) == []
    assert broken(DAY, "v1 reception 8:00-8:10 eve", unplanned=("v1",)) == ["step_order"]


def test_an_unplanned_visit_keeps_its_running_step() -> None:
    of = day(visit("v1", "OIL", progress=(running("v1/reception", "7:55", 5, unit_id="eve"),)))
    assert broken(of, "v1 reception 7:55-8:05 eve", unplanned=("v1",)) == []
    assert broken(of, "", unplanned=("v1",)) == ["step_order"]


def test_an_unplanned_visit_keeps_its_frozen_steps() -> None:
    reception = "v1 reception 8:20-8:30 eve"
    of = day(visit("v1", "OIL"), published=Published(assignments=assignments(shop(), reception)))
    assert broken(of, reception, unplanned=("v1",)) == []
    assert broken(of, "", unplanned=("v1",)) == ["step_order", "frozen"]


def test_steps_that_have_started_come_first() -> None:
    """Job 1 was interrupted for parts while job 2 went on: what is left of job 1 comes after job 2."""
    progress = (
        "reception 8:00-8:10 eve",
        interrupted("v1/work/1", "8:10", hours=0.5),
        running("v1/work/2", "8:30", 30, who="bob"),
    )
    of = day(visit("v1", "WIRING", "WIRING", progress=progress), now="9:00")
    board = """
    v1 work/2     8:30-9:30   bob
    v1 work/1     9:30-10:00  ann
    v1 inspection 10:00-10:10 inspection-1
    v1 hand_over  10:10-10:20 eve
    """
    assert broken(of, board) == []
    assert broken(of, board.replace("9:30-10:00 ", "9:29-9:59")) == ["step_order"]
