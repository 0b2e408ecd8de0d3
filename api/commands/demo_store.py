"""What a store that is there already says to the demo that starts on it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from api.commands.demo_clock import kept
from api.setup.standing import setup_of
from api.store.database import Database
from api.store.tables import journal
from scenarios.setup.records import Setup


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """``at``: the newest time in the store; ``setup``: of its workshop. None for what is not there."""

    at: datetime | None
    setup: Setup | None


def read_store(folder: Path, workshop_id: str) -> Stored:
    """Open the store, look, and close it. Raises what opening it raises."""
    with closing(Database(folder)) as database, database.read() as connection:
        newest = connection.execute(select(func.max(journal.c.created_at))).scalar_one()
        try:
            setup = setup_of(connection, workshop_id)
        except KeyError:
            setup = None
    times = [one for one in (newest, kept(folder)) if one is not None]
    return Stored(at=max(times, default=None), setup=setup)
