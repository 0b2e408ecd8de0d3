"""What a board needs besides the plan: lanes, and words for the bars."""

from __future__ import annotations

from pydantic import Field

from api.contract.base import MAX_PEOPLE, MAX_STEPS, Id, Name, StepId, Text, Wire
from api.contract.people import ONE_BREAK, ONE_SHIFT, Spans, Station
from api.contract.times import Instant, TimeZone
from api.contract.visit import Crew
from optimizer.policy import PriorityClass
from optimizer.visit import Interruption, StepKind, StepStatus


class BoardTechnician(Wire):
    """A technician's lane."""

    technician_id: Id = Field(description="Id.", examples=["T1"])
    name: Name = Field("", description="Name.", examples=["王伟"])
    shifts: Spans = Field((), description="Spans of presence.", examples=[ONE_SHIFT])
    breaks: Spans = Field((), description="Breaks.", examples=[ONE_BREAK])
    absences: Spans = Field((), description="Absences.", examples=[ONE_BREAK])
    overtime: Spans = Field((), description="Overtime that may be used.", examples=[ONE_BREAK])


class BoardAdvisor(Wire):
    """An advisor's lane."""

    advisor_id: Id = Field(description="Id.", examples=["SA1"])
    name: Name = Field("", description="Name.", examples=["李娜"])
    shifts: Spans = Field((), description="Spans of presence.", examples=[ONE_SHIFT])
    breaks: Spans = Field((), description="Breaks.", examples=[ONE_BREAK])
    absences: Spans = Field((), description="Absences.", examples=[ONE_BREAK])


class BoardBay(Wire):
    """A bay's lane."""

    bay_id: Id = Field(description="Id.", examples=["B1"])
    name: Name = Field("", description="Name.", examples=["1号工位"])
    outages: Spans = Field((), description="Spans in which no car may be in it.", examples=[ONE_BREAK])


class BoardWorkshop(Wire):
    """The workshop as far as a board shows it."""

    workshop_id: Id = Field(description="Id.", examples=["GZ-01"])
    name: Name = Field("", description="Name.", examples=["广州一店"])
    time_zone: TimeZone = Field(
        description="IANA time zone; times are written with its offset.", examples=["Asia/Shanghai"]
    )
    open_spans: Spans = Field((), description="When the workshop is open.", examples=[ONE_SHIFT])
    technicians: tuple[BoardTechnician, ...] = Field(
        (), max_length=MAX_PEOPLE, description="Technicians.", examples=[[{"technician_id": "T1"}]]
    )
    advisors: tuple[BoardAdvisor, ...] = Field(
        (), max_length=MAX_PEOPLE, description="Advisors.", examples=[[{"advisor_id": "SA1"}]]
    )
    bays: tuple[BoardBay, ...] = Field((), max_length=MAX_PEOPLE, description="Bays.", examples=[[{"bay_id": "B1"}]])
    stations: tuple[Station, ...] = Field(
        (),
        max_length=MAX_PEOPLE,
        description="Stations.",
        examples=[[{"kind": "wash", "count": 1, "open_spans": ONE_SHIFT}]],
    )


class BoardStep(Wire):
    """A step of a visit; when, who and where are said here for finished ones, in the plan for all others."""

    step_id: StepId = Field(description="Id.", examples=["V1/work/1"])
    kind: StepKind = Field(description="Kind.", examples=["work"])
    operation_code: Id | None = Field(None, description="Code of its operation.", examples=["OIL-10K"])
    operation_name: Name = Field("", description="Name of its operation.", examples=["更换机油"])
    frt_hours: float = Field(0.0, description="Its flat-rate time; 0 for all but diagnosis and work.", examples=[0.8])
    status: StepStatus | None = Field(None, description="Null: open.", examples=["finished"])
    code: Interruption | None = Field(None, description="Interruption code.", examples=["C"])
    reason: Text = Field("", description="Why it was interrupted.", examples=["waits for brake pads"])
    started_at: Instant | None = Field(None, description="When it started.", examples=["2026-03-16T08:40:00+08:00"])
    finished_at: Instant | None = Field(None, description="When it finished.", examples=["2026-03-16T09:30:00+08:00"])
    technician_ids: Crew = Field((), description="Who did it.", examples=[["T1"]])
    bay_id: Id | None = Field(None, description="In which bay it was done.", examples=["B1"])
    unit_id: Id | None = Field(None, description="By which advisor or at which place.", examples=["SA1"])


class BoardVisit(Wire):
    """A visit as far as a board shows it."""

    visit_id: Id = Field(description="Id.", examples=["V1"])
    plate: Name = Field("", description="Number plate.", examples=["粤A12345"])
    priority_class: PriorityClass = Field(description="Priority class.", examples=["waiting"])
    arrival: Instant = Field(description="Arrival.", examples=["2026-03-16T08:30:00+08:00"])
    promised: Instant | None = Field(None, description="Promise.", examples=["2026-03-16T11:00:00+08:00"])
    pick_up: Instant | None = Field(None, description="Pick-up.", examples=["2026-03-16T16:00:00+08:00"])
    waits: bool = Field(False, description="Whether the customer waits.", examples=[True])
    booked: bool = Field(True, description="Whether it came by appointment.", examples=[True])
    loan_car: bool = Field(False, description="Whether the customer has a loan car.", examples=[False])
    in_bay: Id | None = Field(None, description="Bay in which the car stands at `now`.", examples=["B1"])
    steps: tuple[BoardStep, ...] = Field(
        (),
        max_length=MAX_STEPS,
        description="Its steps in order.",
        examples=[[{"step_id": "V1/reception", "kind": "reception"}]],
    )
