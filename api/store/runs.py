"""Reads and writes runs. Each method is one transaction; each change also writes the journal."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select, update

from api.runs.records import EndedBy, NewRun, Run, RunOptions, RunProgress, RunStatus
from api.store import rows
from api.store.database import Database
from api.store.journal import note
from api.store.tables import runs


def new_run_id() -> str:
    """A fresh id that nobody can guess."""
    return f"run_{secrets.token_hex(12)}"


class RunStore:
    """Runs in one database. ``clock`` tells the instant written beside each change."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = database
        self._clock = clock

    def create(self, new: NewRun) -> Run:
        """Accept a run."""
        return self._database.transact(lambda connection: self.add(connection, new))

    def add(self, connection: Connection, new: NewRun) -> Run:
        """Accept a run in an open transaction."""
        connection.execute(insert(runs).values(created_at=self._clock(), **rows.values_of(new)))
        self._note(connection, new.run_id, "run.queued", {"status": RunStatus.QUEUED})
        return _one(connection, new.run_id)

    def start(self, run_id: str) -> tuple[str, RunOptions] | None:
        """Take a queued run for planning: its day and options; None when it is no longer queued."""
        with self._database.write() as connection:
            run = _one(connection, run_id)
            if run.status is not RunStatus.QUEUED:
                return None
            values = {"status": RunStatus.RUNNING, "started_at": self._clock(), "attempts": run.attempts + 1}
            self._change(connection, run_id, values, "run.running")
            day = connection.execute(select(runs.c.day).where(runs.c.run_id == run_id)).scalar_one()
            return day, run.options

    def progress(self, run_id: str, progress: RunProgress) -> None:
        """Write how far the search is."""
        with self._database.write() as connection:
            figures = progress.as_dict()
            connection.execute(update(runs).where(runs.c.run_id == run_id).values(progress=figures))
            self._note(connection, run_id, "run.progress", figures)

    def request_cancel(self, run_id: str) -> Run:
        """Ask for the end of a run; a queued one ends here. Raises ``KeyError`` for an unknown id."""
        with self._database.write() as connection:
            run = _one(connection, run_id)
            if run.status is RunStatus.QUEUED:
                self._end(connection, run_id, RunStatus.CANCELLED, EndedBy.CANCEL, {"cancel_requested": True})
            elif not run.status.ended and not run.cancel_requested:
                self._change(connection, run_id, {"cancel_requested": True}, "run.cancel_requested")
            return _one(connection, run_id)

    def finish(self, run_id: str, plan: str, *, stopped: bool = False) -> Run:
        """End a run with its plan (JSON text). ``stopped``: the search was told to end.

        Cancelled when that was asked for; otherwise succeeded, by a shutdown of the service if stopped.
        """
        with self._database.write() as connection:
            status, by = RunStatus.SUCCEEDED, EndedBy.SHUTDOWN if stopped else EndedBy.SEARCH
            if _one(connection, run_id).cancel_requested:
                status, by = RunStatus.CANCELLED, EndedBy.CANCEL
            self._end(connection, run_id, status, by, {"plan": plan})
            return _one(connection, run_id)

    def fail(self, run_id: str, problem: Mapping[str, object]) -> Run:
        """End a run with a problem document and no plan."""
        with self._database.write() as connection:
            self._end(connection, run_id, RunStatus.FAILED, EndedBy.ERROR, {"problem": dict(problem)})
            return _one(connection, run_id)

    def requeue(self, run_id: str) -> None:
        """Put a run that lost its process back into the queue."""
        with self._database.write() as connection:
            self._change(connection, run_id, {"status": RunStatus.QUEUED}, "run.queued")

    def unfinished(self) -> Sequence[Run]:
        """Runs that have not ended, oldest first."""
        open_states = [status for status in RunStatus if not status.ended]
        with self._database.read() as connection:
            query = rows.SELECT_RUN.where(runs.c.status.in_(open_states)).order_by(runs.c.seq)
            return [rows.run_of(row) for row in connection.execute(query).mappings()]

    def get(self, run_id: str) -> Run:
        """One run. Raises ``KeyError`` for an unknown id."""
        with self._database.read() as connection:
            return _one(connection, run_id)

    def plan(self, run_id: str) -> str | None:
        """The plan of a run as JSON text, None while there is none. Raises ``KeyError`` for an unknown id."""
        with self._database.read() as connection:
            found = connection.execute(select(runs.c.plan).where(runs.c.run_id == run_id)).one_or_none()
        if found is None:
            raise KeyError(run_id)
        plan: str | None = found.plan
        return plan

    def page(self, *, before: int | None, limit: int) -> Sequence[Run]:
        """At most ``limit`` runs, newest first, of those older than sequence number ``before``."""
        query = rows.SELECT_RUN.order_by(runs.c.seq.desc()).limit(limit)
        if before is not None:
            query = query.where(runs.c.seq < before)
        with self._database.read() as connection:
            return [rows.run_of(row) for row in connection.execute(query).mappings()]

    def latest_with_plan(self) -> Run | None:
        """The newest run that has a plan."""
        query = rows.SELECT_RUN.where(runs.c.plan.is_not(None)).order_by(runs.c.seq.desc()).limit(1)
        with self._database.read() as connection:
            row = connection.execute(query).mappings().one_or_none()
        return None if row is None else rows.run_of(row)

    def _end(
        self, connection: Connection, run_id: str, status: RunStatus, by: EndedBy, extra: Mapping[str, object]
    ) -> None:
        values = {"status": status, "ended_at": self._clock(), "ended_by": by, **extra}
        self._change(connection, run_id, values, f"run.{status}")

    def _change(self, connection: Connection, run_id: str, values: Mapping[str, object], event: str) -> None:
        connection.execute(update(runs).where(runs.c.run_id == run_id).values(**values))
        run = _one(connection, run_id)
        self._note(connection, run_id, event, {"status": run.status, "ended_by": run.ended_by})

    def _note(self, connection: Connection, run_id: str, event: str, payload: Mapping[str, object]) -> None:
        workshop_id = connection.execute(select(runs.c.workshop_id).where(runs.c.run_id == run_id)).scalar_one()
        note(
            connection,
            workshop_id=workshop_id,
            subject_id=run_id,
            type_=event,
            payload=payload,
            at=self._clock(),
        )


def _one(connection: Connection, run_id: str) -> Run:
    row = connection.execute(rows.SELECT_RUN.where(runs.c.run_id == run_id)).mappings().one_or_none()
    if row is None:
        raise KeyError(run_id)
    return rows.run_of(row)
