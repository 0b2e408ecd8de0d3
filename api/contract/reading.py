"""Reads a document of any kind, with every fault of its form."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar, get_args, get_origin
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from api.contract.mending import mend
from api.contract.messages import fault_of
from api.contract.shape import Loc
from api.contract.source import JsonObject, UnreadableError, read_json
from api.contract.times import Clock
from optimizer.errors import Fault
from optimizer.faults import place_order, pointer
from optimizer.faults.zones import zone_named

D = TypeVar("D", bound=BaseModel)

# Deeper than any document: each round mends at least one level further out.
ROUNDS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Generic[D]):
    """What could be read. ``unread``: pointers for whose places ``document`` holds stand-ins.

    ``document`` is None when too little could be read to go on; then there are faults.
    """

    document: D | None
    faults: tuple[Fault, ...] = ()
    unread: frozenset[str] = frozenset()


def read_document(data: bytes | str | Mapping[str, object], kind: type[D], zone: ZoneInfo | None = None) -> Reading[D]:
    """Read a document of the type ``kind``; nothing is raised for what is wrong with it.

    ``zone``: whose clock shows the times without offset; None: the document says it, in ``time_zone`` or
    ``workshop.time_zone``.
    """
    try:
        raw, faults = read_json(data)
    except UnreadableError as error:
        return Reading(document=None, faults=(error.fault,))
    if foreign := _foreign(raw, kind):
        return Reading(document=None, faults=foreign)
    clock = _clock_of(raw) if zone is None else Clock(zone=zone)
    document, errors = _validate(raw, kind, clock)
    found = [fault_of(error, kind) for error in errors]
    # Said once, at the time zone itself.
    faults += tuple(fault for fault in found if fault.code != "zone_unknown" or clock["zone"] is not None)
    unread: set[Loc] = set()
    for _ in range(ROUNDS):
        if document is not None:
            break
        unread |= _mend_all(raw, kind, errors, unread)
        document, errors = _validate(raw, kind, clock if zone is not None else _clock_of(raw))
    pointers = frozenset(pointer(*loc) for loc in unread)
    return Reading(document=document, faults=faults, unread=pointers)


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Faults in the order of their places."""
    return sorted(faults, key=lambda fault: (place_order(fault.pointer), fault.code))


def _validate(raw: JsonObject, kind: type[D], clock: Clock) -> tuple[D | None, list[ErrorDetails]]:
    try:
        # As text: strict Pydantic reads lists as tuples and text as enums only out of JSON.
        return kind.model_validate_json(json.dumps(raw), context=clock), []
    except ValidationError as error:
        return None, error.errors(include_url=False)


def _mend_all(raw: JsonObject, kind: type[D], errors: list[ErrorDetails], before: set[Loc]) -> set[Loc]:
    """Mend the places of the errors, one level further out where that did not help; the places mended."""
    mended: set[Loc] = set()
    for error in errors:
        loc = error["loc"]
        while loc in before:
            loc = loc[:-1]
        if not loc:
            continue
        mend(raw, kind, loc)
        if error["type"] != "extra_forbidden":
            mended.add(loc)
    return mended


def _foreign(raw: JsonObject, kind: type[D]) -> tuple[Fault, ...]:
    """A fault when the document says that it is of another kind or version: its fields are then not looked at."""
    for name in ("kind", "version"):
        field = kind.model_fields.get(name)
        if field is None or get_origin(field.annotation) is not Literal:
            continue
        (expected,) = get_args(field.annotation)
        if isinstance(raw.get(name), str) and raw[name] != expected:
            return (
                Fault(
                    pointer=pointer(name),
                    code="unknown_value",
                    message=f"{name} is {json.dumps(raw[name], ensure_ascii=False)[:60]}",
                    remedy=f'send a document with "{name}": "{expected}"',
                ),
            )
    return ()


def _clock_of(raw: JsonObject) -> Clock:
    workshop = raw.get("workshop", raw)
    name = workshop.get("time_zone") if isinstance(workshop, dict) else None
    return Clock(zone=zone_named(name) if isinstance(name, str) else None)
