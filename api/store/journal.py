"""The journal: what happened, in order, written in the transaction of the change itself.

It is at once the live feed, the source of webhooks, the audit trail and the history that replays read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, insert, select

from api.store.database import Database
from api.store.locks import lock_name
from api.store.tables import journal


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """One thing that happened to a subject of a workshop.

    ``seq`` grows over all subjects and is the id of the live feed. ``type`` is ``noun.verb``, ``actor`` who did it
    (``Principal.actor``, or the part of the service that did). Names and phones of customers are never in it.
    """

    seq: int
    workshop_id: str
    subject_id: str
    type: str
    actor: str
    created_at: datetime
    payload: Mapping[str, object]


def note(
    connection: Connection,
    *,
    workshop_id: str,
    subject_id: str,
    type_: str,
    payload: Mapping[str, object],
    at: datetime,
    actor: str = "service",
) -> int:
    """Write an entry in the open transaction of the change it tells of. Returns its sequence number.

    Within a workshop the entries are committed in the order of their numbers, so that who reads on after the last
    number seen misses none. Numbers are handed out before a commit; so the lock of the workshop's journal is taken
    before its number and ends with the transaction: the next number of this workshop is only handed out when this
    one can be read. (SQLite has one writer at a time.) Over several workshops at once this does not hold: a reader
    of all keeps a last number for each.
    """
    lock_name(connection, "journal", workshop_id)
    values = {
        "workshop_id": workshop_id,
        "subject_id": subject_id,
        "type": type_,
        "actor": actor,
        "created_at": at,
        "payload": dict(payload),
    }
    key = connection.execute(insert(journal).values(**values)).inserted_primary_key
    assert key is not None
    return int(key[0])


def entries_of_workshop(database: Database, workshop_id: str, seq: int, limit: int = 200) -> Sequence[JournalEntry]:
    """At most ``limit`` entries of a workshop with a sequence number above ``seq``, oldest first."""
    return _after(database, journal.c.workshop_id == workshop_id, seq, limit)


def entries_after(database: Database, subject_id: str, seq: int, limit: int = 200) -> Sequence[JournalEntry]:
    """At most ``limit`` entries of a subject with a sequence number above ``seq``, oldest first."""
    return _after(database, journal.c.subject_id == subject_id, seq, limit)


def _after(database: Database, chosen: ColumnElement[bool], seq: int, limit: int) -> Sequence[JournalEntry]:
    query = select(journal).where(chosen, journal.c.seq > seq).order_by(journal.c.seq).limit(limit)
    with database.read() as connection:
        return [JournalEntry(**row) for row in connection.execute(query).mappings()]
