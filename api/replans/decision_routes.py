"""Routes of `/v1/workshops/{workshop_id}/decisions`: decide, look, let a decision end."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Response
from sqlalchemy import Connection

from api.desk import rows as desk_rows
from api.desk.routes import shown
from api.floor.day import floor_day
from api.floor.rows import count_up
from api.replans import decision_rows
from api.replans.deciding import wanted, without_decisions
from api.replans.deciding_rows import end, take
from api.replans.decision_asks import DecisionAsk
from api.replans.decision_records import Decision, DecisionKind
from api.replans.decision_resources import DecisionPage, DecisionResource, decision_resource
from api.replans.refusals import told
from api.replans.routes import PREFIX, Board, DecisionId, ReadingBoard, WritingBoard
from api.security.actors import names_of
from api.service import cursor as cursors
from api.service.bodies import JsonBody, body_of, read_body
from api.service.idempotency import OnceDep, response_of
from api.service.responses import Responses, header, refusals
from api.store.answers import KeptAnswer
from scenarios.setup.hours import instant_at

router = APIRouter(prefix=f"{PREFIX}/decisions", tags=["floor"])

_MADE: Responses = {201: {"description": "It holds.", "headers": {"Location": header("Where the decision is.")}}}


@router.post(
    "",
    operation_id="makeDecision",
    summary="Decide",
    status_code=201,
    response_model=DecisionResource,
    responses=_MADE
    | refusals(
        {
            409: "The floor has gone on (`decision_too_late`), or a decision that stands says otherwise "
            "(`decision_contradicts`): `contradicts` names it."
        }
    ),
    openapi_extra=body_of(DecisionAsk, "What is decided."),
)
def make_decision(board: WritingBoard, once: OnceDep, body: JsonBody) -> Response:
    """Every plan from now on keeps it, whatever it costs, until it is ended. It changes no plan by itself."""
    with told():
        ask = read_body(body, DecisionAsk, board.zone)
        return response_of(
            once.perform(board.desk.database, board.now, body, lambda connection: _decide(connection, board, ask))
        )


@router.get("", operation_id="listDecisions", summary="Decisions, newest first", response_model=DecisionPage)
def list_decisions(
    board: ReadingBoard,
    kind: Annotated[DecisionKind | None, Query(description="Only those of this kind.")] = None,
    held: Annotated[bool, Query(description="Only those that still hold.")] = False,
    start: Annotated[date | None, Query(alias="from", description="Made on this date or later.")] = None,
    last: Annotated[date | None, Query(alias="to", description="Made on this date or before.")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, Query(max_length=64, description="`next_cursor` of the page before.")] = None,
) -> DecisionPage:
    """Who decided what, when and why: `kind=override` with dates is the report of rules set aside."""
    with board.desk.database.read() as connection:
        found = decision_rows.page(
            connection,
            board.workshop_id,
            kind=kind,
            start=None if start is None else instant_at(board.zone, start, 0),
            end=None if last is None or last == date.max else instant_at(board.zone, last + timedelta(days=1), 0),
            only_held=held,
            before=None if cursor is None else cursors.decode(cursor),
            limit=limit + 1,
        )
        names = names_of(connection, (one.actor for one in found))
    more = cursors.encode(found[limit - 1].seq) if len(found) > limit else None
    return DecisionPage(items=[decision_resource(one, board.zone, names) for one in found[:limit]], next_cursor=more)


@router.get("/{decision_id}", operation_id="getDecision", summary="A decision", response_model=DecisionResource)
def get_decision(board: ReadingBoard, decision_id: DecisionId) -> Response:
    """What was decided, and whether it still holds."""
    with told(), board.desk.database.read() as connection:
        return shown(_resource(connection, board, decision_rows.decision(connection, board.workshop_id, decision_id)))


@router.delete(
    "/{decision_id}",
    operation_id="endDecision",
    summary="Let a decision end",
    response_model=DecisionResource,
)
def end_decision(board: WritingBoard, decision_id: DecisionId) -> Response:
    """It holds no longer, and is still told of. For one that has ended nothing changes."""

    def change(connection: Connection) -> DecisionResource:
        desk_rows.lock_workshop(connection, board.workshop_id)
        found = decision_rows.decision(connection, board.workshop_id, decision_id)
        if found.ended_at is None:
            count_up(connection, board.workshop_id)
            found = end(connection, board.workshop_id, decision_id, board.actor, board.now)
        return _resource(connection, board, found)

    with told():
        return shown(board.desk.database.transact(change))


def _decide(connection: Connection, board: Board, ask: DecisionAsk) -> KeptAnswer:
    desk_rows.lock_workshop(connection, board.workshop_id)
    floor = floor_day(connection, board.workshop_id, board.now)
    held = decision_rows.held(connection, board.workshop_id)
    for decision_id in ask.replaces:
        decision_rows.decision(connection, board.workshop_id, decision_id)
    floor = without_decisions(floor, [one for one in held if one.decision_id in ask.replaces])
    others = [one for one in held if one.decision_id not in ask.replaces]
    (found,) = wanted(floor, [ask], others)
    for decision_id in ask.replaces:
        end(connection, board.workshop_id, decision_id, board.actor, board.now)
    count_up(connection, board.workshop_id)
    resource = _resource(connection, board, take(connection, board.workshop_id, found, board.actor, board.now))
    return KeptAnswer(status=201, headers={"Location": resource.links.self}, body=resource.model_dump_json())


def _resource(connection: Connection, board: Board, one: Decision) -> DecisionResource:
    return decision_resource(one, board.zone, names_of(connection, [one.actor]))
