"""Routes of `/v1/workshops/{workshop_id}/replans`: ask, look, publish, discard."""

from __future__ import annotations

import json
from functools import partial
from typing import Annotated

import anyio.to_thread
from fastapi import APIRouter, Depends, Query, Response
from sqlalchemy import Connection

from api.replans import rows
from api.replans.asks import ReplanAsk
from api.replans.records import Proposals, ReplanState
from api.replans.refusals import told
from api.replans.resources import ReplanPage, ReplanResource, path_of, replan_line, replan_resource
from api.replans.routes import PREFIX, Board, ReadingBoard, ReplanId, RunId, WritingBoard
from api.replans.taking import discard, publish
from api.service import cursor as cursors
from api.service.bodies import JsonBody, body_of, read_body
from api.service.etag import SeenVersions, etag_of
from api.service.idempotency import Once, OnceDep
from api.service.plans import PreferHeader
from api.service.prefer import preferred_wait_s
from api.service.responses import ETAG, RETRY_AFTER, Responses, header, refusals
from api.service.services import Services, ServicesDep, not_ending
from api.store.answers import KeptAnswer

router = APIRouter(prefix=f"{PREFIX}/replans", tags=["floor"])

_LOCATION = header("Where the re-plan is.")
_APPLIED = header("`wait=N`, when the answer was waited for.")


def _found(words: str) -> Responses:
    return {200: _answers(words)}


def _answers(words: str) -> dict[str, object]:
    return {"model": ReplanResource, "description": words, "headers": {"ETag": ETAG, "Location": _LOCATION}}


_ASKED: Responses = {
    200: _answers("The idempotency key brought back a re-plan whose proposals are there."),
    201: _answers("The proposals were there while they were waited for."),
    202: {
        "model": ReplanResource,
        "description": "It is stored and will be planned.",
        "headers": {"ETag": ETAG, "Location": _LOCATION, "Retry-After": RETRY_AFTER, "Preference-Applied": _APPLIED},
    },
    **refusals({409: "The floor, or a decision that stands, is against a decision that is tried (`errors`)."}),
}


@router.post(
    "",
    operation_id="createReplan",
    summary="Ask for new plans of the day",
    status_code=202,
    response_model=ReplanResource,
    responses=_ASKED,
    dependencies=[Depends(not_ending)],
    openapi_extra=body_of(ReplanAsk, "Goals, decisions to try, and what is only supposed.", required=False),
)
async def create_replan(
    board: WritingBoard, services: ServicesDep, once: OnceDep, body: JsonBody, prefer: PreferHeader = None
) -> Response:
    """A proposal for each goal, beside what becomes of the day when nobody decides. Nothing changes by it.

    Answers 202 as soon as it is stored; from then on it is not lost, not even by a crash. With `Prefer: wait=N`
    answers 201 when all proposals are there within N seconds. The `ETag` is the version of the plan asked of: send it
    back as `If-Match` to publish.
    """
    found, is_new = await anyio.to_thread.run_sync(_ask, board, services, once, body)
    wait_s = preferred_wait_s(prefer, services.settings.max_wait_s)
    if wait_s > 0 and is_new:
        await anyio.to_thread.run_sync(board.desk.think_ahead, found)
    return await _answered(board, services, found.replan.replan_id, wait_s, ended_status=201 if is_new else 200)


@router.get("", operation_id="listReplans", summary="Re-plans, newest first")
def list_replans(
    board: ReadingBoard,
    state: Annotated[list[ReplanState] | None, Query(description="Only those in one of these states.")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, Query(max_length=64, description="`next_cursor` of the page before.")] = None,
) -> ReplanPage:
    """A page of re-plans. One that is out of date is `stale` here within a second or two."""
    before = None if cursor is None else cursors.decode(cursor)
    with board.desk.database.read() as connection:
        found = rows.page(connection, board.workshop_id, states=state or (), before=before, limit=limit + 1)
    more = cursors.encode(found[limit - 1].seq) if len(found) > limit else None
    return ReplanPage(items=[replan_line(one, board.zone) for one in found[:limit]], next_cursor=more)


@router.get(
    "/{replan_id}",
    operation_id="getReplan",
    summary="A re-plan with its proposals",
    response_model=ReplanResource,
    responses=_found("The re-plan."),
)
async def get_replan(
    board: ReadingBoard, services: ServicesDep, replan_id: ReplanId, prefer: PreferHeader = None
) -> Response:
    """Cost, figures and changes of each proposal. With `Prefer: wait=N` answers when all are there, or after N s."""
    wait_s = preferred_wait_s(prefer, services.settings.max_wait_s)
    with told():
        return await _answered(board, services, replan_id, wait_s, ended_status=200, open_status=200)


@router.post(
    "/{replan_id}/proposals/{run_id}:publish",
    operation_id="publishProposal",
    summary="Publish a proposal",
    response_model=ReplanResource,
    responses=_found("It is the plan now; `ETag` is the version asked of.")
    | refusals(
        {
            409: "Out of date (`replan_stale`): a new re-plan has been asked for, see `Location`. Or it is not ready, "
            "closed, or only a supposition.",
            412: "`If-Match` names neither the version that the re-plan was asked of nor the present one.",
        }
    ),
)
def publish_proposal(board: WritingBoard, replan_id: ReplanId, run_id: RunId, seen: SeenVersions) -> Response:
    """It becomes the plan, whole or not at all: places, the decisions that go with it, and notices to customers.

    Refused when plan or floor have changed since. Sent again after it was done, it is answered as the first time.
    """
    with told():
        publish(board.desk, board.workshop_id, replan_id, run_id, seen, board.actor)
        return _shown(board, replan_id, 200)


@router.post(
    "/{replan_id}:discard",
    operation_id="discardReplan",
    summary="Discard a re-plan",
    response_model=ReplanResource,
    responses=_found("The re-plan.") | refusals({409: "It has been published (`replan_closed`)."}),
)
def discard_replan(board: WritingBoard, replan_id: ReplanId) -> Response:
    """Nobody will publish it; what is still searched for ends. The plan in force stays."""
    with told():
        discard(board.desk, board.workshop_id, replan_id, board.actor)
        return _shown(board, replan_id, 200)


def _ask(board: Board, services: Services, once: Once, body: bytes) -> tuple[Proposals, bool]:
    with told():
        ask = read_body(body, ReplanAsk, board.zone)
        asker = board.desk.asker(board.workshop_id, board.actor)
        question = asker.question(ask)
        made: list[Proposals] = []

        def begin(connection: Connection) -> KeptAnswer:
            made[:] = [asker.ask(connection, question)]
            return KeptAnswer(status=202, headers={}, body=json.dumps({"id": made[0].replan.replan_id}))

        answer = once.perform(services.database, board.now, body, begin)
        replan_id = str(json.loads(answer.body)["id"])
        if made and made[0].replan.replan_id == replan_id:
            board.desk.viewer.keep_day(replan_id, question.floor.day)
            board.desk.begin(made[0])
            return made[0], True
        return board.desk.get(board.workshop_id, replan_id), False


async def _answered(
    board: Board,
    services: Services,
    replan_id: str,
    wait_s: float,
    *,
    ended_status: int,
    open_status: int = 202,
) -> Response:
    if wait_s > 0:
        await board.desk.wait(board.workshop_id, replan_id, wait_s, services.searches_ended.is_set)
    show = partial(_shown, board, replan_id, ended_status, open_status, wait_s)
    return await anyio.to_thread.run_sync(show)


def _shown(
    board: Board, replan_id: str, ended_status: int, open_status: int | None = None, wait_s: float = 0.0
) -> Response:
    view = board.desk.view(board.workshop_id, replan_id)
    headers = {"ETag": etag_of(view.replan.asked_of.plan_version), "Location": path_of(view.replan)}
    if not view.ended:
        headers["Retry-After"] = "1"
    if wait_s > 0:
        headers["Preference-Applied"] = f"wait={wait_s:g}"
    status = ended_status if view.ended or open_status is None else open_status
    body = replan_resource(view, board.zone).model_dump_json()
    return Response(body, status_code=status, headers=headers, media_type="application/json")
