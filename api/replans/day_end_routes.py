"""Routes of `/v1/workshops/{workshop_id}/day-end`: what is left, what is decided about it, and the close."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from sqlalchemy import Connection

from api.desk import rows as desk_rows
from api.floor.day import floor_day
from api.floor.rows import count_up
from api.problems import Problem
from api.replans import day_end_rows
from api.replans.asking import Asker
from api.replans.carrying_over import carried_over
from api.replans.day_end_asks import DayEndAsk, decisions_of
from api.replans.day_end_records import DayEnd, LeftCar, left_cars
from api.replans.day_end_resources import DayEndResource, day_end_resource
from api.replans.deciding_rows import take
from api.replans.records import Trigger
from api.replans.refusals import told
from api.replans.resources import path_of
from api.replans.routes import PREFIX, Board, ReadingBoard, WritingBoard
from api.replans.settings_rows import settings_of
from api.security.actors import names_of
from api.service.bodies import JsonBody, body_of, invalid_request, read_body
from api.service.errors import ApiError
from api.service.etag import SeenVersions, check_seen, etag_of
from api.service.responses import ETAG, Responses, header, refusals
from api.service.services import not_ending
from api.setup.standing import setup_of
from api.store.journal import note
from optimizer.errors import Fault
from optimizer.steps import Catalogue
from scenarios.setup.calendar import ShopCalendar
from scenarios.setup.hours import instant_at
from scenarios.setup.resolve import resolve

router = APIRouter(prefix=PREFIX, tags=["floor"])

OnDate = Annotated[date | None, Query(alias="date", description="Local date, not after today; today without it.")]

_ANSWERS: Responses = {200: {"model": DayEndResource, "description": "The end of the day.", "headers": {"ETag": ETAG}}}
_CLOSED: Responses = {
    200: {
        "model": DayEndResource,
        "description": "The day is closed.",
        "headers": {"ETag": ETAG, "Location": header("The re-plan with what is carried over, when there is some.")},
    }
}


@router.get(
    "/day-end",
    operation_id="getDayEnd",
    summary="What is left at the end of a day",
    response_model=DayEndResource,
    responses=_ANSWERS,
)
def get_day_end(board: ReadingBoard, on: OnDate = None) -> Response:
    """Every car that is not finished, not collected or did not come, with its decision and what that lacks."""
    with told(), board.desk.database.read() as connection:
        end = day_end_rows.day_end(connection, board.workshop_id, _date(board, on))
        return _answer(connection, board, end, _left(connection, board, end))


@router.put(
    "/day-end",
    operation_id="putDayEnd",
    summary="Decide what becomes of the cars that are left",
    response_model=DayEndResource,
    responses=_ANSWERS | refusals({409: "The day is closed (`day_closed`)."}),
    openapi_extra=body_of(DayEndAsk, "A decision for each car."),
)
def put_day_end(board: WritingBoard, seen: SeenVersions, body: JsonBody, on: OnDate = None) -> Response:
    """All decisions of the day so far; those left out are taken back. Nothing is planned by them before the close."""
    with told():
        ask = read_body(body, DayEndAsk, board.zone)

        def change(connection: Connection) -> Response:
            desk_rows.lock_workshop(connection, board.workshop_id)
            before = _open_end(connection, board, on, seen)
            setup = setup_of(connection, board.workshop_id)
            dates = {day.date for day in ShopCalendar.of(setup).open_days(before.date, 120)}
            ids = {one.appointment.appointment_id for one in _left(connection, board, before)}
            decisions = decisions_of(ask, before.date, dates, ids, board.zone)
            changed = DayEnd(date=before.date, version=0, decisions=decisions, actor=board.actor)
            end = day_end_rows.put(connection, board.workshop_id, before, changed)
            return _answer(connection, board, end, _left(connection, board, end))

        return board.desk.database.transact(change)


@router.post(
    "/day-end:close",
    operation_id="closeDay",
    summary="Close a day",
    response_model=DayEndResource,
    responses=_CLOSED | refusals({409: "A car has no decision (`day_open`: `open` lists them), or it is closed."}),
    dependencies=[Depends(not_ending)],
)
def close_day(board: WritingBoard, seen: SeenVersions, on: OnDate = None) -> Response:
    """Refused while a car has no decision. What is carried over is the first load of its morning.

    Its next step is pinned to where it goes on when nothing else comes first, and a re-plan with it is asked for.
    """
    with told():
        asker = board.desk.asker(board.workshop_id, board.actor)
        response, carries = board.desk.database.transact(lambda connection: _close(connection, board, asker, seen, on))
        if carries:
            response.headers["Location"] = _ask(board, asker)
        return response


def _close(
    connection: Connection, board: Board, asker: Asker, seen: frozenset[int] | None, on: date | None
) -> tuple[Response, bool]:
    desk_rows.lock_workshop(connection, board.workshop_id)
    before = _open_end(connection, board, on, seen)
    left = _left(connection, board, before)
    undecided = [one for one in left if one.missing]
    if undecided:
        raise ApiError(_open(undecided))
    floor = floor_day(connection, board.workshop_id, asker.now)
    pins = carried_over(floor, left, before.date)
    for one in pins:
        take(connection, board.workshop_id, one, board.actor, asker.now)
    if pins:
        count_up(connection, board.workshop_id)
    closed = DayEnd(date=before.date, version=0, decisions=before.decisions, closed_at=asker.now, actor=board.actor)
    end = day_end_rows.put(connection, board.workshop_id, before, closed)
    _tell(connection, board, end, left)
    return _answer(connection, board, end, left), bool(pins)


def _ask(board: Board, asker: Asker) -> str:
    """The re-plan with what is carried over; where it is."""
    with board.desk.database.read() as connection:
        _, settings = settings_of(connection, board.workshop_id)
    question = asker.again([(settings.goal, None)], settings.time_limit_s, Trigger.DAY_END)
    made = board.desk.database.transact(lambda connection: asker.ask(connection, question))
    board.desk.begin(made)
    return path_of(made.replan)


def _open_end(connection: Connection, board: Board, on: date | None, seen: frozenset[int] | None) -> DayEnd:
    """The end of a day that is not closed. Raises ``ApiError`` 409 and 412."""
    found = day_end_rows.day_end(connection, board.workshop_id, _date(board, on))
    check_seen(seen, found.version)
    if found.closed_at is not None:
        name = names_of(connection, [found.actor]).get(found.actor, found.actor)
        detail = f"It was closed by {name}."
        raise ApiError(Problem(status=409, code="day_closed", title="The day is closed", detail=detail))
    return found


def _left(connection: Connection, board: Board, end: DayEnd) -> tuple[LeftCar, ...]:
    setup = setup_of(connection, board.workshop_id)
    start, midnight = (instant_at(board.zone, end.date + timedelta(days=n), 0) for n in (0, 1))
    cars = day_end_rows.cars_until(connection, board.workshop_id, start, midnight)
    catalogue = Catalogue.of(resolve(setup, end.date, 1).workshop)
    return left_cars(cars, catalogue, end, board.zone)


def _date(board: Board, on: date | None) -> date:
    today = board.now.astimezone(board.zone).date()
    if on is None or on <= today:
        return on or today
    fault = Fault(
        pointer="/query/date",
        code="day_to_come",
        message=f"{on.isoformat()} has not come",
        remedy=f"give {today.isoformat()} or a date before",
    )
    raise ApiError(invalid_request((fault,)))


def _tell(connection: Connection, board: Board, end: DayEnd, left: tuple[LeftCar, ...]) -> None:
    note(
        connection,
        workshop_id=board.workshop_id,
        subject_id=f"day_{end.date.isoformat()}",
        type_="day.closed",
        payload={
            "date": end.date.isoformat(),
            "left": [{"appointment_id": one.appointment.appointment_id, "left": one.left.value} for one in left],
        },
        at=board.now,
        actor=board.actor,
    )


def _open(undecided: list[LeftCar]) -> Problem:
    return Problem(
        status=409,
        code="day_open",
        title="The day cannot be closed yet",
        detail=f"{len(undecided)} cars need a decision.",
        members={
            "open": [
                {
                    "appointment_id": one.appointment.appointment_id,
                    "left": one.left.value,
                    "missing": list(one.missing),
                }
                for one in undecided
            ]
        },
    )


def _answer(connection: Connection, board: Board, end: DayEnd, left: tuple[LeftCar, ...]) -> Response:
    names = names_of(connection, [end.actor])
    resource = day_end_resource(board.workshop_id, end, left, board.zone, names)
    headers = {"ETag": etag_of(end.version)}
    return Response(resource.model_dump_json(), headers=headers, media_type="application/json")
