"""Reads the bodies of the desk, with every fault of their form at once."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TypeVar
from zoneinfo import ZoneInfo

from pydantic import JsonValue, ValidationError

from api.contract.base import Wire
from api.contract.messages import fault_of
from api.contract.reading import in_order
from api.contract.source import UnreadableError, read_json
from api.contract.times import Clock
from api.desk.asks import Wish
from api.problems import Problem
from api.service.errors import ApiError
from optimizer.errors import Fault

W = TypeVar("W", bound=Wire)


def read_body(data: bytes, kind: type[W], zone: ZoneInfo) -> W:
    """A body; times without an offset are on the clock of ``zone``. An empty one is an object without fields.

    Raises ``ApiError`` 422 with every fault of its form.
    """
    try:
        raw, faults = read_json(data or b"{}")
    except UnreadableError as error:
        raise ApiError(refused((error.fault,))) from None
    try:
        # As text: strict Pydantic reads lists as tuples and text as dates only out of JSON.
        read = kind.model_validate_json(json.dumps(raw), context=Clock(zone=zone))
    except ValidationError as error:
        faults += tuple(fault_of(one, kind) for one in error.errors(include_url=False))
    if faults:
        raise ApiError(refused(faults))
    return read


def refused(faults: Iterable[Fault]) -> Problem:
    """The problem of a body with faults."""
    found = tuple(in_order(faults))
    detail = "1 fault" if len(found) == 1 else f"{len(found)} faults"
    return Problem(status=422, code="invalid_request", title="This cannot be done as asked", detail=detail, errors=found)


def wish_document(wish: Wish) -> dict[str, JsonValue]:
    """What a wish says beyond the defaults, as an appointment keeps it; the plate has its own column."""
    told: dict[str, JsonValue] = wish.model_dump(mode="json", include=set(Wish.model_fields), exclude_defaults=True)
    vehicle = told.get("vehicle")
    if isinstance(vehicle, dict):
        vehicle.pop("plate", None)
    return told


def wish_from(document: JsonValue) -> Wish:
    """The wish that an appointment keeps."""
    return Wish.model_validate_json(json.dumps(document), context=Clock(zone=None))
