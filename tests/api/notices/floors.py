"""A floor on which something goes wrong, and a plan that is published after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from api.desk import rows
from api.desk.changes import Changes
from api.desk.life import LifeAction
from api.floor.day import floor_day
from api.notices.publishing import publish_notices
from api.notices.records import StoredNotice
from optimizer.changes import Cause, changes
from optimizer.plan_day import plan_day
from optimizer.visit import StepProgress, StepStatus
from tests.api.desk.desks import DeskClient, Json


def workshop_of(desk: DeskClient) -> str:
    """Its id."""
    return desk.path.rsplit("/", 1)[-1]


def booked(desk: DeskClient, **wish: object) -> Json:
    """An oil change of today, the first offer."""
    offers = desk.offers(**{"must": {"dates": ["2026-03-02"]}, "lead_minutes": 0, **wish})
    found: Json = desk.take(offers[0]).json()
    return found


def works(desk: DeskClient, one: Json, minutes: int) -> None:
    """The car is being worked on since its planned start, with so many minutes to go from now on."""

    def write(connection: Connection) -> None:
        versions = rows.lock_workshop(connection, workshop_of(desk))
        before = rows.appointment(connection, workshop_of(desk), one["id"])
        done = next(step for step in before.assignments if step.kind == "reception")
        work = next(step for step in before.assignments if step.kind == "work")
        progress = (
            StepProgress(
                step_id=done.step_id,
                status=StepStatus.FINISHED,
                started_at=done.start,
                finished_at=done.end,
                unit_id=done.unit_id,
            ),
            StepProgress(
                step_id=work.step_id,
                status=StepStatus.RUNNING,
                started_at=work.start,
                technician_ids=work.technician_ids,
                bay_id=work.bay_id,
                remaining_minutes=minutes,
            ),
        )
        Changes(connection, workshop_of(desk), versions, desk.clock.now, "test").apply(
            before, LifeAction.CHANGE, replace(before, visit=replace(before.visit, progress=progress))
        )

    desk.services.database.transact(write)


def publish(desk: DeskClient, *causes: Cause, replan_id: str = "rpl_1") -> Sequence[StoredNotice]:
    """Publish the plan of the day as it stands."""

    def write(connection: Connection) -> Sequence[StoredNotice]:
        versions = rows.lock_workshop(connection, workshop_of(desk))
        day = floor_day(connection, workshop_of(desk), desk.clock.now)
        assert day.day.published is not None
        plan = plan_day(day.day, time_limit_s=0.02, deterministic=True)
        found = changes(day.day, day.day.published, plan, causes)
        told = publish_notices(connection, day, plan, found, replan_id, desk.clock.now, "test")
        writer = Changes(connection, workshop_of(desk), versions, desk.clock.now, "test")
        for one in day.appointments.values():
            over = {step.step_id for step in one.visit.progress if step.status is StepStatus.FINISHED}
            kept = tuple(step for step in one.assignments if step.step_id in over)
            planned = tuple(step for step in plan.assignments if step.visit_id == one.appointment_id)
            if (*kept, *planned) != one.assignments:
                writer.apply(one, LifeAction.REPLAN, replace(one, assignments=(*kept, *planned)))
        return told

    return desk.services.database.transact(write)


def clock(text: object) -> str:
    """The time of day of an answer's instant."""
    return datetime.fromisoformat(str(text)).strftime("%H:%M")


def later(text: object, minutes: int) -> str:
    """An answer's instant, so many minutes later."""
    return (datetime.fromisoformat(str(text)) + timedelta(minutes=minutes)).isoformat()
