"""Rule ``bay_overlap``: one car a bay, also while a car is kept there or stands there at now."""

from __future__ import annotations

import pytest

from optimizer.referee import violations
from tests.boards import broken, plan
from tests.shops import day, running, visit

DONE = ("reception 7:40-7:50 eve",)
ONE = """
v1 work/1     8:00-9:00 ann b1
v1 inspection 9:00-9:10 inspection-1
v1 hand_over  9:10-9:20 eve
"""
OTHER = """
v2 work/1     9:00-9:30 bob b1
v2 inspection 9:30-9:40 inspection-1
v2 hand_over  9:40-9:50 eve
"""
TWO_CARS = day(visit("v1", "OIL", progress=DONE), visit("v2", "TYRES", progress=DONE))


def test_vacuous_in_two_bays() -> None:
    assert broken(TWO_CARS, ONE + OTHER.replace("9:00-9:30 bob b1", "8:00-8:30 bob b2")) == []


def test_just_feasible_one_after_the_other() -> None:
    assert broken(TWO_CARS, ONE + OTHER) == []


def test_just_infeasible_by_a_minute() -> None:
    (found,) = violations(TWO_CARS, plan(TWO_CARS, ONE + OTHER.replace("9:00-9:30", "8:59-9:29")))
    assert found.rule == "bay_overlap"
    assert found.message == "the cars of v1/work/1 and v2/work/1 are in b1 at once for 1 min"


KEPT = """
v1 work/1     8:00-9:00   ann b1 keeps
v1 work/2     9:30-10:00  ann b1
v1 inspection 10:00-10:10 inspection-1
v1 hand_over  10:10-10:20 eve
"""


def test_a_kept_bay_is_not_free_between_the_steps() -> None:
    of = day(visit("v1", "OIL", "TYRES", progress=DONE), visit("v2", "TYRES", progress=DONE))
    after = OTHER.replace("9:00-9:30", "10:00-10:30").replace("9:30-9:40", "10:30-10:40")
    after = after.replace("9:40-9:50", "10:40-10:50")
    assert broken(of, KEPT + after) == []
    assert broken(of, KEPT + OTHER) == ["bay_overlap"]
    # The car that is moved out for the other one comes back: one move more, no clash.
    assert broken(of, KEPT.replace("keeps", "") + OTHER) == []


@pytest.mark.parametrize(
    ("codes", "second"),
    [
        (("OIL", "TYRES"), "v1 work/2 9:30-10:00 ann b2"),  # the next step is in another bay
        (("OIL", "WIRING"), "v1 work/2 9:30-10:30 ann"),  # the next step is in none
    ],
)
def test_a_bay_is_kept_only_for_the_next_step_there(codes: tuple[str, ...], second: str) -> None:
    of = day(visit("v1", *codes, progress=DONE))
    board = f"""
    v1 work/1     8:00-9:00   ann b1 keeps
    {second}
    v1 inspection 11:00-11:10 inspection-1
    v1 hand_over  11:10-11:20 eve
    """
    assert broken(of, board.replace("keeps", "")) == []
    assert broken(of, board) == ["bay_overlap"]


def test_a_step_without_a_bay_keeps_none() -> None:
    of = day(visit("v1", "WIRING", progress=DONE))
    board = "v1 work/1 8:00-9:00 ann keeps\nv1 inspection 9:00-9:10 inspection-1\nv1 hand_over 9:10-9:20 eve"
    (found,) = violations(of, plan(of, board))
    assert (found.rule, found.message) == ("bay_overlap", "v1/work/1 keeps no bay, where the next step is not")


def test_nor_over_a_step_between() -> None:
    of = day(visit("v1", "OIL", "WIRING", "TYRES", progress=DONE))
    board = """
    v1 work/1     8:00-9:00   ann b1 keeps
    v1 work/2     9:00-10:00  ann
    v1 work/3     10:00-10:30 ann b1
    v1 inspection 11:00-11:10 inspection-1
    v1 hand_over  11:10-11:20 eve
    """
    assert broken(of, board) == ["bay_overlap"]
    assert broken(of, board.replace("keeps", "")) == []


def test_a_car_that_stands_in_its_bay_holds_it_from_now_on() -> None:
    of = day(visit("v1", "OIL", progress=DONE, in_bay="b1"), visit("v2", "TYRES", progress=DONE))
    waits = """
    v1 work/1     9:00-10:00  ann b1
    v1 inspection 10:00-10:10 inspection-1
    v1 hand_over  10:10-10:20 eve
    """
    before = """
    v2 work/1     8:00-8:30 bob b1
    v2 inspection 8:30-8:40 inspection-1
    v2 hand_over  8:40-8:50 eve
    """
    assert broken(of, waits + before) == ["bay_overlap"]
    assert broken(of, waits + before.replace("bob b1", "bob b2")) == []
    # It is taken out, and its work is done in the other bay.
    assert broken(of, waits.replace("ann b1", "ann b2") + before) == []


def test_a_car_that_goes_elsewhere_first_leaves_its_bay() -> None:
    of = day(visit("v1", "WIRING", "OIL", progress=DONE, in_bay="b1"), visit("v2", "TYRES", progress=DONE))
    board = """
    v1 work/1     8:00-9:00   ann
    v1 work/2     9:00-10:00  ann b1
    v1 inspection 10:00-10:10 inspection-1
    v1 hand_over  10:10-10:20 eve
    v2 work/1     8:00-8:30   bob b1
    v2 inspection 8:30-8:40   inspection-1
    v2 hand_over  8:40-8:50   eve
    """
    assert broken(of, board) == []


def test_a_running_step_holds_its_bay() -> None:
    step = running("v1/work/1", "7:50", 20, who="ann", bay_id="b1")
    of = day(visit("v1", "OIL", progress=(*DONE, step)), visit("v2", "TYRES", progress=DONE))
    one = ONE.replace("8:00-9:00", "7:50-8:20")
    assert broken(of, one + OTHER.replace("9:00-9:30", "8:20-8:50")) == []
    assert broken(of, one + OTHER.replace("9:00-9:30", "8:19-8:49")) == ["bay_overlap"]
