"""What differs between two set-ups, item by item and field by field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from pydantic import JsonValue

from api.contract.writing import json_of
from api.setup.kinds import KINDS, Kind
from optimizer.faults import pointer
from scenarios.setup.records import Setup

HEAD = "workshop"
POLICY = "policy"
HEAD_FIELDS = ("name", "time_zone", "country", "subdivision", "loan_cars", "opening")


class Action(StrEnum):
    """What happened to an item."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A value that differs. ``pointer``: where in the item; None stands for a value that is not there."""

    pointer: str
    before: JsonValue
    after: JsonValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An item that differs. ``section``: its kind, ``workshop`` for the head or ``policy``."""

    section: str
    item_id: str
    action: Action
    fields: tuple[FieldChange, ...] = ()


def differences(before: Setup | None, after: Setup) -> tuple[Change, ...]:
    """Everything that differs, in the order of the sections; ``before`` None: all is added."""
    zone = ZoneInfo(after.time_zone)
    found = [*_whole(HEAD, before, after, HEAD_FIELDS, zone)]
    for kind in KINDS.values():
        found += _items(kind, before, after, zone)
    return (*found, *_policy(before, after, zone))


def _whole(section: str, before: Setup | None, after: Setup, names: Sequence[str], zone: ZoneInfo) -> Iterator[Change]:
    if before is None:
        yield Change(section=section, item_id=after.workshop_id, action=Action.ADDED)
        return
    old = {name: json_of(getattr(before, name), zone) for name in names}
    new = {name: json_of(getattr(after, name), zone) for name in names}
    if fields := tuple(_fields(old, new, ())):
        yield Change(section=section, item_id=after.workshop_id, action=Action.CHANGED, fields=fields)


def _policy(before: Setup | None, after: Setup, zone: ZoneInfo) -> Iterator[Change]:
    if before is None:
        yield Change(section=POLICY, item_id=POLICY, action=Action.ADDED)
    elif before.policy != after.policy:
        fields = tuple(_fields(json_of(before.policy, zone), json_of(after.policy, zone), ()))
        yield Change(section=POLICY, item_id=POLICY, action=Action.CHANGED, fields=fields)


def _items(kind: Kind, before: Setup | None, after: Setup, zone: ZoneInfo) -> Iterator[Change]:
    old = {} if before is None else kind.by_id(before)
    new = kind.by_id(after)
    for item_id in [*new, *(one for one in old if one not in new)]:
        if item_id not in new:
            yield Change(section=kind.name, item_id=item_id, action=Action.REMOVED)
        elif item_id not in old:
            yield Change(section=kind.name, item_id=item_id, action=Action.ADDED)
        elif old[item_id] != new[item_id]:
            fields = tuple(_fields(json_of(old[item_id], zone), json_of(new[item_id], zone), ()))
            yield Change(section=kind.name, item_id=item_id, action=Action.CHANGED, fields=fields)


def _fields(before: JsonValue, after: JsonValue, path: tuple[str, ...]) -> Iterator[FieldChange]:
    """The values that differ; objects are looked into, lists are one value."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name in [*after, *(one for one in before if one not in after)]:
            yield from _fields(before.get(name), after.get(name), (*path, name))
    elif before != after:
        yield FieldChange(pointer=pointer(*path), before=before, after=after)
