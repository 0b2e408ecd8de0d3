"""The floor in one answer, for boards."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from api.desk.life import State
from api.floor import board_example
from optimizer.policy import PriorityClass
from optimizer.visit import Interruption, StepKind, StepStatus
from optimizer.workshop import StationKind
from scenarios.events.records import Answer, Away


class SpanResource(BaseModel):
    """A half-open span of time."""

    start: datetime
    end: datetime


class AwayResource(SpanResource):
    """When a technician is not there, by an event."""

    why: Away
    event_id: str


class ClosedResource(SpanResource):
    """When a bay, or a tool of it, cannot be used, by an event."""

    capability: Annotated[str | None, Field(description="The tool that is down; null: the bay.")] = None
    event_id: str


class FloorTechnician(BaseModel):
    """A technician on the days shown."""

    technician_id: str
    name: str
    skills: list[str]
    shifts: list[SpanResource]
    breaks: list[SpanResource]
    absences: Annotated[list[SpanResource], Field(description="Of the set-up and by events.")]
    overtime: list[SpanResource]
    away: list[AwayResource]


class FloorAdvisor(BaseModel):
    """A service advisor on the days shown."""

    advisor_id: str
    name: str
    shifts: list[SpanResource]
    breaks: list[SpanResource]
    absences: list[SpanResource]


class FloorBay(BaseModel):
    """A bay."""

    bay_id: str
    name: str
    capabilities: list[str]
    outages: Annotated[list[SpanResource], Field(description="Of the set-up and by events.")]
    closed: list[ClosedResource]


class FloorStation(BaseModel):
    """Places of a station."""

    kind: StationKind
    unit_ids: list[str]


class PlaceResource(BaseModel):
    """Where a step is in the plan."""

    start: datetime
    end: datetime
    technician_ids: list[str]
    bay_id: str | None = None
    unit_id: str | None = None
    overtime: bool
    frozen: Annotated[bool, Field(description="It starts within the frozen window and was not released.")]


class ProgressResource(BaseModel):
    """What has happened to a step."""

    status: StepStatus
    started_at: datetime
    finished_at: datetime | None = None
    technician_ids: list[str]
    bay_id: str | None = None
    unit_id: str | None = None
    remaining_minutes: int | None = None
    remaining_frt_hours: float | None = None
    code: Interruption | None = None
    reason: str = ""
    resume_at: datetime | None = None


class FloorStep(BaseModel):
    """A step of a car."""

    step_id: str
    kind: StepKind
    operation_code: str | None = None
    name: str
    frt_hours: float
    place: Annotated[PlaceResource | None, Field(description="In the plan; null: it has none.")] = None
    progress: Annotated[ProgressResource | None, Field(description="Null: it has not started.")] = None


class FoundResource(BaseModel):
    """Additional work that was found."""

    event_id: str
    operation_codes: list[str]
    frt_hours: float
    authorise: bool
    answer: Annotated[Answer | None, Field(description="Null: none yet.")] = None
    answer_by: datetime | None = None
    reason: str


class FloorCar(BaseModel):
    """A car in the house, or to come on the days shown."""

    appointment_id: str
    version: int
    state: State
    plate: str
    priority_class: PriorityClass
    priority_reason: str
    arrival: datetime
    arrived_at: datetime | None = None
    promised: datetime | None = None
    waits: bool
    loan_car: bool
    in_bay: Annotated[str | None, Field(description="Where it stands while nobody works on it.")] = None
    steps: list[FloorStep]
    found: list[FoundResource]


class FloorResource(BaseModel):
    """Everything a board shows, of one moment."""

    model_config = ConfigDict(json_schema_extra={"example": board_example.FLOOR})

    object: Literal["floor"] = "floor"
    workshop_id: str
    at: datetime
    date: date
    horizon_days: int
    setup_version: int
    plan_version: int
    floor_version: int
    journal_seq: Annotated[int, Field(description="Newest entry of the feed: follow `GET …/journal` from there.")]
    open_replans: int
    open_spans: list[SpanResource]
    technicians: list[FloorTechnician]
    advisors: list[FloorAdvisor]
    bays: list[FloorBay]
    stations: list[FloorStation]
    cars: Annotated[list[FloorCar], Field(description="By arrival.")]
    decisions: Annotated[dict[str, JsonValue], Field(description="What the foreman has decided and still holds.")]
    left_out: Annotated[list[str], Field(description="Cars whose work the catalogue has lost.")]
