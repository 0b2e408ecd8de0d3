"""From a plan to rows and bars: whose they are, when rows are closed, what is late."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from api.board.from_plan import board_of
from api.board.view import Board, BoardDay, Closed, Row, RowsBy, Shade
from api.board.words import Language
from optimizer.plan import Assignment
from optimizer.visit import StepKind, StepProgress, StepStatus
from tests.api.board.plans import toy_document, with_assignments
from tests.api.toy import at, toy_day


@pytest.fixture(scope="module")
def board() -> Board:
    """The toy plan."""
    return board_of(toy_document(4), Language.EN)


def row(day: BoardDay, rows_by: RowsBy, key: str) -> Row:
    """The row of an id."""
    return next(each for each in day.rows[rows_by] if each.row_id == key)


def clock(closed: Closed) -> tuple[str, str, str]:
    """Start, end and shade as words."""
    return f"{closed.start:%H:%M}", f"{closed.end:%H:%M}", closed.shade


def work(step: str, start: str, end: str, bay: str, *, keeps: bool = False, day: int = 14) -> Assignment:
    """Work of T1 on V02."""
    return Assignment(
        step_id=f"V02/{step}",
        visit_id="V02",
        kind=StepKind(step.partition("/")[0]),
        start=at(start),
        end=at(end, day),
        technician_ids=("T1",),
        bay_id=bay,
        keeps_bay=keeps,
    )


def test_rows_of_people_are_technicians_advisors_and_places(board: Board) -> None:
    names = [each.name for each in board.days[0].rows[RowsBy.TECHNICIANS]]
    technicians = ["Wang Lei", "Li Na", "Zhang Wei", "Liu Yang", "Chen Jing"]
    assert names == [*technicians, "Advisor 1", "Advisor 2", "Final inspection 1", "Wash 1"]


def test_every_step_is_on_the_row_of_its_car_in_order(board: Board) -> None:
    kinds = [bar.kind for bar in row(board.days[0], RowsBy.CARS, "V02").bars]
    assert kinds == [
        StepKind.RECEPTION,
        StepKind.DIAGNOSIS,
        StepKind.WORK,
        StepKind.INSPECTION,
        StepKind.WASH,
        StepKind.HAND_OVER,
    ]


def test_closed_times_are_off_breaks_absences_and_outages(board: Board) -> None:
    day = board.days[0]
    assert [clock(each) for each in row(day, RowsBy.TECHNICIANS, "T3").closed] == [
        ("12:00", "13:00", "break"),
        ("14:00", "15:30", "absence"),
    ]
    assert [clock(each) for each in row(day, RowsBy.BAYS, "B4").closed] == [("15:00", "17:00", "outage")]


def test_a_row_is_off_beyond_its_shift() -> None:
    day = toy_day(1)
    late = replace(day.workshop, open_spans=(replace(day.workshop.open_spans[0], end=at("20:00")),))
    board = board_of(toy_document(day=replace(day, workshop=late)), Language.EN)
    assert board.days[0].end == at("20:00")
    off = [each for each in row(board.days[0], RowsBy.TECHNICIANS, "T1").closed if each.shade is Shade.OFF]
    assert [clock(each) for each in off] == [("17:00", "20:00", "off")]


def test_a_bay_that_is_kept_shows_until_when() -> None:
    day = toy_day(3)
    document = with_assignments(
        day,
        work("diagnosis/J1", "09:00", "09:30", "B1", keeps=True),
        work("work/J2", "11:00", "12:00", "B1"),
    )
    board = board_of(document, Language.EN)
    first, second = row(board.days[0], RowsBy.BAYS, "B1").bars
    assert (first.held_until, second.held_until) == (at("11:00"), None)
    assert [bar.held_until for bar in row(board.days[0], RowsBy.TECHNICIANS, "T1").bars] == [None, None]


def test_work_over_night_is_on_both_dates_and_stretches_neither() -> None:
    day = toy_day(3)
    document = with_assignments(day, work("work/J2", "16:00", "09:00", "B1", day=15))
    board = board_of(document, Language.EN)
    assert [each.date.day for each in board.days] == [14, 15]
    today, tomorrow = board.days
    assert (today.start, today.end) == (at("08:00"), at("17:00"))
    assert len(row(tomorrow, RowsBy.TECHNICIANS, "T1").bars) == 1
    assert (tomorrow.start, tomorrow.end) == (at("08:00", 15), at("17:00", 15))


def test_lateness_is_ready_after_promised(board: Board) -> None:
    by_id = {car.visit_id: car for car in board.cars}
    for car in by_id.values():
        assert car.ready is not None
        assert car.promised is not None
        late = max(timedelta(), car.ready - car.promised)
        assert car.late_minutes == late // timedelta(minutes=1)
    assert any(car.late_minutes for car in by_id.values())
    assert not all(car.late_minutes for car in by_id.values())


def test_what_is_finished_is_on_the_board_too() -> None:
    day = toy_day(1)
    done = StepProgress(
        step_id="V00/reception",
        status=StepStatus.FINISHED,
        started_at=at("08:00"),
        finished_at=at("08:12"),
        unit_id="A1",
    )
    day = replace(day, now=at("08:30"), visits=(replace(day.visits[0], progress=(done,)),))
    board = board_of(with_assignments(day), Language.EN)
    (bar,) = row(board.days[0], RowsBy.TECHNICIANS, "A1").bars
    assert (bar.kind, bar.start, bar.end) == (StepKind.RECEPTION, at("08:00"), at("08:12"))


def test_a_plan_without_visits_still_has_its_date() -> None:
    board = board_of(toy_document(day=replace(toy_day(1), visits=toy_day(1).visits[:1])), Language.ZH)
    assert board.workshop == "玩具汽车"
    empty = board_of(with_assignments(toy_day(1)), Language.EN)
    assert [each.date.day for each in empty.days] == [14]
