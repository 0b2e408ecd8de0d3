"""The end of a re-plan that is not published."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from api.replans import rows
from api.replans.records import Replan, ReplanState
from api.store.journal import note


def close(connection: Connection, found: Replan, state: ReplanState, at: datetime, actor: str) -> Replan:
    """Close an open re-plan, as discarded or stale, in an open transaction; one that is closed stays as it is."""
    if found.state is not ReplanState.OPEN:
        return found
    note(
        connection,
        workshop_id=found.workshop_id,
        subject_id=found.replan_id,
        type_="replan.discarded",
        payload={"because": state.value},
        at=at,
        actor=actor,
    )
    return rows.close(connection, found, state, at)
