"""Rule ``duration``: labour ÷ pace in working time, rounded to the tick; the policy's minutes at the desk."""

from __future__ import annotations

import pytest

from optimizer.day import Day
from optimizer.referee import violations
from optimizer.visit import StepProgress
from tests.boards import broken, plan
from tests.shops import bay, day, interrupted, operation, policy, shop, technician, visit


def car(hours: float, pace: float, *progress: StepProgress, crew: int = 1, grid: int = 1, second: float = 1.0) -> Day:
    """A car with one diagnosis of some labour, for ann of some pace and bob of a second."""
    workshop = shop(
        technicians=(technician("ann", pace=pace), technician("bob", pace=second)),
        operations=(operation("JOB", hours, is_diagnosis=True, crew=crew),),
        bays=(bay("b1", "LIFT"),),
        policy=policy(grid_minutes=grid),
    )
    return day(visit("v1", "JOB", progress=("reception 7:40-7:50 eve", *progress)), workshop=workshop)


def rules(of: Day, minutes: int, who: str = "ann") -> list[str]:
    end = f"{8 + minutes // 60}:{minutes % 60:02}"
    return broken(of, f"v1 diagnosis/1 8:00-{end} {who}\nv1 hand_over 16:00-16:10 eve")


def test_vacuous_for_a_sublet() -> None:
    of = day(visit("v1", "PAINT", progress=("reception 7:40-7:50 eve",)))
    board = "v1 sublet/1 8:00-10:00\nv1 inspection 10:00-10:10 inspection-1\nv1 hand_over 10:10-10:20 eve"
    assert broken(of, board) == []


@pytest.mark.parametrize(
    ("hours", "pace", "minutes"),
    [
        (1.0, 1.0, 60),
        (1.0, 1.25, 48),
        (0.5, 0.75, 40),
        (1.0, 0.9, 67),  # 66.67
        (0.1, 4.0, 2),  # 1.5: halves up
        (0.1, 5.0, 1),  # 1.2
        (0.0, 1.0, 1),  # at least a tick
    ],
)
def test_just_feasible_and_a_minute_off(hours: float, pace: float, minutes: int) -> None:
    of = car(hours, pace)
    assert rules(of, minutes) == []
    assert rules(of, minutes + 1) == ["duration"]
    if minutes > 1:
        assert rules(of, minutes - 1) == ["duration"]


def test_just_infeasible_says_by_how_much() -> None:
    of = car(1.0, 1.0)
    (found,) = violations(of, plan(of, "v1 diagnosis/1 8:00-9:01 ann\nv1 hand_over 9:01-9:11 eve"))
    assert found.message == "v1/diagnosis/1 has 61 min of working time, needs 60"


@pytest.mark.parametrize(("hours", "minutes"), [(0.2, 10), (0.21, 15), (0.03, 5)])
def test_coarse_grid(hours: float, minutes: int) -> None:
    """12 min are nearer to 10, 12.6 to 15; 1.8 are still one tick of 5."""
    assert broken(car(hours, 1.0, grid=5), f"v1 diagnosis/1 8:00-8:{minutes:02} ann\nv1 hand_over 9:00-9:10 eve") == []


def test_a_crew_adds_its_paces() -> None:
    of = car(1.0, 1.0, crew=2, second=0.5)  # 60 ÷ 1.5
    assert rules(of, 40, "ann bob") == []
    assert rules(of, 39, "bob ann") == ["duration"]


def test_an_interrupted_step_has_what_is_left() -> None:
    assert rules(car(1.0, 1.0, interrupted("v1/diagnosis/1", "7:50", hours=0.25)), 15) == []
    assert rules(car(1.0, 1.0, interrupted("v1/diagnosis/1", "7:50", hours=0.25)), 60) == ["duration"]
    assert rules(car(1.0, 1.0, interrupted("v1/diagnosis/1", "7:50")), 60) == []


def test_breaks_do_not_count() -> None:
    board = "v1 diagnosis/1 11:30-13:30 ann\nv1 hand_over 16:00-16:10 eve"
    assert broken(car(1.0, 1.0), board) == []
    assert broken(car(2.0, 1.0), board) == ["duration"]


def test_only_what_the_crew_works_together_counts() -> None:
    workshop = shop(
        technicians=(technician("ann"), technician("bob", breaks="8:20-8:30")),
        operations=(operation("JOB", 1.0, is_diagnosis=True, crew=2),),
    )
    of = day(visit("v1", "JOB", progress=("reception 7:40-7:50 eve",)), workshop=workshop)
    assert broken(of, "v1 diagnosis/1 8:00-8:40 ann bob\nv1 hand_over 9:00-9:10 eve") == []
    assert broken(of, "v1 diagnosis/1 8:00-8:30 ann bob\nv1 hand_over 9:00-9:10 eve") == ["duration", "working_time"]


def test_nobody_without_pace_gets_anything_done() -> None:
    assert rules(car(1.0, 0.0), 60) == ["duration"]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("8:00-8:10 eve", "8:00-8:11 eve"),
        ("9:12-9:22 inspection-1", "9:12-9:21 inspection-1"),
        ("9:23-9:43 wash-1", "9:23-9:44 wash-1"),
        ("9:44-9:54 eve", "9:44-9:53 eve"),
    ],
)
def test_the_policy_gives_the_other_steps_their_minutes(right: str, wrong: str) -> None:
    board = """
    v1 reception  8:00-8:10 eve
    v1 work/1     8:11-9:11 ann
    v1 inspection 9:12-9:22 inspection-1
    v1 wash       9:23-9:43 wash-1
    v1 hand_over  9:44-9:54 eve
    """
    of = day(visit("v1", "WIRING", wash=True))
    assert broken(of, board) == []
    assert broken(of, board.replace(right, wrong)) == ["duration"]


def test_an_interrupted_wash_is_done_in_full_again() -> None:
    progress = ("reception 7:40-7:50 eve", interrupted("v1/wash", "7:50", hours=0.1))
    of = day(visit("v1", wash=True, progress=progress))
    assert broken(of, "v1 wash 8:00-8:20 wash-1\nv1 hand_over 8:20-8:30 eve") == []
    assert broken(of, "v1 wash 8:00-8:06 wash-1\nv1 hand_over 8:20-8:30 eve") == ["duration"]
