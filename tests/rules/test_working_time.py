"""Rule ``working_time``: work starts and ends when its people are there, and stops only as it may."""

from __future__ import annotations

import pytest

from optimizer.day import Day
from optimizer.referee import violations
from optimizer.workshop import Stretch
from tests.boards import broken, plan
from tests.shops import advisor, day, operation, policy, shop, station, technician, visit

DONE = ("reception 7:40-7:50 eve",)


def car(hours: float, stretch: Stretch, *, overtime_allowed: bool = False, **changes: str) -> Day:
    """A car with a diagnosis for ann, who has changed hours."""
    workshop = shop(
        technicians=(technician("ann", **changes),),  # type: ignore[arg-type]  # keywords of calendars only
        operations=(operation("JOB", hours, is_diagnosis=True, stretch=stretch),),
        policy=policy(overtime_allowed=overtime_allowed),
    )
    return day(visit("v1", "JOB", progress=DONE), workshop=workshop)


def rules(of: Day, times: str, words: str = "ann") -> list[str]:
    return broken(of, f"v1 diagnosis/1 {times} {words}\nv1 hand_over 16:50+1-17:00+1 eve")


def test_vacuous_for_a_sublet_that_is_out_over_night() -> None:
    of = day(visit("v1", "PAINT", progress=DONE))
    board = "v1 sublet/1 16:59-18:59\nv1 inspection 8:00+1-8:10+1 inspection-1\nv1 hand_over 8:10+1-8:20+1 eve"
    assert broken(of, board) == []


@pytest.mark.parametrize(
    ("hours", "stretch", "times", "expected"),
    [
        (1, Stretch.NONE, "11:00-12:00", []),
        (1, Stretch.NONE, "11:01-13:01", ["working_time"]),
        (1, Stretch.BREAKS, "11:01-13:01", []),
        (1, Stretch.BREAKS, "16:00-17:00", []),
        (1, Stretch.BREAKS, "16:01-8:01+1", ["working_time"]),
        (1, Stretch.OVERNIGHT, "16:01-8:01+1", []),
        (1, Stretch.OVERNIGHT, "16:00-17:00", []),
        # a step neither starts nor ends in time off, though its working time is right
        (1, Stretch.OVERNIGHT, "12:30-14:00", ["working_time"]),
        (1, Stretch.OVERNIGHT, "11:00-12:01", ["working_time"]),
        (1, Stretch.OVERNIGHT, "16:00-17:01", ["working_time"]),
    ],
)
def test_stretch(hours: float, stretch: Stretch, times: str, expected: list[str]) -> None:
    assert rules(car(hours, stretch), times) == expected


def test_just_infeasible_in_words() -> None:
    of = car(1, Stretch.NONE)
    board = "v1 diagnosis/1 11:01-13:01 ann\nv1 hand_over 13:01-13:11 eve"
    assert violations(of, plan(of, board))[0].message == "v1/diagnosis/1 is interrupted for 60 min and may not be"
    of = car(1, Stretch.BREAKS)
    board = "v1 diagnosis/1 16:01-8:01+1 ann\nv1 hand_over 9:00+1-9:10+1 eve"
    message = "v1/diagnosis/1 runs from 2025-03-03 16:01 to 2025-03-04 08:01, over night"
    assert violations(of, plan(of, board))[0].message == message


def test_a_night_shift_that_ends_at_midnight_is_on_one_date() -> None:
    of = car(1, Stretch.BREAKS, shifts="20:00-2:00+1", breaks="")
    assert rules(of, "23:00-0:00+1") == []
    assert rules(of, "23:01-0:01+1") == ["working_time"]


def test_absence() -> None:
    of = car(1, Stretch.BREAKS, absences="9:00-10:00")
    assert rules(of, "8:30-10:30") == []
    assert rules(of, "9:00-11:00") == ["working_time"]


def test_a_crew_works_when_all_are_there() -> None:
    workshop = shop(
        technicians=(technician("ann", breaks="10:00-10:30"), technician("bob", breaks="10:20-10:50")),
        operations=(operation("JOB", 2, is_diagnosis=True, crew=2),),
    )
    of = day(visit("v1", "JOB", progress=DONE), workshop=workshop)
    assert rules(of, "9:30-11:20", "ann bob") == []
    assert rules(of, "10:50-11:50", "ann bob") == []
    assert rules(of, "10:49-11:49", "ann bob") == ["duration", "working_time"]


def test_overtime_counts_only_where_a_step_is_marked() -> None:
    of = car(1, Stretch.NONE, overtime_allowed=True, overtime="17:00-18:00")
    assert rules(of, "16:30-17:30", "ann overtime") == []
    assert rules(of, "17:00-18:00", "ann overtime") == []
    assert rules(of, "16:30-17:30") == ["duration", "working_time"]


def test_overtime_is_allowed_by_the_policy() -> None:
    of = car(1, Stretch.NONE, overtime="17:00-18:00")
    assert rules(of, "16:30-17:30", "ann overtime") == ["working_time"]


def test_breaks_hold_in_overtime_too() -> None:
    of = car(1, Stretch.NONE, overtime_allowed=True, overtime="17:00-19:00", breaks="17:30-17:40")
    assert rules(of, "17:40-18:40", "ann overtime") == []
    assert rules(of, "17:29-18:39", "ann overtime") == ["working_time"]


@pytest.mark.parametrize(("times", "expected"), [("16:50-17:00", []), ("16:51-17:01", ["working_time"])])
def test_advisors_are_not_interrupted(times: str, expected: list[str]) -> None:
    assert broken(day(visit("v1", progress=DONE)), f"v1 hand_over {times} eve") == expected


@pytest.mark.parametrize(("times", "expected"), [("9:20-9:30", []), ("9:25-9:35", ["working_time"])])
def test_nor_in_their_breaks(times: str, expected: list[str]) -> None:
    workshop = shop(advisors=(advisor("eve", breaks="9:30-9:45"),))
    assert broken(day(visit("v1", progress=DONE), workshop=workshop), f"v1 hand_over {times} eve") == expected


@pytest.mark.parametrize(("times", "expected"), [("9:00-9:20", []), ("8:59-9:19", ["working_time"])])
def test_stations_have_hours(times: str, expected: list[str]) -> None:
    workshop = shop(stations=(station("wash", open_spans="9:00-12:00"),))
    of = day(visit("v1", wash=True, progress=DONE), workshop=workshop)
    assert broken(of, f"v1 wash {times} wash-1\nv1 hand_over 10:00-10:10 eve") == expected


def test_calendars_are_rounded_to_the_safe_side() -> None:
    """On a grid of 5 min a shift 8:01-16:59 with a break 12:01-12:59 is 8:05-12:00 and 13:00-16:55."""
    workshop = shop(
        technicians=(technician("ann", shifts="8:01-16:59", breaks="12:01-12:59"),),
        operations=(operation("JOB", 0.5, is_diagnosis=True, stretch=Stretch.NONE),),
        policy=policy(grid_minutes=5),
    )
    of = day(visit("v1", "JOB", progress=DONE), workshop=workshop)
    for times in ("8:05-8:35", "11:30-12:00", "13:00-13:30", "16:25-16:55"):
        assert rules(of, times) == []
    for times in ("8:00-8:30", "11:35-12:05", "12:55-13:25", "16:30-17:00"):
        assert "working_time" in rules(of, times)
