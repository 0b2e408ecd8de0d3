"""What the routes of re-plans work with."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import anyio
import anyio.to_thread
from sqlalchemy import Connection

from api.replans import rows
from api.replans.asking import Asker
from api.replans.records import Proposals, Replan
from api.replans.staleness import stale_because
from api.replans.views import ReplanView, Viewer
from api.runs.runner import Runner
from api.store.database import Database
from api.store.runs import RunStore

_POLL_S = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplanDesk:
    """The store, who plans, and what has been worked out."""

    database: Database
    store: RunStore
    runner: Runner
    viewer: Viewer
    clock: Callable[[], datetime]

    def asker(self, workshop_id: str, actor: str) -> Asker:
        """Who asks now."""
        return Asker(database=self.database, store=self.store, workshop_id=workshop_id, actor=actor, now=self.clock())

    def begin(self, found: Proposals) -> None:
        """Let the proposals be planned: what was asked is in the store."""
        for run in found.runs:
            self.runner.submit(run.run_id)

    def get(self, workshop_id: str, replan_id: str) -> Proposals:
        """A re-plan with its runs. Raises ``UnknownReplanError``."""
        with self.database.read() as connection:
            return rows.with_proposals(connection, rows.replan(connection, workshop_id, replan_id))

    def view(self, workshop_id: str, replan_id: str) -> ReplanView:
        """A re-plan as it stands now. Raises ``UnknownReplanError``."""
        with self.database.read() as connection:
            return self.view_in(connection, rows.replan(connection, workshop_id, replan_id))

    def view_in(self, connection: Connection, found: Replan) -> ReplanView:
        """The same in an open transaction."""
        its = rows.with_proposals(connection, found)
        return self.viewer.view(its, stale_because(connection, found, self.viewer.day(its)))

    async def wait(self, workshop_id: str, replan_id: str, wait_s: float, is_over: Callable[[], bool]) -> None:
        """Until all proposals are there, ``wait_s`` seconds have passed, or the service ends."""
        deadline = time.monotonic() + wait_s
        while time.monotonic() < deadline and not is_over():
            if (await anyio.to_thread.run_sync(self.get, workshop_id, replan_id)).ended:
                return
            await anyio.sleep(min(_POLL_S, max(0.0, deadline - time.monotonic())))

    def think_ahead(self, found: Proposals) -> None:
        """Work out what becomes of the day when nobody decides, while the proposals are searched for."""
        self.viewer.present(found)
