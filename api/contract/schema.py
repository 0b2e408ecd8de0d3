"""JSON Schemas of the contract."""

from __future__ import annotations

import json

from pydantic.json_schema import GenerateJsonSchema

from api.contract.base import Wire
from api.contract.day import DAY_KIND, VERSION, DayDocument
from api.contract.plan_document import PLAN_KIND, PlanDocument
from api.contract.setup import SETUP_KIND, SetupDocument
from api.contract.source import JsonObject

FILES: dict[str, tuple[str, type[Wire]]] = {
    "day.schema.json": (DAY_KIND, DayDocument),
    "plan.schema.json": (PLAN_KIND, PlanDocument),
    "setup.schema.json": (SETUP_KIND, SetupDocument),
}


class _Schema(GenerateJsonSchema):
    def field_title_should_be_set(self, schema: object) -> bool:
        """Titles of fields would only repeat their names."""
        del schema
        return False


def schema_of(kind: str, document: type[Wire]) -> JsonObject:
    """The JSON Schema (2020-12) of a document type."""
    schema: JsonObject = document.model_json_schema(schema_generator=_Schema)
    head: JsonObject = {"$schema": _Schema.schema_dialect, "$id": f"urn:{kind.replace('.', ':')}:{VERSION}"}
    return head | schema


def schema_texts() -> dict[str, str]:
    """File name → text of each schema."""
    return {
        name: json.dumps(schema_of(kind, document), ensure_ascii=False, indent=1) + "\n"
        for name, (kind, document) in FILES.items()
    }
