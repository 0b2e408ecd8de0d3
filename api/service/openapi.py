"""What the OpenAPI document says beyond the signatures: bodies that are read raw, answers, examples."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from api.contract import DayDocument, PlanDocument
from api.security.told import add_security
from api.service import examples
from api.service.bodies import told_bodies
from api.service.example_day import day_example, plan_example
from api.service.resources import ProblemResource, RunResource
from api.service.responses import RETRY_AFTER, Responses, add_implied, header, refusals
from api.setup.documents import setup_schemas
from api.version import version

_REF = "#/components/schemas/{model}"

_LOCATION = header("Where the run is.")
_APPLIED = header("`wait=N`, when the answer was waited for.")


def _run(words: str, **headers: Mapping[str, object]) -> dict[str, object]:
    return {"model": RunResource, "description": words, "headers": headers}


_TAGS = [
    {"name": "plans", "description": "Runs and their plans."},
    {"name": "workshops", "description": "Workshops as tenants."},
    {"name": "set-up", "description": "Who works in a workshop when, where, on what, with which parts."},
    {"name": "service"},
]

DAY_BODY: dict[str, object] = {
    "requestBody": {
        "required": True,
        "description": "A day: the workshop, its visits and the moment to plan at.",
        "content": {"application/json": {"schema": {"$ref": _REF.format(model="DayDocument")}}},
    }
}
NOT_FOUND: Responses = refusals({404: "There is no such run."})
CREATE_RESPONSES: Responses = {
    200: _run("The idempotency key brought back a run that has ended.", Location=_LOCATION),
    201: _run("The run ended while it was waited for.", Location=_LOCATION, **{"Preference-Applied": _APPLIED}),
    202: _run("The run is stored and will be planned.", Location=_LOCATION, **{"Retry-After": RETRY_AFTER}),
    **refusals({422: "The day has faults, all of them listed; or a parameter or an idempotency key cannot be used."}),
}
GET_RESPONSES: Responses = {**NOT_FOUND, 200: _run("The run.", Location=_LOCATION)}
CANCEL_RESPONSES: Responses = {
    **NOT_FOUND,
    200: _run("The run has ended.", Location=_LOCATION),
    202: _run("The run ends in a moment.", Location=_LOCATION, **{"Retry-After": RETRY_AFTER}),
}
PLAN_RESPONSES: Responses = {
    **NOT_FOUND,
    200: {
        "description": "The plan.",
        "content": {"application/json": {"schema": {"$ref": _REF.format(model="PlanDocument")}}},
    },
    **refusals({409: "There is no plan, or not yet."}),
}
EVENT_RESPONSES: Responses = {
    **NOT_FOUND,
    200: {
        "description": "A stream of events.",
        "content": {"text/event-stream": {"example": examples.EVENT_STREAM}},
    },
    204: {"description": "Everything was told up to `Last-Event-ID`; do not come back."},
}


def document_of(app: FastAPI) -> Callable[[], dict[str, Any]]:
    """The function that makes the OpenAPI document of an application, once."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    return document


def _document(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(
        title="Heijunka",
        version=version(),
        summary="Plans a dealership's workshop day.",
        description=_DESCRIPTION,
        routes=app.routes,
        tags=[
            {"name": "plans", "description": "Runs and their plans."},
            {"name": "workshops"},
            {"name": "set-up"},
            {"name": "desk", "description": "Offers, and the life of appointments."},
            {"name": "floor", "description": "What happens in the workshop, what is decided, and new plans."},
            {"name": "parts", "description": "Orders of parts, and what lies aside for whom."},
            {"name": "floor", "description": "What happens in the workshop, and how things stand."},
            {"name": "feed", "description": "What happens in a workshop, live and by polling."},
            {"name": "notices", "description": "Whom to call after a new plan, and what they answered."},
            {"name": "keys", "description": "Who may call, and what for."},
            {"name": "customers", "description": "Names and phones, apart from all else."},
            {"name": "service"},
        ],
    )
    schemas = document["components"]["schemas"]
    read: tuple[type[BaseModel], ...] = (DayDocument, PlanDocument, *told_bodies())
    _, raw = models_json_schema([*map(_as_read, read), (ProblemResource, "serialization")], ref_template=_REF)
    schemas.update({name: schema for name, schema in raw["$defs"].items() if name not in schemas})
    schemas.update(setup_schemas())
    schemas["DayDocument"]["example"] = day_example()
    schemas["PlanDocument"]["example"] = plan_example()
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    add_implied(document)
    add_security(document, app.routes)
    document["components"]["schemas"] = dict(sorted(schemas.items()))
    return document


def _as_read(kind: type[BaseModel]) -> tuple[type[BaseModel], Literal["validation"]]:
    return kind, "validation"


_DESCRIPTION = """\
Send a day, get a plan. A solve is a *run*: `POST /v1/plans` stores it and answers `202` with its address; ask there how
far it is, follow its events, fetch the plan, or end it early with its best plan so far.

Times are RFC 3339; hours are decimal; ids are text. Errors are problem documents (RFC 9457) that list every fault with
its place and remedy.
"""
