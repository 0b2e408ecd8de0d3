"""Routes of the whole set-up as one document, and of the policy with its versions."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated
from zoneinfo import ZoneInfo

import anyio.to_thread
from fastapi import APIRouter, Path, Request, Response
from pydantic import JsonValue
from sqlalchemy import Connection

from api.contract.base import record_of
from api.contract.policy import Policy
from api.contract.reading import in_order, read_document
from api.contract.setup import read_setup, write_setup
from api.contract.setup.document import InvalidSetupError
from api.contract.source import JsonObject, UnreadableError, read_json
from api.contract.writing import json_of
from api.security.actors import names_of
from api.security.principal import WorkshopId
from api.service.body import read_json_body
from api.service.etag import SeenVersions, check_seen
from api.service.services import ServicesDep
from api.setup import documents, problems, rows
from api.setup.answers import change_json, json_response, policy_json
from api.setup.rows import Stored
from api.setup.work import EditingDep, Reader, known
from optimizer import policy as trade
from optimizer.errors import Fault
from scenarios.setup.records import Setup

router = APIRouter(prefix="/v1/workshops/{workshop_id}/setup", tags=["set-up"])

PolicyVersionPath = Annotated[int, Path(ge=0, lt=2**31, description="Version of the policy.")]


@router.get("", operation_id="getSetup", summary="Read the whole set-up", responses=documents.SETUP)
def get_setup(workshop_id: WorkshopId, services: ServicesDep, principal: Reader) -> Response:
    """The set-up as one document, which can be applied again."""
    del principal
    with services.database.read() as connection:
        known(connection, workshop_id)
        stored = rows.stored(connection, workshop_id)
    return json_response(write_setup(stored.setup), etag=stored.setup_version)


@router.put(
    "",
    operation_id="applySetup",
    summary="Apply a whole set-up",
    responses={**documents.CHANGED, **documents.CHANGE_REFUSALS},
    openapi_extra=documents.body("SetupDocument", "The set-up; sections that are left out stay as they are."),
)
async def apply_setup(request: Request, wish: EditingDep, seen: SeenVersions) -> Response:
    """Make the set-up what the document says, and tell every difference. The same again changes nothing.

    A section that is left out stays as it is, an empty one is emptied. A part without `on_hand` keeps what is on the
    shelf.
    """
    body = await read_json_body(request, wish.services.settings.max_body_bytes)

    def edit(connection: Connection, before: Stored) -> Setup:
        del connection
        check_seen(seen, before.setup_version)
        return _applied(before.setup, body)

    outcome = await anyio.to_thread.run_sync(wish.do, edit)
    return json_response(change_json(outcome, dry_run=wish.dry_run), etag=outcome.setup_version)


@router.get("/policy", operation_id="getPolicy", summary="Read the policy", responses=documents.POLICY)
def get_policy(workshop_id: WorkshopId, services: ServicesDep, principal: Reader) -> Response:
    """The policy that holds."""
    del principal
    with services.database.read() as connection:
        zone = known(connection, workshop_id)
        found = rows.policy_rows(connection, workshop_id)[:1]
        names = names_of(connection, (one.actor for one in found))
    body = policy_json(found[0], zone, names) if found else {"version": 0, "document": json_of(trade.Policy(), zone)}
    return json_response(body, etag=found[0].version if found else 0)


@router.put(
    "/policy",
    operation_id="replacePolicy",
    summary="Change the policy",
    responses={**documents.CHANGED, **documents.CHANGE_REFUSALS},
    openapi_extra=documents.body("Policy", "The policy as a whole; what is left out has its default."),
)
async def replace_policy(request: Request, wish: EditingDep, seen: SeenVersions) -> Response:
    """Write a new version of the policy; those before are kept."""
    body = await read_json_body(request, wish.services.settings.max_body_bytes)
    present = 0

    def edit(connection: Connection, before: Stored) -> Setup:
        nonlocal present
        del connection
        present = before.policy_version
        check_seen(seen, present)
        return replace(before.setup, policy=_policy(body))

    outcome = await anyio.to_thread.run_sync(wish.do, edit, _fault_of_policy)
    etag = outcome.setup_version if outcome.changes else present
    return json_response(change_json(outcome, dry_run=wish.dry_run), etag=etag)


@router.get(
    "/policy/versions",
    operation_id="listPolicyVersions",
    summary="List the versions of the policy",
    responses=documents.POLICY_VERSIONS,
)
def list_policy_versions(workshop_id: WorkshopId, services: ServicesDep, principal: Reader) -> Response:
    """Every version with who made it when, newest first."""
    del principal
    with services.database.read() as connection:
        zone = known(connection, workshop_id)
        found = rows.policy_rows(connection, workshop_id)
        names = names_of(connection, (one.actor for one in found))
    items: list[JsonValue] = []
    for row in found:
        one = policy_json(row, zone, names)
        del one["document"]
        items.append(one)
    return json_response({"items": items})


@router.get(
    "/policy/versions/{version}",
    operation_id="getPolicyVersion",
    summary="Read a version of the policy",
    responses=documents.POLICY,
)
def get_policy_version(
    workshop_id: WorkshopId, version: PolicyVersionPath, services: ServicesDep, principal: Reader
) -> Response:
    """A policy as it was."""
    del principal
    with services.database.read() as connection:
        zone = known(connection, workshop_id)
        found = [row for row in rows.policy_rows(connection, workshop_id) if row.version == version]
        names = names_of(connection, (one.actor for one in found))
    if not found:
        raise problems.unknown_item("policy version", str(version))
    return json_response(policy_json(found[0], zone, names), etag=version)


def _applied(present: Setup, body: bytes) -> Setup:
    """What a set-up becomes by a document. Raises ``ApiError`` 422 with every fault."""
    try:
        sent, repeated = read_json(body)
    except UnreadableError as error:
        raise problems.invalid_setup((error.fault,)) from None
    faults: list[Fault] = list(repeated)
    try:
        setup = read_setup(write_setup(present) | _with_stock(sent, present))
        if setup.workshop_id != present.workshop_id:
            faults.append(problems.wrong_id("workshop_id", setup.workshop_id, present.workshop_id))
    except InvalidSetupError as error:
        faults += error.faults
    if faults:
        raise problems.invalid_setup(in_order(faults))
    return setup


def _with_stock(sent: JsonObject, present: Setup) -> JsonObject:
    """The document, its parts without ``on_hand`` with what is on the shelf: files do not count pieces."""
    parts = sent.get("parts")
    if not isinstance(parts, list):
        return sent
    shelf = {part.part_number: part.on_hand for part in present.parts}
    return sent | {
        "parts": [
            {**part, "on_hand": shelf.get(str(part.get("part_number")), 0)}
            if isinstance(part, dict) and "on_hand" not in part
            else part
            for part in parts
        ]
    }


def _policy(body: bytes) -> trade.Policy:
    reading = read_document(body, Policy, ZoneInfo("UTC"))
    if reading.document is None or reading.faults:
        raise problems.invalid_setup(in_order(reading.faults))
    return record_of(reading.document, trade.Policy)


def _fault_of_policy(fault: Fault) -> Fault | None:
    inside = fault.pointer == "/policy" or fault.pointer.startswith("/policy/")
    return replace(fault, pointer=fault.pointer.removeprefix("/policy")) if inside else None
