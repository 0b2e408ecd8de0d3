"""Reads the journal: what happened to a run, in order, from any point on."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from api.runs.records import JournalEntry
from api.store.database import Database
from api.store.tables import journal


def entries_after(database: Database, run_id: str, seq: int, limit: int = 200) -> Sequence[JournalEntry]:
    """At most ``limit`` entries of a run with a sequence number above ``seq``, oldest first."""
    query = select(journal).where(journal.c.run_id == run_id, journal.c.seq > seq).order_by(journal.c.seq).limit(limit)
    with database.read() as connection:
        return [
            JournalEntry(
                seq=row.seq,
                run_id=row.run_id,
                type=row.type,
                created_at=row.created_at,
                payload=row.payload,
            )
            for row in connection.execute(query)
        ]
