"""Whether what a re-plan was asked of is still so."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from api.desk import rows as desk_rows
from api.floor.rows import versions_of
from api.replans.records import Replan, ReplanState
from optimizer.day import Day

Changed = Literal["setup", "floor", "plan"]


def stale_because(connection: Connection, found: Replan, day: Day) -> Changed | None:
    """What has changed since a re-plan was asked: ``setup``, ``floor`` or ``plan``; None when nothing has, and of one
    that was published or discarded.

    The plan has changed when a car of the day, or one that is there on it now, has another place: bookings for later
    days do not count.
    """
    if found.state in (ReplanState.PUBLISHED, ReplanState.DISCARDED):
        return None
    present, asked = versions_of(connection, found.workshop_id), found.asked_of
    if present.setup != asked.setup_version:
        return "setup"
    if present.floor != asked.floor_version:
        return "floor"
    if present.plan != asked.plan_version and _moved(connection, found, day):
        return "plan"
    return None


def _moved(connection: Connection, found: Replan, day: Day) -> bool:
    known = {visit.visit_id for visit in day.visits}
    end = _end(day)
    changed = desk_rows.changed_since(connection, found.workshop_id, found.asked_of.plan_version)
    return any(
        one.appointment_id in known or (one.in_plan and min(step.start for step in one.assignments) < end)
        for one in changed
    )


def _end(day: Day) -> datetime:
    return max((span.end for span in day.workshop.open_spans), default=day.now)
