"""What the routes of the desk work with."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from api.desk import rows
from api.desk.changes import Changes
from api.desk.life import LifeAction
from api.desk.resident import Resident, Residents
from api.desk.settings import DeskSettings
from api.desk.tokens import TokenBox
from api.desk.warming import Warmth
from api.store.database import Database

SWEEPER = "service"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The resident books, the token box, and the store behind them.

    ``reshuffles``: who holds it may use a core for a reshuffle; the others answer with what they have.
    """

    database: Database
    clock: Callable[[], datetime]
    settings: DeskSettings
    residents: Residents
    tokens: Callable[[], TokenBox]
    warmth: Warmth = field(default_factory=Warmth)
    reshuffles: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(1))

    def resident(self, workshop_id: str) -> Resident:
        """The book of a workshop."""
        return self.residents.of(workshop_id)

    def sweep(self, workshop_id: str, now: datetime) -> int:
        """Let the holds that have run out expire; how many.

        Called before whatever looks at the plan, so that a hold never blocks a place after its time.
        """
        with self.database.read() as connection:
            if not rows.has_due_holds(connection, workshop_id, now):
                return 0
        return self.database.transact(lambda connection: _expire(connection, workshop_id, now))

    def keep_warm(self) -> None:
        """Load the compiled search when the first workshop is there: a service without any does not need it."""
        if self.warmth.started or not self.settings.warm:
            return
        with self.database.read() as connection:
            needed = rows.has_workshops(connection)
        if needed:
            self.warmth.start()

    def sweep_all(self) -> int:
        """The same for all workshops."""
        now = self.clock()
        with self.database.read() as connection:
            due = rows.workshops_with_due_holds(connection, now)
        return sum(self.sweep(workshop_id, now) for workshop_id in due)


def _expire(connection: Connection, workshop_id: str, now: datetime) -> int:
    versions = rows.lock_workshop(connection, workshop_id)
    due = rows.due_holds(connection, workshop_id, now)
    changes = Changes(connection, workshop_id, versions, now, SWEEPER)
    for one in due:
        changes.apply(one, LifeAction.EXPIRE, one)
    return len(due)
