"""Pieces on the shelf: they stand in the set-up, and change as all of it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from api.setup.change import Author, change
from api.setup.rows import stored


def add_on_hand(
    connection: Connection, workshop_id: str, part_number: str, pieces: int, at: datetime, actor: str
) -> int:
    """Put pieces on the shelf of a workshop that the caller has locked; how many lie there then.

    Raises ``KeyError`` when the set-up does not list the part.
    """
    return _change(connection, workshop_id, {part_number: pieces}, at, actor)[part_number]


def take_off_hand(
    connection: Connection, workshop_id: str, pieces: Mapping[str, int], at: datetime, actor: str
) -> None:
    """Take pieces off the shelf of a workshop that the caller has locked, as far as the count of them goes.

    Raises ``KeyError`` when the set-up does not list a part.
    """
    _change(connection, workshop_id, {part: -count for part, count in pieces.items()}, at, actor)


def _change(
    connection: Connection, workshop_id: str, pieces: Mapping[str, int], at: datetime, actor: str
) -> Mapping[str, int]:
    before = stored(connection, workshop_id)
    counts = {one.part_number: one.on_hand for one in before.setup.parts}
    # A car may have got a part that nobody had counted.
    now = {part: max(0, counts[part] + change_by) for part, change_by in pieces.items()}
    parts = tuple(replace(one, on_hand=now.get(one.part_number, one.on_hand)) for one in before.setup.parts)
    change(connection, before, replace(before.setup, parts=parts), Author(actor=actor, at=at))
    return now
