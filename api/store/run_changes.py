"""Changes of a run inside an open transaction: the row and its line in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import Connection, func, select, update

from api.runs.records import EndedBy, Run, RunStatus
from api.store import rows
from api.store.journal import note
from api.store.tables import runs


def one(connection: Connection, run_id: str, *, lock: bool = False) -> Run:
    """A run; with ``lock`` nobody else changes it until the transaction ends. Raises ``KeyError``."""
    query = rows.SELECT_RUN.where(runs.c.run_id == run_id)
    row = connection.execute(query.with_for_update() if lock else query).mappings().one_or_none()
    if row is None:
        raise KeyError(run_id)
    return rows.run_of(row)


def change(
    connection: Connection, run: Run, values: Mapping[str, object], event: str, at: datetime, actor: str = "service"
) -> Run:
    """Change a run as ``actor`` wants it; its state after."""
    connection.execute(update(runs).where(runs.c.run_id == run.run_id).values(**values))
    changed = one(connection, run.run_id)
    note_run(connection, changed, event, {"status": changed.status, "ended_by": changed.ended_by}, at, actor)
    return changed


def end(
    connection: Connection,
    run: Run,
    status: RunStatus,
    by: EndedBy,
    at: datetime,
    extra: Mapping[str, object],
    actor: str = "service",
) -> Run:
    """End a run; its state after."""
    values = {"status": status, "ended_at": at, "ended_by": by, "owner": None, "lease_until": None, **extra}
    return change(connection, run, values, f"run.{status}", at, actor)


def requeue(connection: Connection, run: Run, at: datetime) -> Run:
    """Put a run back into the queue, or end it when that was asked for; its state after."""
    if run.cancel_requested:
        return end(connection, run, RunStatus.CANCELLED, EndedBy.CANCEL, at, {})
    values = {"status": RunStatus.QUEUED, "owner": None, "lease_until": None}
    return change(connection, run, values, "run.queued", at)


def note_run(
    connection: Connection, run: Run, event: str, payload: Mapping[str, object], at: datetime, actor: str = "service"
) -> None:
    """A line of the journal about a run."""
    note(
        connection,
        workshop_id=run.workshop_id,
        subject_id=run.run_id,
        type_=event,
        payload=payload,
        at=at,
        actor=actor,
    )


def now_of(connection: Connection) -> datetime:
    """The present instant by the clock of the database, the one that all its processes share."""
    found: datetime = connection.execute(select(func.now())).scalar_one()
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found
