"""Rule ``technician_overlap``: a technician does one step at a time."""

from __future__ import annotations

from optimizer.referee import violations
from tests.boards import broken, plan
from tests.shops import day, running, visit

DAY = day(
    visit("v1", "TEST", progress=("reception 7:40-7:50 eve",)),
    visit("v2", "TEST", progress=("reception 7:40-7:50 fay",)),
)
BOARD = """
v1 diagnosis/1 8:00-8:30 ann
v1 hand_over   8:30-8:40 eve
v2 diagnosis/1 8:30-9:00 ann
v2 hand_over   9:00-9:10 eve
"""


def test_vacuous_at_the_same_time_with_another() -> None:
    assert broken(DAY, BOARD.replace("8:30-9:00 ann", "8:00-8:30 bob")) == []


def test_just_feasible_one_after_the_other() -> None:
    assert broken(DAY, BOARD) == []


def test_just_infeasible_by_a_minute() -> None:
    (found,) = violations(DAY, plan(DAY, BOARD.replace("8:30-9:00 ann", "8:29-8:59 ann")))
    assert found.rule == "technician_overlap"
    assert found.step_ids == ("v1/diagnosis/1", "v2/diagnosis/1")
    assert found.message == "ann does v1/diagnosis/1 and v2/diagnosis/1 at once for 1 min"


def test_a_crew_is_busy_both() -> None:
    of = day(
        visit("v1", "EXPRESS", progress=("reception 7:40-7:50 eve",)),
        visit("v2", "TEST", progress=("reception 7:40-7:50 fay",)),
    )
    board = """
    v1 work/1      8:00-8:30 ann bob b1
    v1 inspection  8:30-8:40 inspection-1
    v1 hand_over   8:40-8:50 eve
    v2 diagnosis/1 8:30-9:00 bob
    v2 hand_over   9:00-9:10 eve
    """
    assert broken(of, board) == []
    assert broken(of, board.replace("8:30-9:00 bob", "8:20-8:50 bob")) == ["technician_overlap"]


def test_a_running_step_against_an_open_one() -> None:
    of = day(
        visit("v1", "TEST", progress=("reception 7:40-7:50 eve", running("v1/diagnosis/1", "7:55", 20, who="ann"))),
        visit("v2", "TEST", progress=("reception 7:40-7:50 fay",)),
    )
    board = BOARD.replace("8:00-8:30 ann", "7:55-8:20 ann")
    assert broken(of, board.replace("8:30-9:00", "8:20-8:50")) == []
    assert broken(of, board.replace("8:30-9:00", "8:19-8:49")) == ["technician_overlap"]


def test_lunch_does_not_free_a_technician_in_the_middle_of_a_step() -> None:
    """A long step is one step: nothing else fits into the time it is open."""
    of = day(
        visit("v1", "WIRING", progress=("reception 7:40-7:50 eve",)),
        visit("v2", "TEST", progress=("reception 7:40-7:50 fay",)),
    )
    board = """
    v1 work/1      11:30-13:30 ann
    v1 inspection  13:30-13:40 inspection-1
    v1 hand_over   13:40-13:50 eve
    v2 diagnosis/1 13:20-13:50 ann
    v2 hand_over   13:50-14:00 eve
    """
    assert broken(of, board) == ["technician_overlap"]
    assert broken(of, board.replace("13:20-13:50 ann", "13:20-13:50 bob")) == []
