"""Reads a set-up's file: JSON, or YAML as the JSON it stands for, with the line of each value.

Of YAML the rules of version 1.2, and stricter where a shop's file would suffer: a time such as ``08:30`` and a date
are text, ``no`` is text, digits that begin with 0 are text, so that no part number becomes another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml
from pydantic import JsonValue
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from api.contract.source import JsonObject, UnreadableError, decoded, read_json
from optimizer.errors import Fault
from optimizer.faults import pointer

Path = tuple[str | int, ...]

_MOST_VALUES = 2_000_000
_DEEPEST = 40
_NULL, _BOOL, _INT, _FLOAT, _TEXT = (f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float", "str"))
_RESOLVERS = (
    (_NULL, r"^(~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    (_BOOL, r"^(true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    (_INT, r"^-?(0|[1-9][0-9]*)$", list("-0123456789")),
    (_FLOAT, r"^-?(0|[1-9][0-9]*)\.[0-9]+([eE][-+]?[0-9]+)?$", list("-0123456789")),
)


class _Loader(yaml.SafeLoader):
    """YAML's own loader, with the resolvers above and no others."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - yaml's own design


for _tag, _pattern, _first in _RESOLVERS:
    _Loader.add_implicit_resolver(_tag, re.compile(_pattern), _first)


@dataclass(frozen=True, slots=True)
class Source:
    """A document, a fault for each key that is there twice, and the line (from 1) of each value by its pointer."""

    document: JsonObject
    faults: tuple[Fault, ...]
    lines: Mapping[str, int]

    def line_of(self, place: str) -> int | None:
        """The line of a place, or of the nearest one around it that the text has; None when there is none."""
        while place not in self.lines and place:
            place = place.rpartition("/")[0]
        return self.lines.get(place)


def read_source(data: bytes) -> Source:
    """Read a file. What begins with a brace is JSON, of which no lines are known.

    Raises ``UnreadableError`` for what is neither, or no object.
    """
    text = decoded(data)
    if text.lstrip().startswith("{"):
        document, faults = read_json(text)
        return Source(document, faults, {})
    return _read_yaml(text)


def _read_yaml(text: str) -> Source:
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        remedy = "correct the text there; mind indentation and quotes"
        raise UnreadableError("not_yaml", _words(error), remedy) from None
    except RecursionError:
        raise _too_deep() from None
    reader = _Reader()
    document = reader.value(node, ()) if node is not None else None
    if not isinstance(document, dict):
        raise UnreadableError("wrong_type", "the document is not an object", "write fields such as workshop_id: GZ-01")
    return Source(document, tuple(reader.faults), reader.lines)


@dataclass
class _Reader:
    faults: list[Fault] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)

    def value(self, node: Node, path: Path) -> JsonValue:
        """The JSON value of a node."""
        # Names for parts (anchors) can make a short text long, or a part hold itself.
        if len(path) > _DEEPEST or len(self.lines) > _MOST_VALUES:
            raise _too_deep()
        self.lines[pointer(*path)] = node.start_mark.line + 1
        if isinstance(node, MappingNode):
            return dict(self._fields(node, path))
        if isinstance(node, SequenceNode):
            return [self.value(item, (*path, n)) for n, item in enumerate(node.value)]
        assert isinstance(node, ScalarNode)
        return self._scalar(node, path)

    def _fields(self, node: MappingNode, path: Path) -> Iterator[tuple[str, JsonValue]]:
        seen: set[str] = set()
        for key, item in node.value:
            if not isinstance(key, ScalarNode):
                raise UnreadableError("not_yaml", f"a key in line {_line(key)} is no text", "write a name and a colon")
            if key.value in seen:
                self._fault(
                    pointer(*path, key.value), "repeated_field", f"{key.value} is there twice", "keep one of the two"
                )
            seen.add(key.value)
            yield key.value, self.value(item, (*path, key.value))

    def _scalar(self, node: ScalarNode, path: Path) -> JsonValue:
        text: str = node.value
        if node.tag == _NULL:
            return None
        if node.tag == _BOOL:
            return text.lower() == "true"
        if node.tag == _INT:
            # Longer ones are no numbers that anything here counts.
            return int(text) if len(text) <= 18 else text
        if node.tag == _FLOAT:
            return float(text)
        if node.tag != _TEXT:
            remedy = "leave the tag out; put text into quotes"
            self._fault(pointer(*path), "unknown_tag", f"{node.tag} is no type of a set-up", remedy)
        return text

    def _fault(self, place: str, code: str, message: str, remedy: str) -> None:
        self.faults.append(Fault(pointer=place, code=code, message=message, remedy=remedy))


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1


def _too_deep() -> UnreadableError:
    return UnreadableError("not_yaml", "the document is nested too deep or too long", "send the set-up of one workshop")


def _words(error: yaml.YAMLError) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        mark = error.problem_mark
        return f"not YAML: {error.problem} in line {mark.line + 1}, column {mark.column + 1}"
    return f"not YAML: {str(error).partition(chr(10))[0]}"
