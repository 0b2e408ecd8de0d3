"""JSON of a screen on a wall. What is not a field here is not shown."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.floor.board_resources import SpanResource
from api.hall.example import HALL
from api.hall.stages import Stage
from optimizer.visit import StepKind

Tail = Annotated[
    str,
    Field(description="End of the plate: four characters, more where two cars would read the same; never all of it."),
]


class HallStanding(StrEnum):
    """How a promise stands, as `GET …/risks` reckons it."""

    ON_TIME = "on_time"
    AT_RISK = "at_risk"
    LATE = "late"


class Presence(StrEnum):
    """Whether a technician is at work."""

    AT_WORK = "at_work"
    ON_BREAK = "on_break"
    AWAY = "away"  # by the set-up or by an event
    OFF = "off"  # before or after the shift


class HallCar(BaseModel):
    """A car that is in the house or comes today."""

    tail: Tail
    stage: Stage
    standing: Annotated[HallStanding | None, Field(description="Null: no promise, or it is ready.")] = None
    arrival: datetime
    promised: datetime | None = None
    bay: Annotated[str | None, Field(description="Name of the bay in which it is.")] = None


class HallJob(BaseModel):
    """What a technician does, or does next."""

    tail: Tail
    kind: StepKind
    work: Annotated[str, Field(description="Name of the operation in the catalogue, or its code.")]
    bay: str | None = None
    start: Annotated[datetime, Field(description="When it began, or is to begin.")]
    end: datetime
    promised: datetime | None = None
    standing: HallStanding | None = None


class HallTechnician(BaseModel):
    """A technician of today: what is under work, and the next job of today."""

    technician_id: str
    name: str
    presence: Presence
    now: HallJob | None = None
    next: HallJob | None = None


class HallResource(BaseModel):
    """What a wall may show, of one moment: no customer, no whole plate, nothing that was typed about a car."""

    model_config = ConfigDict(json_schema_extra={"example": HALL})

    object: Literal["hall"] = "hall"
    workshop_id: str
    workshop_name: str
    time_zone: str
    at: datetime
    date: date
    open_spans: Annotated[list[SpanResource], Field(description="Opening hours of today.")]
    technicians: list[HallTechnician]
    cars: Annotated[list[HallCar], Field(description="By promised time, those without a promise last.")]
