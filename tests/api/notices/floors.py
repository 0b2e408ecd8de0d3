"""A floor on which something goes wrong, and a plan that is published after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from api.desk import rows
from api.desk.changes import Changes
from api.desk.life import LifeAction
from api.floor.day import floor_day
from api.notices.publishing import publish_notices
from api.notices.records import StoredNotice
from optimizer.changes import Cause, changes
from optimizer.plan_day import plan_day
from optimizer.visit import StepStatus
from tests.api.desk.desks import DeskClient, Json
from tests.api.floor.floors import told, workshop_of

__all__ = ["booked", "clock", "publish", "works", "workshop_of"]


def booked(desk: DeskClient, **wish: object) -> Json:
    """An oil change of today, the first offer."""
    offers = desk.offers(**{"must": {"dates": ["2026-03-02"]}, "lead_minutes": 0, **wish})
    found: Json = desk.take(offers[0]).json()
    return found


def works(desk: DeskClient, one: Json, minutes: int) -> None:
    """The car is being worked on since its planned start, with so many minutes to go from now on."""
    step = {each["kind"]: each for each in one["steps"]}
    begun = desk.get("/events", appointment_id=one["id"]).json()["items"]
    start: list[Json] = [
        {"type": "car_arrived", "appointment_id": one["id"], "at": one["arrival"]},
        {"type": "step_started", "step_id": step["reception"]["step_id"], "at": step["reception"]["start"]},
        {"type": "step_finished", "step_id": step["reception"]["step_id"], "at": step["reception"]["end"]},
        {"type": "step_started", "step_id": step["work"]["step_id"], "at": step["work"]["start"]},
    ]
    estimate = {"type": "step_estimated", "step_id": step["work"]["step_id"], "remaining_minutes": minutes}
    told(desk, *([] if begun else start), estimate)


def publish(desk: DeskClient, *causes: Cause, replan_id: str = "rpl_1") -> Sequence[StoredNotice]:
    """Publish the plan of the day as it stands."""

    def write(connection: Connection) -> Sequence[StoredNotice]:
        versions = rows.lock_workshop(connection, workshop_of(desk))
        day = floor_day(connection, workshop_of(desk), desk.clock.now)
        assert day.day.published is not None
        plan = plan_day(day.day, time_limit_s=0.02, deterministic=True)
        found = changes(day.day, day.day.published, plan, causes)
        made = publish_notices(connection, day, plan, found, replan_id, desk.clock.now, "test")
        writer = Changes(connection, workshop_of(desk), versions, desk.clock.now, "test")
        for one in day.appointments.values():
            over = {step.step_id for step in one.visit.progress if step.status is StepStatus.FINISHED}
            kept = tuple(step for step in one.assignments if step.step_id in over)
            planned = tuple(step for step in plan.assignments if step.visit_id == one.appointment_id)
            if (*kept, *planned) != one.assignments:
                writer.apply(one, LifeAction.REPLAN, replace(one, assignments=(*kept, *planned)))
        return made

    return desk.services.database.transact(write)


def clock(text: object) -> str:
    """The time of day of an answer's instant."""
    return datetime.fromisoformat(str(text)).strftime("%H:%M")
