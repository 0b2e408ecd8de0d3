"""Appointments as the desk is answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from api.contract.times import local
from api.desk import examples
from api.desk.life import LifeAction, State, allowed
from api.desk.offers import PriorityResource, StepResource, step_resource
from api.desk.records import Appointment, Source, Transition
from optimizer.policy import PriorityClass


class AppointmentLinks(BaseModel):
    """Where the rest of an appointment is."""

    self: str
    life: str


class AppointmentResource(BaseModel):
    """An appointment: a customer's place in the plan, and where it is in its life."""

    model_config = ConfigDict(json_schema_extra={"example": examples.APPOINTMENT})

    id: str
    object: Literal["appointment"] = "appointment"
    workshop_id: str
    version: Annotated[int, Field(description="Grows with every change; also the `ETag`.")]
    plan_version: Annotated[int, Field(description="Version of the plan at which its place last changed.")]
    state: State
    allowed: Annotated[list[LifeAction], Field(description="What may happen to it next.")]
    source: Source
    arrival: datetime
    promised: datetime | None = None
    expires_at: Annotated[datetime | None, Field(description="Of a hold.")] = None
    arrived_at: Annotated[datetime | None, Field(description="When the car came.")] = None
    customer_ref: str
    plate: str
    priority: PriorityResource
    wish: Annotated[dict[str, JsonValue], Field(description="What was asked for, defaults left out.")]
    note: str
    advisor_id: str | None = None
    technician_ids: list[str]
    bay_ids: list[str]
    steps: Annotated[list[StepResource], Field(description="Its place; empty when it has none.")]
    created_at: datetime
    updated_at: datetime
    links: AppointmentLinks


class AppointmentPage(BaseModel):
    """Appointments in the order of their arrival."""

    model_config = ConfigDict(json_schema_extra={"example": examples.PAGE})

    items: list[AppointmentResource]
    next_cursor: Annotated[str | None, Field(description="Cursor of the next page; null on the last.")] = None


class TransitionResource(BaseModel):
    """One step of a life: what, from where to where, when and by whom."""

    version: int
    action: LifeAction
    state_before: State | None = None
    state_after: State
    at: datetime
    actor: str
    note: str


class LifeResource(BaseModel):
    """The life of an appointment so far, oldest step first."""

    model_config = ConfigDict(json_schema_extra={"example": examples.LIFE})

    items: list[TransitionResource]


class PlannedVisit(BaseModel):
    """A car that is in the workshop on a date, with all of its steps."""

    appointment_id: str
    state: State
    plate: str
    priority_class: PriorityClass
    arrival: datetime
    promised: datetime | None = None
    waits: bool
    steps: list[StepResource]


class DatePlanResource(BaseModel):
    """The plan of a date: every car with a step on it, in the order of arrival."""

    model_config = ConfigDict(json_schema_extra={"example": examples.PLAN})

    object: Literal["plan_of_date"] = "plan_of_date"
    workshop_id: str
    date: date
    plan_version: int
    visits: list[PlannedVisit]


def appointment_resource(one: Appointment, zone: ZoneInfo) -> AppointmentResource:
    """An appointment as JSON."""
    path = f"/v1/workshops/{one.workshop_id}/appointments/{one.appointment_id}"
    arrived = one.details.get("arrived_at")
    wish = one.details.get("wish")
    return AppointmentResource(
        id=one.appointment_id,
        workshop_id=one.workshop_id,
        version=one.version,
        plan_version=one.plan_version,
        state=one.state,
        allowed=list(allowed(one.state)),
        source=one.source,
        arrival=local(one.visit.arrival, zone),
        promised=_local(one.visit.promised, zone),
        expires_at=_local(one.expires_at, zone),
        arrived_at=local(datetime.fromisoformat(arrived), zone) if isinstance(arrived, str) else None,
        customer_ref=one.customer_ref,
        plate=one.plate,
        priority=PriorityResource(priority_class=one.visit.priority_class, reason=one.visit.priority_reason),
        wish=wish if isinstance(wish, dict) else {},
        note=str(one.details.get("note", "")),
        advisor_id=one.visit.advisor_id,
        technician_ids=sorted({name for step in one.assignments for name in step.technician_ids}),
        bay_ids=sorted({step.bay_id for step in one.assignments if step.bay_id is not None}),
        steps=[step_resource(step, zone) for step in one.assignments],
        created_at=local(one.created_at, zone),
        updated_at=local(one.updated_at, zone),
        links=AppointmentLinks(self=path, life=f"{path}/life"),
    )


def life_resource(steps: Sequence[Transition], zone: ZoneInfo) -> LifeResource:
    """A life as JSON."""
    return LifeResource(
        items=[
            TransitionResource(
                version=step.version,
                action=step.action,
                state_before=step.state_before,
                state_after=step.state_after,
                at=local(step.at, zone),
                actor=step.actor,
                note=step.note,
            )
            for step in steps
        ]
    )


def planned_visit(one: Appointment, zone: ZoneInfo) -> PlannedVisit:
    """A car of a date's plan as JSON."""
    return PlannedVisit(
        appointment_id=one.appointment_id,
        state=one.state,
        plate=one.plate,
        priority_class=one.visit.priority_class,
        arrival=local(one.visit.arrival, zone),
        promised=_local(one.visit.promised, zone),
        waits=one.visit.waits,
        steps=[step_resource(step, zone) for step in one.assignments],
    )


def _local(at: datetime | None, zone: ZoneInfo) -> datetime | None:
    return None if at is None else local(at, zone)
