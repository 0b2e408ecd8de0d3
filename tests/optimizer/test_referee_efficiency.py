"""Cost terms of efficiency, counted by hand."""

from __future__ import annotations

import pytest

from optimizer.visit import StepProgress
from tests.boards import amount
from tests.shops import bay, day, policy, running, shop, technician, visit

DONE = ("reception 7:40-7:50 eve",)
LATE = shop(
    technicians=(
        technician("ann", overtime="17:00-19:00", breaks="18:00-18:10"),
        technician("bob", shifts="8:00-18:00", overtime="18:00-19:00", breaks=""),
    ),
    policy=policy(overtime_allowed=True),
)


@pytest.mark.parametrize(
    ("line", "minutes"),
    [
        ("16:00-17:00 ann overtime", 0),
        ("16:30-17:30 ann overtime", 30),
        ("16:30-17:30 bob overtime", 0),
        ("17:30-18:30 ann overtime", 50),  # without the break
        ("17:30-18:30 ann bob overtime", 50 + 30),  # each for himself
        ("16:30-17:30 ann", 0),  # not marked: not worked
    ],
)
def test_overtime(line: str, minutes: int) -> None:
    of = day(visit("v1", "WIRING", progress=DONE), workshop=LATE)
    assert amount(of, f"v1 work/1 {line}", "overtime") == minutes


@pytest.mark.parametrize(("now", "minutes"), [("16:50", 10), ("17:05", 5), ("17:10", 0)])
def test_overtime_of_a_running_step_counts_from_now_on(now: str, minutes: int) -> None:
    """Whatever the policy says: it is worked."""
    workshop = shop(technicians=LATE.technicians)
    step: StepProgress = running("v1/work/1", "16:30", 5, who="ann")
    of = day(visit("v1", "WIRING", progress=(*DONE, step)), now=now, workshop=workshop)
    assert amount(of, "v1 work/1 16:30-17:10 ann", "overtime") == minutes


def test_overtime_of_finished_steps_is_past() -> None:
    of = day(visit("v1", "WIRING", progress=(*DONE, "work/1 16:30-17:30 ann")), now="17:40", workshop=LATE)
    assert amount(of, "", "overtime") == 0


@pytest.mark.parametrize(
    ("codes", "board", "moves"),
    [
        (("OIL", "TYRES"), "v1 work/1 8:00-9:00 ann b1 keeps\nv1 work/2 9:00-9:30 ann b1", 0),
        (("OIL", "TYRES"), "v1 work/1 8:00-9:00 ann b1\nv1 work/2 9:10-9:40 ann b1", 1),
        (("OIL", "TYRES"), "v1 work/1 8:00-9:00 ann b1\nv1 work/2 9:10-9:40 ann b2", 1),
        (("OIL", "WIRING"), "v1 work/1 8:00-9:00 ann b1\nv1 work/2 9:00-10:00 ann", 0),
        (("OIL", "PAINT"), "v1 work/1 8:00-9:00 ann b1\nv1 sublet/2 9:10-11:10", 1),
        (("PAINT", "PAINT"), "v1 sublet/1 8:00-10:00\nv1 sublet/2 10:10-12:10", 1),
    ],
)
def test_bay_moves(codes: tuple[str, ...], board: str, moves: int) -> None:
    end = "\nv1 inspection 15:00-15:10 inspection-1\nv1 hand_over 15:10-15:20 eve"
    of = day(visit("v1", *codes, progress=DONE))
    assert amount(of, board + end, "bay_moves") == moves
    # Moves are counted in planned visits only.
    assert amount(of, board, "bay_moves", unplanned=("v1",)) == 0


@pytest.mark.parametrize(("where", "moves"), [("b1", 0), ("b2", 1)])
def test_bay_moves_from_where_a_car_stands(where: str, moves: int) -> None:
    board = f"""
    v1 work/1     9:00-10:00  ann {where}
    v1 inspection 15:00-15:10 inspection-1
    v1 hand_over  15:10-15:20 eve
    """
    assert amount(day(visit("v1", "OIL", progress=DONE, in_bay="b1")), board, "bay_moves") == moves
    assert amount(day(visit("v1", "OIL", progress=DONE)), board, "bay_moves") == 0


@pytest.mark.parametrize(
    ("board", "minutes"),
    [
        ("v1 work/1 8:00-9:00 ann b1\nv1 work/2 9:30-10:00 ann b1", 0),
        ("v1 work/1 8:00-9:00 ann b1 keeps\nv1 work/2 9:30-10:00 ann b1", 30),
        ("v1 work/1 8:00-9:00 ann b1 keeps\nv1 work/2 9:30-10:00 ann b2", 0),
        ("v1 work/1 11:30-13:30 ann b1", 0),  # a step that rests over lunch runs
        ("v1 work/1 15:30-16:30 ann b1 keeps\nv1 work/2 8:30+1-9:00+1 ann b1", 60),  # open time only
    ],
)
def test_idle_bay(board: str, minutes: int) -> None:
    assert amount(day(visit("v1", "OIL", "TYRES", progress=DONE)), board, "idle_bay") == minutes


def test_idle_bay_of_a_car_that_stands_there() -> None:
    of = day(visit("v1", "OIL", progress=DONE, in_bay="b1"), workshop=shop(bays=(bay("b1", "LIFT"), bay("b2", "LIFT"))))
    assert amount(of, "v1 work/1 9:00-10:00 ann b1", "idle_bay") == 60
    assert amount(of, "v1 work/1 9:00-10:00 ann b2", "idle_bay") == 0
