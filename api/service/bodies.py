"""JSON bodies that are read strictly, with every fault at once, and told of in the OpenAPI document.

A route that reads a wire type declares it and takes the bytes:

    @router.post(..., openapi_extra=body_of(NewOrder, "What is ordered."))
    def order_part(body: JsonBody, ...) -> Response:
        ask = read_body(body, NewOrder, zone)

FastAPI itself would validate what it has parsed already, which strict types refuse, and would stop at the first level.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Annotated, TypeVar
from zoneinfo import ZoneInfo

from fastapi import Depends, Request
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from api.contract.base import Wire
from api.contract.messages import fault_of
from api.contract.reading import in_order
from api.contract.source import UnreadableError, read_json
from api.contract.times import Clock
from api.problems import Problem
from api.service.body import read_json_body
from api.service.errors import ApiError
from api.service.services import ServicesDep
from optimizer.errors import Fault

W = TypeVar("W", bound=Wire)

_TOLD: dict[str, type[Wire]] = {}


def body_of(kind: type[Wire], words: str, *, required: bool = True) -> dict[str, object]:
    """For ``openapi_extra=`` of a route: its body is of this wire type, whose config has an example."""
    _TOLD[kind.__name__] = kind
    schema = {"$ref": f"#/components/schemas/{kind.__name__}"}
    content = {"application/json": {"schema": schema}}
    return {"requestBody": {"required": required, "description": words, "content": content}}


def told_bodies() -> tuple[type[Wire], ...]:
    """The wire types of all bodies declared so far."""
    return tuple(_TOLD.values())


async def json_body(request: Request, services: ServicesDep) -> bytes:
    """The raw body; empty when there is none. Raises ``ApiError`` 413 and 415."""
    told = request.headers
    if "content-type" not in told and "transfer-encoding" not in told and told.get("content-length", "0") == "0":
        return b""
    return await read_json_body(request, services.settings.max_body_bytes)


JsonBody = Annotated[bytes, Depends(json_body)]


def read_body(data: bytes, kind: type[W], zone: ZoneInfo) -> W:
    """The wire type of a body; times without an offset are on the clock of ``zone``. No body: an object without fields.

    Raises ``ApiError`` 422 with every fault of its form.
    """
    try:
        raw, faults = read_json(data or b"{}")
    except UnreadableError as error:
        raise ApiError(invalid_request((error.fault,))) from None
    try:
        # As text: strict Pydantic reads lists as tuples and text as dates only out of JSON.
        read = kind.model_validate_json(json.dumps(raw), context=Clock(zone=zone))
    except ValidationError as error:
        faults += tuple(fault_of(one, kind) for one in error.errors(include_url=False) if not _follows(one))
    if faults:
        raise ApiError(invalid_request(faults))
    return read


def _follows(error: ErrorDetails) -> bool:
    """Whether a list is said to be too short only because its items have faults of their own."""
    given = error["input"]
    return error["type"] == "too_short" and isinstance(given, list) and len(given) >= error["ctx"]["min_length"]


def invalid_request(faults: Iterable[Fault]) -> Problem:
    """The problem of a body with faults."""
    found = tuple(in_order(faults))
    detail = "1 fault" if len(found) == 1 else f"{len(found)} faults"
    return Problem(
        status=422, code="invalid_request", title="This cannot be done as asked", detail=detail, errors=found
    )
