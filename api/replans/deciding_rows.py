"""Decisions that are taken and that end, with their lines in the journal, in an open transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from api.replans import decision_rows
from api.replans.decision_records import Decision
from api.replans.records import Wanted
from api.store.journal import note


def take(connection: Connection, workshop_id: str, wanted: Wanted, actor: str, now: datetime) -> Decision:
    """A decision holds from now on; the workshop is locked."""
    made = decision_rows.insert_decision(
        connection, workshop_id, wanted.decided, reason=wanted.reason, actor=actor, at=now
    )
    _tell(connection, made, "decision.made", actor, now)
    return made


def end(connection: Connection, workshop_id: str, decision_id: str, actor: str, now: datetime) -> Decision:
    """A decision holds no longer; one that has ended before stays as it is. Raises ``UnknownDecisionError``."""
    found = decision_rows.decision(connection, workshop_id, decision_id)
    if found.ended_at is None:
        decision_rows.end_decision(connection, workshop_id, decision_id, now)
        _tell(connection, found, "decision.ended", actor, now)
    return decision_rows.decision(connection, workshop_id, decision_id)


def _tell(connection: Connection, one: Decision, event: str, actor: str, now: datetime) -> None:
    note(
        connection,
        workshop_id=one.workshop_id,
        subject_id=one.decision_id,
        type_=event,
        payload={"kind": one.decided.kind.value, "steps": list(one.decided.step_ids)},
        at=now,
        actor=actor,
    )
