"""Between rows of `replans` and `proposals` and their records."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, RowMapping, Select, insert, select, update

from api.replans.records import AskedOf, ProposalRun, Proposals, Replan, ReplanState, Trigger, Wanted
from api.store import rows as run_rows
from api.store.floor_tables import proposals, replans
from api.store.tables import runs
from optimizer.changes import Cause
from optimizer.goals import Goal

WANTED = TypeAdapter(tuple[Wanted, ...])
CAUSES = TypeAdapter(tuple[Cause, ...])


class UnknownReplanError(KeyError):
    """There is no re-plan of this id in the workshop."""


def new_replan_id() -> str:
    """A fresh id that nobody can guess."""
    return f"rpl_{secrets.token_hex(12)}"


def insert_replan(connection: Connection, new: Replan, its: Sequence[ProposalRun]) -> Replan:
    """A new row, with the proposals in their order; its number is set here."""
    key = connection.execute(insert(replans).values(**_values(new))).inserted_primary_key
    assert key is not None
    for position, one in enumerate(its):
        values = {"workshop_id": new.workshop_id, "replan_id": new.replan_id, "run_id": one.run_id}
        told = {"position": position, "goal": one.goal.value, "until": one.until}
        connection.execute(insert(proposals).values(**values, **told))
    return replace(new, seq=int(key[0]))


def replan(connection: Connection, workshop_id: str, replan_id: str) -> Replan:
    """One re-plan. Raises ``UnknownReplanError``."""
    row = connection.execute(_of(workshop_id).where(replans.c.replan_id == replan_id)).mappings().one_or_none()
    if row is None:
        raise UnknownReplanError(replan_id)
    return _replan(row)


def with_proposals(connection: Connection, found: Replan) -> Proposals:
    """A re-plan with its proposals and their runs."""
    query = select(proposals).where(
        proposals.c.workshop_id == found.workshop_id, proposals.c.replan_id == found.replan_id
    )
    rows = connection.execute(query.order_by(proposals.c.position)).mappings().all()
    chosen = run_rows.SELECT_RUN.where(runs.c.run_id.in_([row["run_id"] for row in rows]))
    by_id = {row["run_id"]: run_rows.run_of(row) for row in connection.execute(chosen).mappings()}
    return Proposals(
        replan=found,
        proposals=tuple(ProposalRun(run_id=row["run_id"], goal=Goal(row["goal"]), until=row["until"]) for row in rows),
        runs=[by_id[row["run_id"]] for row in rows],
    )


def page(
    connection: Connection,
    workshop_id: str,
    *,
    states: Sequence[ReplanState] = (),
    before: int | None = None,
    limit: int,
) -> Sequence[Replan]:
    """Re-plans, newest first, of those older than the row ``before``."""
    query = _of(workshop_id)
    if states:
        query = query.where(replans.c.state.in_([one.value for one in states]))
    if before is not None:
        query = query.where(replans.c.seq < before)
    return [_replan(row) for row in connection.execute(query.order_by(replans.c.seq.desc()).limit(limit)).mappings()]


def newest(connection: Connection, workshop_id: str, trigger: Trigger | None = None) -> Replan | None:
    """The newest re-plan of the day as it is, or the newest one asked so: what only supposes is left out."""
    query = _of(workshop_id).where(replans.c.supposes.is_(False))
    if trigger is not None:
        query = query.where(replans.c.trigger == trigger.value)
    row = connection.execute(query.order_by(replans.c.seq.desc()).limit(1)).mappings().one_or_none()
    return None if row is None else _replan(row)


def last_published(connection: Connection, workshop_id: str) -> Replan | None:
    """The re-plan that was published last."""
    published = replans.c.state == ReplanState.PUBLISHED.value
    query = _of(workshop_id).where(published).order_by(replans.c.closed_at.desc(), replans.c.seq.desc()).limit(1)
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else _replan(row)


def open_replans(connection: Connection) -> Sequence[Replan]:
    """Open re-plans of all workshops, oldest first."""
    query = select(replans).where(replans.c.state == ReplanState.OPEN.value)
    return [_replan(row) for row in connection.execute(query.order_by(replans.c.seq)).mappings()]


def mark_proposed(connection: Connection, found: Replan, at: datetime) -> Replan:
    """All of its runs have ended."""
    return _update(connection, replace(found, proposed_at=at))


def close(connection: Connection, found: Replan, state: ReplanState, at: datetime, run_id: str | None = None) -> Replan:
    """The end of a re-plan. ``run_id``: the proposal that is published."""
    return _update(connection, replace(found, state=state, closed_at=at, published_run_id=run_id))


def _update(connection: Connection, changed: Replan) -> Replan:
    chosen = (replans.c.workshop_id == changed.workshop_id, replans.c.replan_id == changed.replan_id)
    connection.execute(update(replans).where(*chosen).values(**_values(changed)))
    return changed


def _of(workshop_id: str) -> Select[tuple[object, ...]]:
    return select(replans).where(replans.c.workshop_id == workshop_id)


def _values(one: Replan) -> dict[str, object]:
    return {
        "workshop_id": one.workshop_id,
        "replan_id": one.replan_id,
        "state": one.state.value,
        "trigger": one.trigger.value,
        "setup_version": one.asked_of.setup_version,
        "plan_version": one.asked_of.plan_version,
        "floor_version": one.asked_of.floor_version,
        "event_seq": one.asked_of.event_seq,
        "decisions": WANTED.dump_python(one.decisions, mode="json"),
        "causes": CAUSES.dump_python(one.causes, mode="json"),
        "supposes": bool(one.what_if),
        "what_if": list(one.what_if),
        "actor": one.actor,
        "created_at": one.created_at,
        "proposed_at": one.proposed_at,
        "closed_at": one.closed_at,
        "published_run_id": one.published_run_id,
    }


def _replan(row: RowMapping) -> Replan:
    return Replan(
        seq=row["seq"],
        workshop_id=row["workshop_id"],
        replan_id=row["replan_id"],
        state=ReplanState(row["state"]),
        trigger=Trigger(row["trigger"]),
        asked_of=AskedOf(
            setup_version=row["setup_version"],
            plan_version=row["plan_version"],
            floor_version=row["floor_version"],
            event_seq=row["event_seq"],
        ),
        decisions=WANTED.validate_python(row["decisions"]),
        causes=CAUSES.validate_python(row["causes"]),
        what_if=tuple(row["what_if"]),
        actor=row["actor"],
        created_at=row["created_at"],
        proposed_at=row["proposed_at"],
        closed_at=row["closed_at"],
        published_run_id=row["published_run_id"],
    )
