"""Overtime that was published is a fact of the day until it is over."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, select

from api.replans.records import ReplanState
from api.store.floor_tables import proposals, replans
from optimizer.goals import Goal


def agreed(connection: Connection, workshop_id: str, now: datetime) -> datetime | None:
    """Until when overtime is worked, by what was published; None when none is, or it is over at ``now``.

    The latest end counts: a plan published later without overtime takes back no word that people were given.
    """
    published = (replans.c.workshop_id == workshop_id, replans.c.state == ReplanState.PUBLISHED.value)
    joined = select(func.max(proposals.c.until)).join(
        replans,
        (replans.c.workshop_id == proposals.c.workshop_id) & (replans.c.published_run_id == proposals.c.run_id),
    )
    with_overtime = (proposals.c.goal == Goal.WITH_OVERTIME.value, proposals.c.until > now)
    return connection.execute(joined.where(*published, *with_overtime)).scalar_one_or_none()
