"""What the OpenAPI document says of set-ups: bodies that are read raw, answers, examples."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, JsonValue
from pydantic.json_schema import models_json_schema

from api.contract.base import Wire
from api.contract.policy import Policy
from api.contract.setup import SetupDocument
from api.service.responses import ETAG, Responses, refusals
from api.setup import shapes
from api.setup.kinds import KINDS, Kind

_REF = "#/components/schemas/{model}"
_ITEMS = {kind.name: shapes.item_model(kind) for kind in KINDS.values()}
_PAGES = {kind.name: shapes.page_model(kind, _ITEMS[kind.name]) for kind in KINDS.values()}
_AT = "2026-03-02T08:00:00+08:00"
_SPECIAL: dict[str, dict[str, JsonValue]] = {
    "DatedException": {"date": "2026-10-01", "kind": "closed", "name": "国庆节"},
}
_WORDS_409 = (
    "It is still used; or appointments would lose their place, which are listed: send `accept_affected=true` to do it "
    "all the same."
)
CHANGE_REFUSALS = refusals({409: _WORDS_409})


def answer(model: str, words: str, *, etag: bool = False) -> dict[str, Any]:
    """The documentation of a JSON answer."""
    found: dict[str, Any] = {
        "description": words,
        "content": {"application/json": {"schema": {"$ref": _REF.format(model=model)}}},
    }
    return found | ({"headers": {"ETag": ETAG}} if etag else {})


def body(model: str, words: str) -> dict[str, Any]:
    """The documentation of a JSON body that is read raw."""
    content = {"application/json": {"schema": {"$ref": _REF.format(model=model)}}}
    return {"requestBody": {"required": True, "description": words, "content": content}}


WORKSHOPS: Responses = {200: answer("WorkshopPage", "A page of workshops.")}
WORKSHOP: Responses = {200: answer("WorkshopResource", "The workshop.", etag=True)}
SETUP: Responses = {200: answer("SetupDocument", "The set-up.", etag=True)}
CHANGED: Responses = {200: answer("ChangeResource", "What has changed.", etag=True)}
POLICY: Responses = {200: answer("PolicyResource", "The policy.", etag=True)}
POLICY_VERSIONS: Responses = {200: answer("PolicyVersions", "Its versions.")}
HOLIDAYS: Responses = {200: answer("HolidayProposals", "What may be entered.")}


def item_answer(kind: Kind) -> Responses:
    """Of reading an item."""
    return {200: answer(f"{kind.title}Item", f"The {kind.noun}.", etag=True)}


def page_answer(kind: Kind) -> Responses:
    """Of listing items."""
    return {200: answer(f"{kind.title}Page", "A page of them.")}


def put_answer(kind: Kind) -> Responses:
    """Of writing an item."""
    name = f"{kind.title}Item"
    return {
        200: answer(name, f"The {kind.noun} as it is now.", etag=True),
        201: answer(name, f"The new {kind.noun}.", etag=True),
        **CHANGE_REFUSALS,
    }


def delete_answer(kind: Kind) -> Responses:
    """Of removing an item."""
    return {200: answer("ChangeResource", f"The {kind.noun} is removed."), **CHANGE_REFUSALS}


def item_body(kind: Kind) -> dict[str, Any]:
    """Of writing an item."""
    return body(kind.wire.__name__, f"The {kind.noun} as a whole; what is left out has its default.")


def setup_schemas() -> dict[str, JsonValue]:
    """Component schemas of everything the routes of set-ups take and answer, each whole one with an example."""
    models = [*_whole(), *_ITEMS.values(), *_PAGES.values()]
    _, raw = models_json_schema([(model, "validation") for model in models], ref_template=_REF)
    schemas: dict[str, JsonValue] = raw["$defs"]
    for name, example in _examples().items():
        schema = schemas[name]
        assert isinstance(schema, dict)
        schema["example"] = example
    return schemas


def _whole() -> list[type[BaseModel]]:
    return [
        SetupDocument,
        Policy,
        shapes.WorkshopHead,
        shapes.WorkshopResource,
        shapes.WorkshopPage,
        shapes.ChangeResource,
        shapes.PolicyResource,
        shapes.PolicyVersions,
        shapes.HolidayProposals,
        shapes.ApplyHolidays,
    ]


def example_of(wire: type[Wire]) -> dict[str, JsonValue]:
    """An example of a wire type, out of those of its fields."""
    if wire.__name__ in _SPECIAL:
        return dict(_SPECIAL[wire.__name__])
    return {name: (field.examples or [None])[0] for name, field in wire.model_fields.items()}


def _examples() -> dict[str, JsonValue]:
    head: dict[str, JsonValue] = example_of(shapes.WorkshopHead)
    workshop: JsonValue = {
        **head,
        "workshop_id": "GZ-01",
        "version": 1,
        "setup_version": 12,
        "plan_version": 40,
        "created_at": _AT,
    }
    change = _change_example()
    exception: JsonValue = example_of(KINDS["exceptions"].wire)
    found: dict[str, JsonValue] = {
        "SetupDocument": SETUP_EXAMPLE,
        "Policy": {"reception_minutes": 15, "reserve_share": 0.25},
        "PolicyResource": {
            "version": 12,
            "document": {"reception_minutes": 15},
            "at": _AT,
            "actor": "key:7f3a",
            "actor_name": "Manager Li",
        },
        "WorkshopHead": head,
        "WorkshopResource": workshop,
        "WorkshopPage": {"items": [workshop], "next_cursor": None},
        "ChangeResource": change,
        "PolicyVersions": {"items": [{"version": 12, "at": _AT, "actor": "key:7f3a", "actor_name": "Manager Li"}]},
        "HolidayProposals": {
            "year": 2026,
            "country": "CN",
            "items": [{"exception": exception, "present": None}],
            "warnings": [],
        },
        "ApplyHolidays": example_of(shapes.ApplyHolidays),
    }
    for kind in KINDS.values():
        found |= _kind_examples(kind)
    return found


def _kind_examples(kind: Kind) -> dict[str, JsonValue]:
    document: dict[str, JsonValue] = example_of(kind.wire)
    item: JsonValue = {"id": document[kind.id_field], "version": 12, "affected": [], "document": document}
    return {
        kind.wire.__name__: document,
        f"{kind.title}Item": item,
        f"{kind.title}Page": {"items": [item], "next_cursor": None},
    }


def _change_example() -> JsonValue:
    field: JsonValue = {"pointer": "/roster/absences", "before": [], "after": [{"first_day": "2026-03-16"}]}
    return {
        "workshop_id": "GZ-01",
        "setup_version": 13,
        "dry_run": False,
        "changes": [{"section": "technicians", "id": "T1", "action": "changed", "fields": [field]}],
        "affected": [
            {
                "appointment_id": "A17",
                "arrival": "2026-03-16T08:30:00+08:00",
                "state": "booked",
                "losses": ["technician T1"],
            }
        ],
    }


_WEEK: JsonValue = ["mon", "tue", "wed", "thu", "fri", "sat"]
_ROSTER: JsonValue = {"shifts": [{"days": _WEEK, "hours": "08:00-17:00", "breaks": ["12:00-13:00"]}]}
SETUP_EXAMPLE: JsonValue = {
    "kind": "heijunka.setup",
    "version": "1",
    "workshop_id": "GZ-01",
    "name": "广州一店",
    "time_zone": "Asia/Shanghai",
    "country": "CN",
    "loan_cars": 1,
    "opening": [{"days": _WEEK, "hours": "08:00-17:30"}],
    "technicians": [
        {"technician_id": "T1", "name": "王伟", "skills": ["engine"], "roster": _ROSTER},
        {"technician_id": "T2", "name": "李强", "roster": _ROSTER},
    ],
    "advisors": [{"advisor_id": "SA1", "name": "李娜", "roster": _ROSTER}],
    "bays": [{"bay_id": "B1", "capabilities": ["STANDARD_LIFT"]}, {"bay_id": "B2", "capabilities": ["STANDARD_LIFT"]}],
    "stations": [{"kind": "inspection", "count": 1}, {"kind": "wash", "count": 1}],
    "operations": [
        {
            "operation_code": "OIL-10K",
            "name": "更换机油",
            "category": "maintenance",
            "frt_hours": 0.8,
            "bay_capability": "STANDARD_LIFT",
            "parts": [{"part_number": "15400-RTA-003"}],
            "frt_by_model": {"ACCORD-2.0": 0.9},
        },
        {"operation_code": "DIAG", "category": "diagnosis", "frt_hours": 0.5, "skill": "engine", "is_diagnosis": True},
    ],
    "group_jobs": [{"group_code": "SVC-40K", "operation_codes": ["OIL-10K"]}],
    "parts": [{"part_number": "15400-RTA-003", "name": "机油滤清器", "on_hand": 12}],
}
