"""From Pydantic's errors to faults in the words of the trade."""

from __future__ import annotations

import json
from difflib import get_close_matches

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from api.contract.shape import Shape, shape_at, without_tags
from optimizer.errors import Fault
from optimizer.faults import pointer

EXPECTED = {
    "string_type": "text in quotes",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "frozen_set_type": "a list",
    "dict_type": "an object",
    "model_type": "an object",
}
LIMITS = {
    "less_than_equal": ("out_of_range", "too large", "at most {le}"),
    "string_too_long": ("too_long", "too long", "at most {max_length} characters"),
    "string_too_short": ("too_short", "too short", "at least {min_length} character"),
    "too_long": ("too_long", "too long", "at most {max_length} items"),
    "too_short": ("too_short", "too short", "at least {min_length} item"),
}
UNTAGGED = ("union_tag_not_found", "union_tag_invalid")
# Codes of faults in the form of a document; those in its sense are the names of `optimizer.faults.CHECKS`.
CODES = {
    "not_utf8": "The bytes are not UTF-8.",
    "not_json": "The text is not JSON.",
    "repeated_field": "A field is there twice in one object.",
    "unknown_field": "A field too many.",
    "missing_field": "A field is missing.",
    "wrong_type": "A value of another type, such as a number instead of text.",
    "wrong_format": "An id with blanks at its ends or with control characters.",
    "unknown_value": "A value that is none of those allowed.",
    "out_of_range": "A number too large.",
    "not_finite": "A number that is infinite or none (NaN).",
    "too_long": "A text too long, or a list with too many items.",
    "too_short": "A text too short, or a list with too few items.",
    "time_format": "Not an ISO 8601 time, or a date or hour that no calendar has.",
    "date_format": "Not an ISO 8601 date, or one that no calendar has, or a year before 1980 or after 2199.",
    "hours_format": "Hours that are not written like 08:00-17:30, or do not end after their start.",
    "time_nonexistent": "A local time that the clocks skip.",
    "time_ambiguous": "A local time that the clocks show twice, without UTC offset.",
    "time_out_of_range": "A year before 1980 or after 2199.",
    "zone_unknown": "A local time without UTC offset in a document without time zone.",
    "span_reversed": "A span that ends at or before its start.",
    "span_too_long": "A span of more than 400 days.",
    "total_differs": "A total that is not the sum of its terms.",
    "invalid": "Anything else that cannot be read.",
}


def fault_of(error: ErrorDetails, root: type[BaseModel]) -> Fault:
    """The fault that an error of Pydantic tells of, in a document of type ``root``."""
    is_key = error["loc"][-1:] == ("[key]",)
    loc = error["loc"][:-1] if is_key else error["loc"]
    shape = shape_at(root, loc)
    name = str(loc[-1]) or "(no name)" if loc else "the document"
    code, message, remedy = _said(error, name, shape, root)
    place = (*without_tags(root, loc), "type") if error["type"] in UNTAGGED else without_tags(root, loc)
    return Fault(pointer=pointer(*place), code=code, message=message, remedy=remedy)


def _said(error: ErrorDetails, name: str, shape: Shape, root: type[BaseModel]) -> tuple[str, str, str]:
    kind, context = error["type"], error.get("ctx", {})
    if kind == "heijunka":
        return context["code"], context["message"], context["remedy"]
    if kind == "union_tag_not_found":
        return "missing_field", "type is missing", "add it: which type of thing it is"
    if kind == "union_tag_invalid":
        choice = context["expected_tags"].replace("'", "")
        return "unknown_value", f"type is {_shown(context['tag'])}", f"give one of: {choice}"
    if kind == "missing":
        return "missing_field", f"{name} is missing", f"add it: {_about(shape)}"
    if kind == "extra_forbidden":
        return "unknown_field", f"{name} is a field too many", _instead(name, shape_at(root, error["loc"][:-1]))
    if kind in EXPECTED:
        return "wrong_type", f"{name} is {_shown(error['input'])}, not {EXPECTED[kind]}", _write(EXPECTED[kind], shape)
    if kind in ("enum", "literal_error"):
        choice = str(context["expected"])
        return "unknown_value", f"{name} is {_shown(error['input'])}", f"give one of: {choice}"
    if kind in LIMITS:
        code, excess, limit = LIMITS[kind]
        return code, f"{name} is {excess}: {_shown(error['input'])}", f"give {limit.format(**context)}"
    if kind == "string_pattern_mismatch":
        return "wrong_format", f"{name} is {_shown(error['input'])}", "no blanks at the ends and no control characters"
    if kind == "finite_number":
        return "not_finite", f"{name} is {_shown(error['input'])}", _write("a number", shape)
    if kind == "json_invalid":
        return "not_json", error["msg"], "correct the text there; a JSON tool shows the place"
    return "invalid", f"{name}: {error['msg']}", _write("a value as described", shape)


def _about(shape: Shape) -> str:
    if shape.field is None:
        return "see the contract"
    return f"{(shape.field.description or '').rstrip('.')}. {_example(shape)}"


def _write(expected: str, shape: Shape) -> str:
    return f"write {expected}. {_example(shape)}".rstrip()


def _example(shape: Shape) -> str:
    examples = shape.field.examples if shape.field is not None else None
    return f"Example: {_shown(examples[0], 160)}" if examples else ""


def _instead(name: str, holder: Shape) -> str:
    close = get_close_matches(name, holder.model.model_fields, n=1) if holder.model is not None else []
    return f"rename it to {close[0]}, or remove it" if close else "remove it"


def _shown(value: object, most: int = 60) -> str:
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= most else shown[: most - 1] + "…"
