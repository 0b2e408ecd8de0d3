"""Field and code tables of docs/contract.md and docs/setup.md, out of the wire types."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pydantic import JsonValue

from api.contract.base import ID_PATTERN, Wire
from api.contract.day import DAY_KIND, DayDocument
from api.contract.messages import CODES
from api.contract.plan_document import PLAN_KIND, PlanDocument
from api.contract.schema import schema_of
from api.contract.setup import SETUP_KIND, SetupDocument
from api.contract.source import JsonObject
from api.contract.times import TIME_PATTERN
from optimizer.faults import CHECKS
from scenarios.setup.faults import SETUP_CHECKS
from scenarios.setup.hours import HOURS_PATTERN

WORDS = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false"}
PATTERNS = {TIME_PATTERN: "time", HOURS_PATTERN: "hours", ID_PATTERN: "id"}
SIGNS = {"minimum": "≥", "exclusiveMinimum": ">", "maximum": "≤", "maxLength": "length ≤"}


def with_tables(text: str, tables: Mapping[str, str]) -> str:
    """The document with what stands between its markers ``<!-- NAME -->`` and ``<!-- /NAME -->`` made anew."""
    for name, table in tables.items():
        parts = re.split(rf"(?s)(?<=<!-- {name} -->\n).*?(?=<!-- /{name} -->)", text)
        if len(parts) != 2:
            raise ValueError(f"the document has {len(parts) - 1} places for {name}, not one")
        text = table.join(parts)
    return text


def contract_tables() -> dict[str, str]:
    """The tables of docs/contract.md."""
    codes = [*CODES.items(), *((check.code, check.meaning) for check in CHECKS)]
    return {"fields": _sections(_contract_types()), "codes": _code_table(codes)}


def setup_tables() -> dict[str, str]:
    """The tables of docs/setup.md; types that the contract has are told of there."""
    told = _contract_types()
    own = {name: schema for name, schema in _types(SETUP_KIND, SetupDocument).items() if name not in told}
    codes = [(check.__name__, (check.__doc__ or "").partition("\n")[0]) for check in SETUP_CHECKS]
    return {"fields": _sections(own, frozenset(told)), "codes": _code_table(codes)}


def _contract_types() -> dict[str, JsonObject]:
    return _types(DAY_KIND, DayDocument) | _types(PLAN_KIND, PlanDocument)


def _types(kind: str, document: type[Wire]) -> dict[str, JsonObject]:
    """Name → schema of a document type and of the object types in it, each with all definitions."""
    schema = schema_of(kind, document)
    definitions = _object(schema.get("$defs"))
    names = [document.__name__, *_reached(schema, definitions)]
    return {name: _object(definitions.get(name, schema)) | {"$defs": definitions} for name in names}


def _code_table(codes: Iterable[tuple[str, str]]) -> str:
    return _table(("code", "meaning"), [(f"`{code}`", meaning) for code, meaning in codes])


def _sections(types: Mapping[str, JsonObject], elsewhere: frozenset[str] = frozenset()) -> str:
    """A section for each type; types named in ``elsewhere`` are linked to the contract."""
    text = "\n".join(_section(name, schema) for name, schema in types.items())
    for name in elsewhere:
        text = text.replace(f"](#{name.lower()})", f"](contract.md#{name.lower()})")
    return text


def _reached(schema: JsonValue, definitions: JsonObject) -> Iterator[str]:
    """Names of the object types that a schema refers to, in the order met."""
    met: dict[str, None] = {}
    waiting = [schema]
    while waiting:
        for name in re.findall(r'"#/\$defs/(\w+)"', json.dumps(_without_definitions(waiting.pop(0)))):
            if name not in met and "properties" in _object(definitions[name]):
                met[name] = None
                waiting.append(definitions[name])
    return iter(met)


def _without_definitions(schema: JsonValue) -> JsonObject:
    return {name: value for name, value in _object(schema).items() if name != "$defs"}


def _section(name: str, schema: JsonObject) -> str:
    definitions = _object(schema["$defs"])
    required = schema.get("required")
    rows = []
    for field, value in _object(schema["properties"]).items():
        shape = _object(value)
        is_required = isinstance(required, list) and field in required
        rows.append(
            (
                f"`{field}`",
                _type(shape, definitions),
                "required" if is_required else _default(shape.get("default")),
                str(shape.get("description", "")),
            )
        )
    words = str(schema.get("description", "")).replace("\n", " ")
    return f"### {name}\n\n{words}\n\n" + _table(("field", "type", "default", "meaning"), rows)


def _type(shape: JsonObject, definitions: JsonObject) -> str:
    if isinstance(shape.get("anyOf"), list):
        return " or ".join(_type(_object(one) | _bounds(shape, one), definitions) for one in _list(shape["anyOf"]))
    if "$ref" in shape:
        return _reference(str(shape["$ref"]).rpartition("/")[2], definitions)
    if "const" in shape:
        return f"`{shape['const']}`"
    if "enum" in shape:
        return "one of " + ", ".join(f"`{one}`" for one in _list(shape["enum"]))
    kind = str(shape.get("type"))
    if kind == "array":
        return f"list of {_type(_object(shape.get('items')), definitions)}"
    if kind == "object":
        values = [*_object(shape.get("patternProperties")).values(), shape.get("additionalProperties")]
        return f"object: id → {_type(_object(values[0]), definitions)}"
    if kind == "string" and shape.get("format") == "date":
        return "date"
    pattern = str(shape.get("pattern"))
    return PATTERNS[pattern] if pattern in PATTERNS else WORDS.get(kind, kind) + _limits(shape)


def _limits(shape: JsonObject) -> str:
    said = [f"{sign} {shape[name]}" for name, sign in SIGNS.items() if name in shape]
    return f" ({', '.join(said)})" if said else ""


def _bounds(shape: JsonObject, one: JsonValue) -> JsonObject:
    """Bounds said beside an alternative, for the alternative that is a number."""
    is_number = _object(one).get("type") in ("integer", "number")
    return {name: shape[name] for name in SIGNS if name in shape} if is_number else {}


def _reference(name: str, definitions: JsonObject) -> str:
    target = _object(definitions[name])
    if "enum" in target:
        return _type(target, definitions)
    return f"[{name}](#{name.lower()})"


def _default(value: JsonValue) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return f"`{text}`" if len(text) <= 30 else "its defaults"


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def _object(value: JsonValue) -> JsonObject:
    return value if isinstance(value, dict) else {}


def _list(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []
