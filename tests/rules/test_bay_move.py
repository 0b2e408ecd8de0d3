"""Rule ``bay_move``: it takes ten minutes to move a car from one place to the next."""

from __future__ import annotations

import pytest

from optimizer.plan import Published
from optimizer.referee import violations
from tests.boards import assignments, broken, plan
from tests.shops import day, policy, running, shop, visit

DONE = ("reception 7:40-7:50 eve",)


def board(first: str, second: str) -> str:
    return f"""
    v1 work/1     {first}
    v1 work/2     {second}
    v1 inspection 15:00-15:10 inspection-1
    v1 hand_over  15:10-15:20 eve
    """


FIRST = "8:00-9:00 ann b1"


@pytest.mark.parametrize(
    ("codes", "first", "second"),
    [
        (("OIL", "WIRING"), FIRST, "9:00-10:00 ann"),  # the second needs no bay
        (("WIRING", "OIL"), "8:00-9:00 ann", "9:00-10:00 ann b1"),
        (("OIL", "TYRES"), FIRST + " keeps", "9:00-9:30 ann b1"),  # the car stays
    ],
)
def test_vacuous_when_no_car_is_moved_between_bays(codes: tuple[str, ...], first: str, second: str) -> None:
    assert broken(day(visit("v1", *codes, progress=DONE)), board(first, second)) == []


@pytest.mark.parametrize(
    ("second", "rules"),
    [
        ("9:10-9:40 bob b2", []),
        ("9:09-9:39 bob b2", ["bay_move"]),
        ("9:10-9:40 ann b1", []),  # out and back in again
        ("9:09-9:39 ann b1", ["bay_move"]),
    ],
)
def test_just_feasible_and_just_infeasible(second: str, rules: list[str]) -> None:
    assert broken(day(visit("v1", "OIL", "TYRES", progress=DONE)), board(FIRST, second)) == rules


def test_in_words() -> None:
    of = day(visit("v1", "OIL", "TYRES", progress=DONE))
    (found,) = violations(of, plan(of, board(FIRST, "9:09-9:39 bob b2")))
    assert found.step_ids == ("v1/work/1", "v1/work/2")
    assert found.message == "the car of v1/work/2 has 9 min to be moved, needs 10"


def test_rounded_up_to_the_grid() -> None:
    workshop = shop(policy=policy(grid_minutes=5, bay_move_minutes=11))
    of = day(visit("v1", "OIL", "TYRES", progress=DONE), workshop=workshop)
    assert broken(of, board(FIRST, "9:15-9:45 bob b2")) == []
    assert broken(of, board(FIRST, "9:10-9:40 bob b2")) == ["bay_move"]


def sublet_board(out: str, back: str) -> str:
    return f"""
    v1 work/1     {FIRST}
    v1 sublet/2   {out}
    v1 work/3     {back}
    v1 inspection 15:00-15:10 inspection-1
    v1 hand_over  15:10-15:20 eve
    """


@pytest.mark.parametrize(
    ("out", "back", "rules"),
    [
        ("9:10-11:10", "11:20-11:50 ann b1", []),
        ("9:09-11:09", "11:20-11:50 ann b1", ["bay_move"]),
        ("9:10-11:10", "11:19-11:49 ann b1", ["bay_move"]),
    ],
)
def test_to_another_firm_and_back(out: str, back: str, rules: list[str]) -> None:
    of = day(visit("v1", "OIL", "PAINT", "TYRES", progress=DONE))
    assert broken(of, sublet_board(out, back)) == rules


IN_BAY = """
v1 work/2     {}
v1 inspection 15:00-15:10 inspection-1
v1 hand_over  15:10-15:20 eve
"""


@pytest.mark.parametrize(
    ("in_bay", "second", "rules"),
    [
        ("b1", "9:00-9:30 bob b1", []),  # it stands there already
        ("b1", "9:10-9:40 bob b2", []),
        ("b1", "9:09-9:39 bob b2", ["bay_move"]),
        (None, "9:00-9:30 bob b2", []),  # in the car park: where it stands is no place to be moved from
    ],
)
def test_a_car_that_stands_in_a_bay_at_now(in_bay: str | None, second: str, rules: list[str]) -> None:
    progress = (*DONE, "work/1 8:00-8:55 ann")
    of = day(visit("v1", "OIL", "TYRES", progress=progress, in_bay=in_bay), now="9:00")
    assert broken(of, IN_BAY.format(second)) == rules


@pytest.mark.parametrize(
    ("second", "rules"), [("9:30-10:00 bob b2", []), ("9:29-9:59 bob b2", ["bay_move"]), ("9:30-10:00 ann b1", [])]
)
def test_after_a_running_step(second: str, rules: list[str]) -> None:
    step = running("v1/work/1", "8:20", 20, who="ann", bay_id="b1")
    of = day(visit("v1", "OIL", "TYRES", progress=(*DONE, step), in_bay="b2"), now="9:00")
    assert broken(of, board("8:20-9:20 ann b1", second)) == rules


@pytest.mark.parametrize(("second", "rules"), [("8:40-9:10 bob b2", []), ("8:39-9:09 bob b2", ["bay_move"])])
def test_frozen_steps_of_an_unplanned_visit(second: str, rules: list[str]) -> None:
    workshop = shop(policy=policy(frozen_window_minutes=60))
    kept = f"v1 work/1 8:00-8:30 ann b1\nv1 work/2 {second}"
    published = Published(assignments=assignments(workshop, kept))
    of = day(visit("v1", "TYRES", "TYRES", progress=DONE), workshop=workshop, published=published)
    assert broken(of, kept, unplanned=("v1",)) == rules
