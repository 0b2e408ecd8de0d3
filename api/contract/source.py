"""From bytes to a JSON object, and the faults of the text itself."""

from __future__ import annotations

import codecs
import json
from collections import Counter
from collections.abc import Iterator, Mapping

from pydantic import JsonValue

from optimizer.errors import Fault
from optimizer.faults import pointer

JsonObject = dict[str, JsonValue]


class UnreadableError(Exception):
    """A text that is no JSON object; ``fault`` says why."""

    def __init__(self, code: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.fault = Fault(pointer="", code=code, message=message, remedy=remedy)


class _Object(dict[str, JsonValue]):
    """A JSON object that remembers the keys it had twice."""

    repeated: tuple[str, ...] = ()


def read_json(data: bytes | str | Mapping[str, object]) -> tuple[JsonObject, tuple[Fault, ...]]:
    """The object, which is the caller's to change, and a fault for each key that is there twice.

    Raises ``UnreadableError`` for what is no JSON object in UTF-8, ``TypeError`` for a mapping of Python values that
    JSON has not.
    """
    if isinstance(data, Mapping):
        data = json.dumps(data)
    text = decoded(data) if isinstance(data, bytes) else data.removeprefix("\ufeff")
    try:
        value: JsonValue = json.loads(text, object_pairs_hook=_object)
        json.dumps(value, ensure_ascii=False).encode()
        repeated = tuple(_repeated(value, ()))
    except json.JSONDecodeError as error:
        message = f"not JSON: {error.msg} in line {error.lineno}, column {error.colno}"
        raise UnreadableError("not_json", message, "correct the text there; a JSON tool shows the place") from None
    except UnicodeEncodeError:
        message = "half a character (a lone surrogate such as \\ud800) is in a text"
        raise UnreadableError("not_json", message, "write the character itself, or both of its halves") from None
    except RecursionError:
        raise UnreadableError("not_json", "lists and objects are nested too deep", "send a day or a plan") from None
    except ValueError as error:  # a number of thousands of digits
        raise UnreadableError("not_json", f"not JSON: {error}", "write shorter numbers") from None
    if not isinstance(value, dict):
        raise UnreadableError("wrong_type", "the document is not an object", "send one JSON object: { … }")
    return value, repeated


def _object(pairs: list[tuple[str, JsonValue]]) -> _Object:
    made = _Object(pairs)
    if len(made) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        made.repeated = tuple(key for key, count in counts.items() if count > 1)
    return made


def _repeated(value: JsonValue, path: tuple[str | int, ...]) -> Iterator[Fault]:
    if isinstance(value, dict):
        for key in value.repeated if isinstance(value, _Object) else ():
            yield Fault(
                pointer=pointer(*path, key),
                code="repeated_field",
                message=f"{key} is there twice",
                remedy="keep one of the two",
            )
        for key, item in value.items():
            yield from _repeated(item, (*path, key))
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from _repeated(item, (*path, i))


def decoded(data: bytes) -> str:
    """The text of UTF-8 bytes, without BOM. Raises ``UnreadableError`` that names the encoding they seem to have."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UnreadableError("not_utf8", "the bytes are UTF-16", "save the file as UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"the bytes are not UTF-8, first at byte {error.start}"
    try:
        data.decode("gb18030")
        message += "; they look like GB18030 (GBK)"
    except UnicodeDecodeError:
        pass
    raise UnreadableError("not_utf8", message, "save the file as UTF-8, with or without BOM")
