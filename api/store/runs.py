"""Reads and writes runs. Each method is one transaction; each change also writes the journal.

A run is planned by one process. It owns the run for the time of a lease, which it renews while it lives (`renew`);
a run whose lease has run out is taken back by whoever looks first (`take_back`), and what its former owner still
writes is refused. A store that only one process can have open needs no leases: other owners are dead.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, insert, select, true, update

from api.runs.records import EndedBy, NewRun, Run, RunOptions, RunProgress, RunStatus
from api.store import rows
from api.store.database import Database
from api.store.run_changes import change, end, note_run, now_of, one, requeue
from api.store.tables import runs

LEASE = timedelta(seconds=15)


class RunLostError(RuntimeError):
    """This process no longer owns the run: its lease has run out and the run was taken back."""


def new_run_id() -> str:
    """A fresh id that nobody can guess."""
    return f"run_{secrets.token_hex(12)}"


class RunStore:
    """Runs in one database. ``clock`` tells the instant written beside each change.

    ``owner``: this process, among those that plan runs of the database; ``lease``: how long it may be silent.
    """

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        *,
        owner: str | None = None,
        lease: timedelta = LEASE,
    ) -> None:
        self._database = database
        self._clock = clock
        self._owner = owner or f"own_{secrets.token_hex(12)}"
        self._lease = lease

    def create(self, new: NewRun) -> Run:
        """Accept a run."""
        return self._database.transact(lambda connection: self.add(connection, new))

    def add(self, connection: Connection, new: NewRun, actor: str = "service") -> Run:
        """Accept a run that ``actor`` sent, in an open transaction."""
        now = self._clock()
        connection.execute(insert(runs).values(created_at=now, **rows.values_of(new)))
        run = one(connection, new.run_id)
        note_run(connection, run, "run.queued", {"status": RunStatus.QUEUED}, now, actor)
        return run

    def start(self, run_id: str) -> tuple[str, RunOptions] | None:
        """Take a queued run for planning: its day and options; None when it is no longer queued."""

        def take(connection: Connection) -> tuple[str, RunOptions] | None:
            run = one(connection, run_id, lock=True)
            if run.status is not RunStatus.QUEUED:
                return None
            now = self._clock()
            lease = {"owner": self._owner, "lease_until": now_of(connection) + self._lease}
            values = {"status": RunStatus.RUNNING, "started_at": now, "attempts": run.attempts + 1, **lease}
            change(connection, run, values, "run.running", now)
            day = connection.execute(select(runs.c.day).where(runs.c.run_id == run_id)).scalar_one()
            return day, run.options

        return self._database.transact(take)

    def progress(self, run_id: str, progress: RunProgress) -> None:
        """Write how far the search is. Raises ``RunLostError``."""

        def write(connection: Connection) -> None:
            run = self._mine(connection, run_id)
            figures = progress.as_dict()
            connection.execute(update(runs).where(runs.c.run_id == run_id).values(progress=figures))
            note_run(connection, run, "run.progress", figures, self._clock())

        self._database.transact(write)

    def request_cancel(self, run_id: str, actor: str = "service") -> Run:
        """Ask for the end of a run; a queued one ends here. Raises ``KeyError`` for an unknown id."""

        def ask(connection: Connection) -> Run:
            run = one(connection, run_id, lock=True)
            asked = {"cancel_requested": True}
            if run.status is RunStatus.QUEUED:
                return end(connection, run, RunStatus.CANCELLED, EndedBy.CANCEL, self._clock(), asked, actor)
            if run.status.ended or run.cancel_requested:
                return run
            return change(connection, run, asked, "run.cancel_requested", self._clock(), actor)

        return self._database.transact(ask)

    def finish(self, run_id: str, plan: str, *, stopped: bool = False) -> Run:
        """End a run with its plan (JSON text). ``stopped``: the search was told to end. Raises ``RunLostError``.

        Cancelled when that was asked for; otherwise succeeded, by a shutdown of the service if stopped.
        """

        def write(connection: Connection) -> Run:
            run = self._mine(connection, run_id)
            status, by = RunStatus.SUCCEEDED, EndedBy.SHUTDOWN if stopped else EndedBy.SEARCH
            if run.cancel_requested:
                status, by = RunStatus.CANCELLED, EndedBy.CANCEL
            return end(connection, run, status, by, self._clock(), {"plan": plan})

        return self._database.transact(write)

    def fail(self, run_id: str, problem: Mapping[str, object]) -> Run:
        """End a run with a problem document and no plan. Raises ``RunLostError``."""

        def write(connection: Connection) -> Run:
            run = self._mine(connection, run_id)
            extra = {"problem": dict(problem)}
            return end(connection, run, RunStatus.FAILED, EndedBy.ERROR, self._clock(), extra)

        return self._database.transact(write)

    def requeue(self, run_id: str) -> Run:
        """Put a run back into the queue, or end it when that was asked for. Raises ``RunLostError``."""
        return self._database.transact(
            lambda connection: requeue(connection, self._mine(connection, run_id), self._clock())
        )

    def renew(self, run_ids: Collection[str]) -> Mapping[str, bool]:
        """Ask for more time for runs under way: those that this process still owns, and whether each is to end."""
        if not run_ids:
            return {}

        def write(connection: Connection) -> Mapping[str, bool]:
            is_mine = (runs.c.status == RunStatus.RUNNING) & (runs.c.owner == self._owner) & runs.c.run_id.in_(run_ids)
            until = now_of(connection) + self._lease
            renewed = update(runs).where(is_mine).values(lease_until=until)
            found = connection.execute(renewed.returning(runs.c.run_id, runs.c.cancel_requested))
            return {row.run_id: row.cancel_requested for row in found}

        return self._database.transact(write)

    def take_back(self, give_up: Callable[[Run], Mapping[str, object] | None]) -> Sequence[Run]:
        """Queue the runs again whose process is gone; end those for which ``give_up`` has a problem document."""

        def write(connection: Connection) -> Sequence[Run]:
            # What another process takes back at this moment is left to it.
            query = rows.SELECT_RUN.where(self._is_lost(connection)).order_by(runs.c.seq)
            found = connection.execute(query.with_for_update(skip_locked=True)).mappings().all()
            return [self._take_back(connection, rows.run_of(row), give_up) for row in found]

        with self._database.read() as connection:
            if connection.execute(select(runs.c.seq).where(self._is_lost(connection)).limit(1)).first() is None:
                return []
        return self._database.transact(write)

    def queued(self) -> Sequence[str]:
        """Ids of runs that wait, oldest first."""
        query = select(runs.c.run_id).where(runs.c.status == RunStatus.QUEUED).order_by(runs.c.seq)
        with self._database.read() as connection:
            return connection.execute(query).scalars().all()

    def get(self, run_id: str) -> Run:
        """One run. Raises ``KeyError`` for an unknown id."""
        with self._database.read() as connection:
            return one(connection, run_id)

    def plan(self, run_id: str) -> str | None:
        """The plan of a run as JSON text, None while there is none. Raises ``KeyError`` for an unknown id."""
        with self._database.read() as connection:
            found = connection.execute(select(runs.c.plan).where(runs.c.run_id == run_id)).one_or_none()
        if found is None:
            raise KeyError(run_id)
        plan: str | None = found.plan
        return plan

    def documents(self, run_id: str) -> tuple[str, str | None]:
        """The day and, when there is one, the plan of a run as they are stored. Raises ``KeyError``."""
        with self._database.read() as connection:
            query = select(runs.c.day, runs.c.plan).where(runs.c.run_id == run_id)
            found = connection.execute(query).one_or_none()
        if found is None:
            raise KeyError(run_id)
        return found.day, found.plan

    def page(self, *, before: int | None, limit: int, workshop_id: str | None = None) -> Sequence[Run]:
        """At most ``limit`` runs of a workshop (None: all), newest first, of those older than ``before``."""
        query = rows.SELECT_RUN.where(_is_of(workshop_id)).order_by(runs.c.seq.desc()).limit(limit)
        if before is not None:
            query = query.where(runs.c.seq < before)
        with self._database.read() as connection:
            return [rows.run_of(row) for row in connection.execute(query).mappings()]

    def latest_with_plan(self, workshop_id: str | None = None) -> Run | None:
        """The newest run of a workshop (None: of all) that has a plan and is no proposal of a re-plan."""
        has_plan = runs.c.plan.is_not(None) & runs.c.goal.is_(None)
        query = rows.SELECT_RUN.where(_is_of(workshop_id), has_plan).order_by(runs.c.seq.desc()).limit(1)
        with self._database.read() as connection:
            row = connection.execute(query).mappings().one_or_none()
        return None if row is None else rows.run_of(row)

    def _mine(self, connection: Connection, run_id: str) -> Run:
        run = one(connection, run_id, lock=True)
        owner = connection.execute(select(runs.c.owner).where(runs.c.run_id == run_id)).scalar_one()
        if owner != self._owner or run.status is not RunStatus.RUNNING:
            raise RunLostError(run_id)
        return run

    def _is_lost(self, connection: Connection) -> ColumnElement[bool]:
        if self._database.alone:
            is_left = runs.c.owner.is_distinct_from(self._owner)
        else:
            is_left = runs.c.lease_until.is_(None) | (runs.c.lease_until < now_of(connection))
        return (runs.c.status == RunStatus.RUNNING) & is_left

    def _take_back(
        self, connection: Connection, run: Run, give_up: Callable[[Run], Mapping[str, object] | None]
    ) -> Run:
        problem = None if run.cancel_requested else give_up(run)
        if problem is None:
            return requeue(connection, run, self._clock())
        return end(connection, run, RunStatus.FAILED, EndedBy.ERROR, self._clock(), {"problem": dict(problem)})


def _is_of(workshop_id: str | None) -> ColumnElement[bool]:
    return true() if workshop_id is None else runs.c.workshop_id == workshop_id
