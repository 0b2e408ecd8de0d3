"""Routes of `/v1/plans`: send a day, watch its run, fetch the plan, end it early."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from typing import Annotated

import anyio.to_thread
from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response
from sqlalchemy import Connection

from api.contract import read_day
from api.problems import Problem, invalid_day
from api.runs.documents import plan_as_told
from api.runs.records import NewRun, Run
from api.security.principal import Needs, Principal, Scope
from api.service import cursor as cursors
from api.service.body import read_json_body
from api.service.errors import ApiError
from api.service.idempotency import Once, OnceDep
from api.service.openapi import (
    CANCEL_RESPONSES,
    CREATE_RESPONSES,
    DAY_BODY,
    GET_RESPONSES,
    PLAN_RESPONSES,
)
from api.service.prefer import preferred_wait_s
from api.service.resources import PlanOptions, RunPage, RunResource, run_resource
from api.service.services import Services, ServicesDep, not_ending
from api.store.answers import KeptAnswer
from api.store.runs import new_run_id
from optimizer.day import Day
from optimizer.errors import Fault, InvalidDayError

router = APIRouter(prefix="/v1/plans", tags=["plans"])

PreferHeader = Annotated[
    str | None, Header(description="`wait=N`: answer when the run has ended, or after N seconds.", examples=["wait=5"])
]
RunId = Annotated[str, Path(max_length=64, examples=["run_4f1c0b7a9d2e4c6f8a1b3c5d"])]


Reader = Annotated[Principal, Depends(Needs(Scope.PLANS_READ))]
Writer = Annotated[Principal, Depends(Needs(Scope.PLANS_WRITE))]


def known_run(run_id: RunId, services: ServicesDep, principal: Reader) -> Run:
    """The run of a path. Raises ``ApiError`` 404 when there is none, or one of another workshop."""
    try:
        run = services.store.get(run_id)
    except KeyError:
        raise ApiError(unknown_run(run_id)) from None
    if not principal.is_of(run.workshop_id):
        raise ApiError(unknown_run(run_id))
    return run


KnownRun = Annotated[Run, Depends(known_run)]


def unknown_run(run_id: str) -> Problem:
    """The problem of an id that no run has."""
    return Problem(
        status=404, code="unknown_run", title="There is no such run", detail=f"Nothing is known of {run_id}."
    )


@router.post(
    "",
    operation_id="createPlan",
    summary="Plan a day",
    status_code=202,
    response_model=RunResource,
    responses=CREATE_RESPONSES,
    dependencies=[Depends(not_ending)],
    openapi_extra=DAY_BODY,
)
async def create_plan(
    request: Request,
    services: ServicesDep,
    principal: Writer,
    options: Annotated[PlanOptions, Query()],
    once: OnceDep,
    prefer: PreferHeader = None,
) -> Response:
    """Accept a day and start to plan it.

    Answers 202 with the run and its `Location` as soon as the run is stored; from then on it is not lost, not
    even by a crash. With `Prefer: wait=N` answers 201 when the run ends within N seconds.
    """
    body = await read_json_body(request, services.settings.max_body_bytes)
    run, is_new = await anyio.to_thread.run_sync(_accept, services, principal, body, options, once)
    if is_new:
        services.runner.submit(run.run_id)
    wait_s = preferred_wait_s(prefer, services.settings.max_wait_s)
    run = await _wait_for_end(services, run, wait_s)
    return _answer(run, ended_status=201 if is_new else 200, wait_s=wait_s)


@router.get("", operation_id="listPlans", summary="List runs, newest first")
def list_plans(
    services: ServicesDep,
    principal: Reader,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, Query(max_length=64, description="`next_cursor` of the page before.")] = None,
) -> RunPage:
    """A page of runs. While `next_cursor` is not null there are more."""
    before = None if cursor is None else cursors.decode(cursor)
    found = services.store.page(before=before, limit=limit + 1, workshop_id=principal.workshop_id)
    shown = found[:limit]
    more = cursors.encode(shown[-1].seq) if len(found) > limit else None
    return RunPage(items=[run_resource(run) for run in shown], next_cursor=more)


@router.get(
    "/{run_id}", operation_id="getPlan", summary="State of a run", response_model=RunResource, responses=GET_RESPONSES
)
async def get_plan(run: KnownRun, services: ServicesDep, prefer: PreferHeader = None) -> Response:
    """How far a run is. With `Prefer: wait=N` answers when it has ended, or after N seconds."""
    wait_s = preferred_wait_s(prefer, services.settings.max_wait_s)
    run = await _wait_for_end(services, run, wait_s)
    return _answer(run, ended_status=200, open_status=200, wait_s=wait_s)


@router.get("/{run_id}/plan", operation_id="getPlanDocument", summary="The plan of a run", responses=PLAN_RESPONSES)
def get_plan_document(run: KnownRun, services: ServicesDep) -> Response:
    """The plan with cost, bound, notes and figures: the same document as `heijunka plan` writes."""
    day, plan = services.store.documents(run.run_id)
    if plan is None:
        raise ApiError(_no_plan(run), None if run.status.ended else {"Retry-After": _retry_after(run)})
    return Response(plan_as_told(run.options, day, plan), media_type="application/json")


@router.delete(
    "/{run_id}",
    operation_id="cancelPlan",
    summary="End a run early",
    response_model=RunResource,
    responses=CANCEL_RESPONSES,
)
def cancel_plan(principal: Writer, run: KnownRun, services: ServicesDep) -> Response:
    """Cancel a run.

    A queued run ends at once, without a plan. A running one ends within a moment **with the best plan found so
    far**, which stays available. For a run that has ended nothing changes.
    """
    return _answer(services.runner.cancel(run.run_id, principal.actor), ended_status=200)


def _accept(
    services: Services, principal: Principal, body: bytes, options: PlanOptions, once: Once
) -> tuple[Run, bool]:
    try:
        day = read_day(body)
    except InvalidDayError as error:
        raise ApiError(invalid_day(error)) from error
    if not principal.is_of(day.workshop.workshop_id):
        raise ApiError(_foreign_day(principal))
    new = _new_run(day, body, options)

    def accept(connection: Connection) -> KeptAnswer:
        services.store.add(connection, new, principal.actor)
        return KeptAnswer(status=202, headers={}, body=json.dumps({"id": new.run_id}))

    # Not the words of the query, but what they say: defaults may be left out the second time.
    once = replace(once, target=options.model_dump_json())
    answer = once.perform(services.database, services.clock(), body, accept)
    # A run lives on after its answer: a repeat is told its present state.
    run_id = str(json.loads(answer.body)["id"])
    return services.store.get(run_id), run_id == new.run_id


def _new_run(day: Day, body: bytes, options: PlanOptions) -> NewRun:
    return NewRun(
        run_id=new_run_id(),
        day=body.decode(),
        workshop_id=day.workshop.workshop_id,
        day_now=day.now,
        num_visits=len(day.visits),
        options=options.record(),
    )


async def _wait_for_end(services: Services, run: Run, wait_s: float) -> Run:
    deadline = time.monotonic() + wait_s
    while not run.status.ended and time.monotonic() < deadline and not services.searches_ended.is_set():
        await anyio.sleep(min(services.settings.poll_s, max(0.0, deadline - time.monotonic())))
        run = await anyio.to_thread.run_sync(services.store.get, run.run_id)
    return run


def _answer(run: Run, *, ended_status: int, open_status: int = 202, wait_s: float = 0.0) -> Response:
    resource = run_resource(run)
    headers = {"Location": resource.links.self}
    if not run.status.ended:
        headers["Retry-After"] = _retry_after(run)
    if wait_s > 0:
        headers["Preference-Applied"] = f"wait={wait_s:g}"
    return Response(
        resource.model_dump_json(),
        status_code=ended_status if run.status.ended else open_status,
        headers=headers,
        media_type="application/json",
    )


def _retry_after(run: Run) -> str:
    return str(max(1, min(5, round(run.options.time_limit_s / 10))))


def _no_plan(run: Run) -> Problem:
    if run.status.ended:
        detail = f"The run has {run.status} without a plan."
        return Problem(status=409, code="no_plan", title="This run has no plan", detail=detail)
    detail = f"The run is {run.status}; ask again, or follow its events."
    return Problem(status=409, code="plan_not_ready", title="The plan is not ready", detail=detail)


def _foreign_day(principal: Principal) -> Problem:
    fault = Fault(
        pointer="/workshop/workshop_id",
        code="foreign_workshop",
        message="this key is of another workshop",
        remedy=f"send days of {principal.workshop_id}, or use a key of the workshop named",
    )
    return Problem(status=403, code="foreign_workshop", title="This day is of another workshop", errors=(fault,))
