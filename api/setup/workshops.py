"""Routes of workshops: list, make, read, change and remove."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import anyio.to_thread
from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import Connection, select

from api.contract.base import record_of
from api.contract.reading import in_order, read_document
from api.contract.setup import read_setup
from api.contract.setup.document import InvalidSetupError
from api.contract.source import UnreadableError, read_json
from api.security.principal import WorkshopId, unknown_workshop
from api.service.body import read_json_body
from api.service.errors import ApiError
from api.service.etag import SeenVersions, check_seen, etag_of
from api.service.idempotency import OnceDep, response_of
from api.service.responses import refusals
from api.service.services import ServicesDep
from api.setup import documents, problems, rows
from api.setup.answers import change_json, dumps, json_response, workshop_json
from api.setup.change import Author, create
from api.setup.difference import HEAD_FIELDS
from api.setup.removal import open_appointments, remove
from api.setup.rows import Stored
from api.setup.shapes import WorkshopHead
from api.setup.work import EditingDep, Reader, Writer, locked
from api.store.answers import KeptAnswer
from api.store.setup_tables import workshops
from scenarios.setup.records import OpenHours, Setup

router = APIRouter(prefix="/v1/workshops", tags=["workshops"])

_BARE = frozenset({"kind", "version", "workshop_id", *HEAD_FIELDS})
_EXISTS = refusals({409: "There is a workshop of this id, or the first request of this key still runs."})
_OPEN = refusals({409: "The workshop has open appointments."})


@router.get("", operation_id="listWorkshops", summary="List workshops", responses=documents.WORKSHOPS)
def list_workshops(
    services: ServicesDep,
    principal: Reader,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, Query(max_length=200, description="`next_cursor` of the page before.")] = None,
) -> Response:
    """The workshops of the key, by their ids. While `next_cursor` is not null there are more."""
    query = select(workshops).order_by(workshops.c.workshop_id).limit(limit + 1)
    if principal.workshop_id is not None:
        query = query.where(workshops.c.workshop_id == principal.workshop_id)
    if cursor is not None:
        query = query.where(workshops.c.workshop_id > cursor)
    with services.database.read() as connection:
        found = connection.execute(query).mappings().all()
    more = found[limit - 1]["workshop_id"] if len(found) > limit else None
    return json_response({"items": [workshop_json(row) for row in found[:limit]], "next_cursor": more})


@router.post(
    "",
    operation_id="createWorkshop",
    summary="Make a workshop",
    status_code=201,
    responses={201: documents.answer("WorkshopResource", "The new workshop.", etag=True), **_EXISTS},
    openapi_extra=documents.body("SetupDocument", "Its set-up; or only the head, to fill in the rest later."),
)
async def create_workshop(request: Request, services: ServicesDep, principal: Writer, once: OnceDep) -> Response:
    """Make a workshop out of a document. Needs a key of the installation.

    A document with people, places or a catalogue must be one that can be worked by; one with the head alone makes
    an empty workshop.
    """
    if principal.workshop_id is not None:
        raise problems.installation_only()
    body = await read_json_body(request, services.settings.max_body_bytes)

    def creating(connection: Connection) -> KeptAnswer:
        return _create(connection, body, Author(actor=principal.actor, at=services.clock()))

    kept = await anyio.to_thread.run_sync(once.perform, services.database, services.clock(), body, creating)
    return response_of(kept)


@router.get("/{workshop_id}", operation_id="getWorkshop", summary="Read a workshop", responses=documents.WORKSHOP)
def get_workshop(workshop_id: WorkshopId, services: ServicesDep, principal: Reader) -> Response:
    """Its head and its versions."""
    del principal
    with services.database.read() as connection:
        return _workshop(connection, workshop_id)


@router.put(
    "/{workshop_id}",
    operation_id="replaceWorkshop",
    summary="Change the head of a workshop",
    responses={**documents.CHANGED, **documents.CHANGE_REFUSALS},
    openapi_extra=documents.body("WorkshopHead", "The head as a whole; what is left out has its default."),
)
async def replace_workshop(request: Request, wish: EditingDep, seen: SeenVersions) -> Response:
    """Write name, time zone, country, loan cars and opening hours."""
    body = await read_json_body(request, wish.services.settings.max_body_bytes)
    present = 0

    def edit(connection: Connection, before: Stored) -> Setup:
        nonlocal present
        del connection
        present = before.version
        check_seen(seen, present)
        return _with_head(before.setup, body)

    outcome = await anyio.to_thread.run_sync(wish.do, edit)
    etag = outcome.setup_version if outcome.changes else present
    return json_response(change_json(outcome, dry_run=wish.dry_run), etag=etag)


@router.delete(
    "/{workshop_id}",
    operation_id="deleteWorkshop",
    summary="Remove a workshop",
    status_code=204,
    responses={204: {"description": "It is removed, with all that belonged to it."}, **_OPEN},
)
def delete_workshop(workshop_id: WorkshopId, services: ServicesDep, principal: Writer, seen: SeenVersions) -> Response:
    """Remove a workshop without open appointments, with everything but its journal. Needs a key of the installation."""
    if principal.workshop_id is not None:
        raise problems.installation_only()

    def removing(connection: Connection) -> None:
        check_seen(seen, locked(connection, workshop_id).version)
        if ids := open_appointments(connection, workshop_id):
            raise problems.has_open_appointments(ids)
        remove(connection, workshop_id, Author(actor=principal.actor, at=services.clock()))

    services.database.transact(removing)
    return Response(status_code=204)


def _workshop(connection: Connection, workshop_id: str) -> Response:
    try:
        row = rows.head_row(connection, workshop_id)
    except KeyError:
        raise ApiError(unknown_workshop(workshop_id)) from None
    return json_response(workshop_json(row), etag=row["version"])


def _create(connection: Connection, body: bytes, author: Author) -> KeptAnswer:
    setup = _new_setup(body)
    if rows.has_workshop(connection, setup.workshop_id):
        raise problems.workshop_exists(setup.workshop_id)
    create(connection, setup, author)
    row = rows.head_row(connection, setup.workshop_id)
    place = f"/v1/workshops/{setup.workshop_id}"
    headers = {"Location": place, "ETag": etag_of(row["version"])}
    return KeptAnswer(status=201, headers=headers, body=dumps(workshop_json(row)))


def _new_setup(body: bytes) -> Setup:
    try:
        raw, _ = read_json(body)
        return read_setup(body, unfinished=raw.keys() <= _BARE)
    except UnreadableError as error:
        raise problems.invalid_setup((error.fault,)) from None
    except InvalidSetupError as error:
        raise problems.invalid_setup(error.faults) from None


def _with_head(setup: Setup, body: bytes) -> Setup:
    reading = read_document(body, WorkshopHead)
    if reading.document is None or reading.faults:
        raise problems.invalid_setup(in_order(reading.faults))
    head = reading.document
    opening = tuple(record_of(one, OpenHours) for one in head.opening)
    return replace(
        setup,
        name=head.name,
        time_zone=head.time_zone,
        country=head.country,
        subdivision=head.subdivision,
        loan_cars=head.loan_cars,
        opening=opening,
    )
