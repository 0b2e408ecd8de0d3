"""What a change of a set-up did or would do, for people to read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby

from pydantic import JsonValue

from api.commands.tools import Tools
from api.contract.setup.source_file import Source
from api.contract.source import JsonObject
from optimizer.errors import Fault

_SIGNS = {"added": ("+", "green"), "changed": ("~", "yellow"), "removed": ("-", "red")}
_LONGEST = 60


def say_changes(tools: Tools, outcome: JsonObject, *, dry_run: bool) -> None:
    """A section's name, then a line an item and one a field that differs; who loses their place; a sum."""
    changes = _objects(outcome.get("changes"))
    for section, items in groupby(changes, key=lambda one: str(one.get("section"))):
        _say(tools, section.replace("_", " "), style="bold")
        for item in items:
            _say_item(tools, item)
    for one in _objects(outcome.get("affected")):
        lost = one.get("losses")
        words = ", ".join(str(each) for each in lost) if isinstance(lost, list) else ""
        _say(tools, f"! appointment {one.get('appointment_id')} of {one.get('arrival')} loses {words}", style="red")
    _say(tools, _sum(len(changes), outcome.get("setup_version"), dry_run=dry_run))


def say_faults(tools: Tools, faults: Sequence[Fault], source: Source | None) -> None:
    """A fault with its line and place, and its remedy below."""
    for fault in faults:
        line = source.line_of(fault.pointer) if source is not None else None
        where = f"line {line}, {fault.pointer or '(document)'}: " if line is not None else ""
        _tell(tools, f"  {where}{fault.message} [{fault.code}]")
        _tell(tools, f"    remedy: {fault.remedy}")


def _say_item(tools: Tools, item: JsonObject) -> None:
    sign, style = _SIGNS.get(str(item.get("action")), ("?", ""))
    _say(tools, f"  {sign} {item.get('id')}", style=style)
    for field in _objects(item.get("fields")):
        before, after = _shown(field.get("before")), _shown(field.get("after"))
        _say(tools, f"      {field.get('pointer')}: {before} → {after}")


def _sum(count: int, version: JsonValue, *, dry_run: bool) -> str:
    if count == 0:
        return "nothing to change"
    changes = "1 change" if count == 1 else f"{count} changes"
    return f"{changes}; nothing is written (dry run)" if dry_run else f"{changes}; the set-up is at version {version}"


def _shown(value: JsonValue) -> str:
    text = "(none)" if value is None else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _objects(value: JsonValue) -> list[JsonObject]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _say(tools: Tools, words: str, style: str = "") -> None:
    tools.out.print(words, style=style, markup=False, highlight=False, soft_wrap=True)


def _tell(tools: Tools, words: str) -> None:
    tools.err.print(words, markup=False, highlight=False, soft_wrap=True)
