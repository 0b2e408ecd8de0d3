"""Routes of the items of a set-up: list, read, write and remove, made alike for every kind."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated
from zoneinfo import ZoneInfo

import anyio.to_thread
from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import JsonValue
from sqlalchemy import Connection

from api.contract.base import record_of
from api.contract.reading import in_order, read_document
from api.contract.writing import json_of
from api.security.principal import WorkshopId
from api.service import cursor as cursors
from api.service.body import read_json_body
from api.service.services import ServicesDep
from api.setup import documents, problems, rows
from api.setup.answers import affected_json, change_json, item_json, json_response
from api.setup.kinds import Item, Kind
from api.setup.memory import read_items
from api.setup.preconditions import Precondition, PreconditionDep
from api.setup.rows import Stored
from api.setup.work import Editing, EditingDep, Reader, known
from optimizer.errors import Fault
from scenarios.setup.records import Setup

ItemId = Annotated[str, Path(max_length=64, description="Id of the item.")]
Limit = Annotated[int, Query(ge=1, le=200)]
Cursor = Annotated[str | None, Query(max_length=64, description="`next_cursor` of the page before.")]


def router_of(kind: Kind) -> APIRouter:
    """The routes of a kind."""
    router = APIRouter(prefix=f"/v1/workshops/{{workshop_id}}/setup/{kind.name}", tags=["set-up"])
    many = "".join(part.capitalize() for part in kind.name.split("_"))
    words = kind.name.replace("_", " ")

    @router.get("", operation_id=f"list{many}", summary=f"List {words}", responses=documents.page_answer(kind))
    def list_items(
        workshop_id: WorkshopId, services: ServicesDep, principal: Reader, limit: Limit = 50, cursor: Cursor = None
    ) -> Response:
        """A page of items, in the order in which they were made. While `next_cursor` is not null there are more."""
        del principal
        after = 0 if cursor is None else cursors.decode(cursor)
        with services.database.read() as connection:
            zone = known(connection, workshop_id)
            found = rows.item_rows(connection, kind, workshop_id, after=after, limit=limit + 1)
        items = [item_json(one.item_id, one.version, _document(kind, one.document, zone)) for one in found[:limit]]
        more = cursors.encode(found[limit - 1].seq) if len(found) > limit else None
        return json_response({"items": [*items], "next_cursor": more})

    @router.get(
        "/{item_id:path}",
        operation_id=f"get{kind.title}",
        summary=f"Read one {kind.noun}",
        responses=documents.item_answer(kind),
    )
    def get_item(workshop_id: WorkshopId, item_id: ItemId, services: ServicesDep, principal: Reader) -> Response:
        """The item with its version."""
        del principal
        with services.database.read() as connection:
            zone = known(connection, workshop_id)
            one = rows.item_row(connection, kind, workshop_id, item_id)
        if one is None:
            raise problems.unknown_item(kind.noun, item_id)
        body = item_json(one.item_id, one.version, _document(kind, one.document, zone))
        return json_response(body, etag=one.version)

    @router.put(
        "/{item_id:path}",
        operation_id=f"put{kind.title}",
        summary=f"Make or change one {kind.noun}",
        responses=documents.put_answer(kind),
        openapi_extra=documents.item_body(kind),
    )
    async def put_item(item_id: ItemId, request: Request, wish: EditingDep, precondition: PreconditionDep) -> Response:
        """Write an item as a whole: `If-None-Match: *` makes a new one, `If-Match` changes the one that was read."""
        body = await read_json_body(request, wish.services.settings.max_body_bytes)
        return await anyio.to_thread.run_sync(_put, kind, item_id, body, wish, precondition)

    @router.delete(
        "/{item_id:path}",
        operation_id=f"delete{kind.title}",
        summary=f"Remove one {kind.noun}",
        responses=documents.delete_answer(kind),
    )
    def delete_item(item_id: ItemId, wish: EditingDep, precondition: PreconditionDep) -> Response:
        """Remove an item that nothing else uses."""

        def edit(connection: Connection, before: Stored) -> Setup:
            version = rows.item_version(connection, kind, wish.workshop_id, item_id)
            if version is None:
                raise problems.unknown_item(kind.noun, item_id)
            precondition.check(version)
            kept = tuple(one for one in kind.items(before.setup) if kind.id_of(one) != item_id)
            return replace(before.setup, **{kind.name: kept})  # type: ignore[arg-type]  # a section by its name

        outcome = wish.do(edit, own_fault=lambda _: None)
        return json_response(change_json(outcome, dry_run=wish.dry_run))

    return router


def with_item(kind: Kind, setup: Setup, item: Item) -> Setup:
    """The set-up with an item in place of the one with its id, or added at the end."""
    items = kind.by_id(setup)
    items[kind.id_of(item)] = item
    return replace(setup, **{kind.name: tuple(items.values())})  # type: ignore[arg-type]  # a section by its name


def _put(kind: Kind, item_id: str, body: bytes, wish: Editing, precondition: Precondition) -> Response:
    put = _Put(kind, item_id, body, precondition)
    outcome = wish.do(put.edit, put.own_fault)
    zone = ZoneInfo(outcome.setup.time_zone)
    version = outcome.setup_version if outcome.changes or put.present is None else put.present
    document = json_of(kind.by_id(outcome.setup)[item_id], zone)
    item = item_json(item_id, version, document, affected_json(outcome.affected, zone))
    return json_response(item, status=201 if put.present is None else 200, etag=version)


class _Put:
    """An item on its way into a set-up. ``present``: version of the one that was there, None when there was none."""

    def __init__(self, kind: Kind, item_id: str, body: bytes, precondition: Precondition) -> None:
        self._kind, self._item_id, self._body, self._precondition = kind, item_id, body, precondition
        self._place = ""
        self.present: int | None = None

    def edit(self, connection: Connection, before: Stored) -> Setup:
        """The set-up with the item in it. Raises ``ApiError`` for a body with faults and an unseen version."""
        setup = before.setup
        self.present = rows.item_version(connection, self._kind, setup.workshop_id, self._item_id)
        self._precondition.check(self.present)
        after = with_item(self._kind, setup, self._read(ZoneInfo(setup.time_zone)))
        self._place = f"/{self._kind.name}/{list(self._kind.by_id(after)).index(self._item_id)}"
        return after

    def own_fault(self, fault: Fault) -> Fault | None:
        """The fault with its place in the body, None for a fault of something else."""
        inside = fault.pointer == self._place or fault.pointer.startswith(f"{self._place}/")
        return replace(fault, pointer=fault.pointer.removeprefix(self._place)) if inside else None

    def _read(self, zone: ZoneInfo) -> Item:
        reading = read_document(self._body, self._kind.wire, zone)
        faults = list(reading.faults)
        if reading.document is not None and not faults:
            item = record_of(reading.document, self._kind.record)
            if self._kind.id_of(item) == self._item_id:
                return item
            faults.append(problems.wrong_id(self._kind.id_field, self._kind.id_of(item), self._item_id))
        raise problems.invalid_setup(in_order(faults))


def _document(kind: Kind, text: str, zone: ZoneInfo) -> JsonValue:
    # Through the record, so that one stored by an earlier version shows every field.
    (item,) = read_items(kind, [text], zone)
    return json_of(item, zone)
