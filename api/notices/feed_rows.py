"""The rows of the journal that a workshop's feed tells."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, or_, select

from api.store.journal import JournalEntry
from api.store.tables import journal

# Runs have feeds of their own; keys and customers are not for everybody who may see the floor.
FAMILIES = (
    "appointment",
    "event",
    "decision",
    "replan",
    "notice",
    "day",
    "part_order",
    "parts",
    "setup",
    "workshop",
)


def feed_after(connection: Connection, workshop_id: str, seq: int, limit: int = 200) -> list[JournalEntry]:
    """At most ``limit`` entries of a workshop's feed with a number above ``seq``, oldest first.

    Within a workshop they are committed in the order of their numbers (see `api.store.journal.note`).
    """
    query = select(journal).where(_told(workshop_id), journal.c.seq > seq).order_by(journal.c.seq).limit(limit)
    return [JournalEntry(**row) for row in connection.execute(query).mappings()]


def newest(connection: Connection, workshop_id: str) -> int:
    """The number of the newest entry of a workshop's feed, 0 without any."""
    query = select(journal.c.seq).where(_told(workshop_id)).order_by(journal.c.seq.desc()).limit(1)
    return int(connection.execute(query).scalar() or 0)


def _told(workshop_id: str) -> ColumnElement[bool]:
    families = or_(*(journal.c.type.like(f"{name}.%") for name in FAMILIES))
    return (journal.c.workshop_id == workshop_id) & families
