"""The end of a day as it is answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from api.contract.times import local
from api.replans import day_end_examples as examples
from api.replans.day_end_records import CarDecision, DayEnd, Left, LeftCar, Stands
from api.security.actors import ACTOR_NAME


class CarDecisionResource(BaseModel):
    """What was decided about a car."""

    carry_over: dt.date | None = None
    at: dt.datetime | None = None
    customer_told: bool
    stands: Stands | None = None
    note: str


class LeftCarResource(BaseModel):
    """A car that is left. `missing`: what its decision lacks; the day can be closed when nothing is missing."""

    appointment_id: str
    plate: str
    left: Left
    promised: dt.datetime | None = None
    steps: Annotated[list[str], Field(description="Steps that are not finished, in order.")]
    in_bay: Annotated[str | None, Field(description="Where the floor says that it stands.")] = None
    decision: CarDecisionResource | None = None
    missing: list[str]


class DayEndResource(BaseModel):
    """The end of a day."""

    model_config = ConfigDict(json_schema_extra={"example": examples.DAY_END})

    object: Literal["day_end"] = "day_end"
    workshop_id: str
    date: dt.date
    version: Annotated[int, Field(description="Grows with every change; also the `ETag`.")]
    can_close: bool
    closed_at: dt.datetime | None = None
    closed_by: str | None = None
    closed_by_name: Annotated[str | None, Field(description=ACTOR_NAME)] = None
    cars: list[LeftCarResource]


def day_end_resource(
    workshop_id: str, end: DayEnd, left: tuple[LeftCar, ...], zone: ZoneInfo, names: Mapping[str, str]
) -> DayEndResource:
    """The end of a day as JSON. ``names``: of actors."""
    return DayEndResource(
        workshop_id=workshop_id,
        date=end.date,
        version=end.version,
        can_close=end.closed_at is None and not any(one.missing for one in left),
        closed_at=None if end.closed_at is None else local(end.closed_at, zone),
        closed_by=None if end.closed_at is None else end.actor,
        closed_by_name=None if end.closed_at is None else names.get(end.actor, ""),
        cars=[_car(one, zone) for one in left],
    )


def _car(one: LeftCar, zone: ZoneInfo) -> LeftCarResource:
    visit = one.appointment.visit
    return LeftCarResource(
        appointment_id=one.appointment.appointment_id,
        plate=one.appointment.plate,
        left=one.left,
        promised=None if visit.promised is None else local(visit.promised, zone),
        steps=[step.step_id for step in one.steps],
        in_bay=visit.in_bay,
        decision=None if one.decision is None else _decision(one.decision, zone),
        missing=list(one.missing),
    )


def _decision(one: CarDecision, zone: ZoneInfo) -> CarDecisionResource:
    return CarDecisionResource(
        carry_over=one.carry_over,
        at=None if one.at is None else local(one.at, zone),
        customer_told=one.customer_told,
        stands=one.stands,
        note=one.note,
    )
