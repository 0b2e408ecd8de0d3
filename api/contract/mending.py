"""Stand-ins for the parts of a document that cannot be read, so that the rest of it can be judged."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import Literal, get_args, get_origin

from pydantic import BaseModel, JsonValue

from api.contract.shape import Loc, Shape, shape_at
from api.contract.source import JsonObject
from optimizer.faults import pointer
from scenarios.setup.hours import Hours


def mend(document: JsonObject, root: type[BaseModel], loc: Loc) -> None:
    """Change ``document`` so that ``loc`` no longer stands in the way of reading it.

    A field too many and a field with a default are taken out, anything else is replaced by a stand-in.
    """
    if loc and loc[-1] == "[key]":
        loc = loc[:-1]
    holder = _follow(document, loc[:-1])
    segment = loc[-1]
    if isinstance(holder, list) and isinstance(segment, int) and segment < len(holder):
        holder[segment] = _stand_in(shape_at(root, loc), loc)
    elif isinstance(holder, dict) and isinstance(segment, str):
        shape = shape_at(root, loc)
        if shape_at(root, loc[:-1]).model is None or shape.field is None or not shape.field.is_required():
            holder.pop(segment, None)
        else:
            holder[segment] = _stand_in(shape, loc)


def _follow(document: JsonValue, loc: Loc) -> JsonValue:
    """What is at a place; None when something further out has been replaced in the same round."""
    for segment in loc:
        if isinstance(document, dict) and isinstance(segment, str):
            document = document.get(segment)
        elif isinstance(document, list) and isinstance(segment, int) and segment < len(document):
            document = document[segment]
        else:
            return None
    return document


def _stand_in(shape: Shape, loc: Loc) -> JsonValue:
    """A value of the expected type that agrees with nothing else in the document."""
    expected = shape.expected
    if expected is str:
        return "UTC" if loc[-1] == "time_zone" else pointer(*loc)
    if expected is datetime:
        return "1980-01-02T00:00:00Z" if loc[-1] == "end" else "1980-01-01T00:00:00Z"
    if expected is date:
        return "1980-01-01"
    if expected is Hours:
        return "00:00-00:01"
    if get_origin(expected) is Literal:
        literal: JsonValue = get_args(expected)[0]
        return literal
    if isinstance(expected, type) and issubclass(expected, Enum):
        return str(next(iter(expected)).value)
    if expected in (int, float):
        return 1
    if expected is bool:
        return False
    return {} if shape.model is not None or get_origin(expected) is dict else []
