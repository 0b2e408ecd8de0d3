"""Changes to JSON documents by pointer."""

from __future__ import annotations

import copy
from collections.abc import Iterator

from pydantic import JsonValue

from api.contract.source import JsonObject
from optimizer.faults import pointer


def put(document: JsonObject, place: str, value: JsonValue) -> JsonObject:
    """A copy with another value at a place; the end of a list may be named to add to it."""
    changed = copy.deepcopy(document)
    *path, last = segments(place)
    holder = _at(changed, path)
    if isinstance(holder, list):
        holder[int(last) : int(last) + 1] = [value]
    elif isinstance(holder, dict):
        holder[last] = value
    else:
        raise KeyError(place)
    return changed


def drop(document: JsonObject, place: str) -> JsonObject:
    """A copy without what is at a place."""
    changed = copy.deepcopy(document)
    *path, last = segments(place)
    holder = _at(changed, path)
    if isinstance(holder, list):
        del holder[int(last)]
    elif isinstance(holder, dict):
        del holder[last]
    else:
        raise KeyError(place)
    return changed


def places(value: JsonValue, path: tuple[str | int, ...] = ()) -> Iterator[str]:
    """Pointers to everything inside a document."""
    items: list[tuple[str | int, JsonValue]] = []
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    for key, item in items:
        yield pointer(*path, key)
        yield from places(item, (*path, key))


def exists(document: JsonValue, place: str) -> bool:
    """Whether the holder of a place is there, and can hold it."""
    try:
        return isinstance(_at(document, segments(place)[:-1]), dict | list)
    except (KeyError, IndexError, ValueError):
        return False


def segments(place: str) -> list[str]:
    """Segments of a pointer."""
    return [one.replace("~1", "/").replace("~0", "~") for one in place.split("/")[1:]]


def _at(value: JsonValue, path: list[str]) -> JsonValue:
    for segment in path:
        if isinstance(value, list):
            value = value[int(segment)]
        elif isinstance(value, dict):
            value = value[segment]
        else:
            raise KeyError(segment)
    return value
