"""Visits, their jobs and their progress on the wire."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from api.contract.base import (
    ABOVE_0,
    AT_LEAST_0,
    MAX_HOURS,
    MAX_LINES,
    MAX_MINUTES,
    MAX_STEPS,
    Id,
    Name,
    StepId,
    Text,
    Wire,
)
from api.contract.catalogue import PartNeed
from api.contract.times import Instant
from optimizer import visit as trade
from optimizer.policy import PriorityClass

Crew = Annotated[tuple[Id, ...], Field(max_length=MAX_LINES)]


class Job(Wire):
    """A line of the repair order (作业单)."""

    record = trade.Job

    job_id: Id = Field(description="Id, unique in the visit.", examples=["1"])
    operation_code: Id = Field(description="Code of an operation or of a group job.", examples=["OIL-10K"])
    frt_hours: float | None = Field(
        None,
        le=MAX_HOURS,
        json_schema_extra=ABOVE_0,
        description="Its own flat-rate time, above 0; null: the operation's. Not used for a group job.",
        examples=[1.5],
    )
    parts: tuple[PartNeed, ...] | None = Field(
        None,
        max_length=MAX_LINES,
        description="Its own parts; null: the operation's; an empty list: none. Not used for a group job.",
        examples=[[{"part_number": "15400-RTA-003"}]],
    )


class StepProgress(Wire):
    """What has happened to a step before `now`; a step without progress is open."""

    record = trade.StepProgress

    step_id: StepId = Field(
        description="`visit_id/kind`, or `visit_id/kind/job_id` for diagnosis, work and sublet "
        "(`job_id.1`, `job_id.2`, … for the operations of a group job).",
        examples=["V1/work/1"],
    )
    status: trade.StepStatus = Field(description="`finished`, `running` or `interrupted`.", examples=["running"])
    started_at: Instant = Field(description="When it started, not after `now`.", examples=["2026-03-16T08:40"])
    finished_at: Instant | None = Field(
        None, description="When it finished; needed for `finished`.", examples=["2026-03-16T09:30"]
    )
    technician_ids: Crew = Field(
        (), description="Who does or did it; the whole crew of running diagnosis or work.", examples=[["T1"]]
    )
    bay_id: Id | None = Field(None, description="Where; needed for running work that needs a bay.", examples=["B1"])
    unit_id: Id | None = Field(
        None,
        description="Advisor (reception, hand-over) or place such as `wash-1`; needed when such a step runs.",
        examples=["SA1"],
    )
    remaining_minutes: int | None = Field(
        None,
        le=MAX_MINUTES,
        json_schema_extra=AT_LEAST_0,
        description="Working time left from `now`; needed for `running`.",
        examples=[25],
    )
    remaining_frt_hours: float | None = Field(
        None,
        le=MAX_HOURS,
        json_schema_extra=AT_LEAST_0,
        description="Labour left; needed for `interrupted` diagnosis and work.",
        examples=[0.5],
    )
    code: trade.Interruption | None = Field(
        None,
        description="Interruption code of the board: `A` stopped, `B` awaiting an answer, `C` awaiting parts.",
        examples=["C"],
    )
    reason: Text = Field("", description="Why it was interrupted, in words.", examples=["waits for brake pads"])
    resume_at: Instant | None = Field(
        None, description="Earliest time an interrupted step goes on.", examples=["2026-03-16T14:00"]
    )


class Visit(Wire):
    """One car's stay: appointment and repair order in one life."""

    record = trade.Visit

    visit_id: Id = Field(description="Id, unique in the day.", examples=["V1"])
    plate: Name = Field("", description="Number plate (车牌号).", examples=["粤A12345"])
    customer_ref: Name = Field(
        "", description="Reference to the customer in your system; never read.", examples=["C-881"]
    )
    priority_class: PriorityClass = Field(
        PriorityClass.REST, description="Priority class; must be listed in the policy.", examples=["waiting"]
    )
    priority_reason: Text = Field("", description="Why it has this class.", examples=["customer waits in the lounge"])
    arrival: Instant = Field(description="Appointment, or real arrival.", examples=["2026-03-16T08:30"])
    promised: Instant | None = Field(
        None, description="When the car shall be ready; null: no promise.", examples=["2026-03-16T11:00"]
    )
    pick_up: Instant | None = Field(
        None,
        description="Earliest time the customer is there for the hand-over; null: at any time when the customer "
        "waits, otherwise `promised`.",
        examples=["2026-03-16T16:00"],
    )
    waits: bool = Field(False, description="Whether the customer waits in the workshop (等待).", examples=[True])
    booked: bool = Field(True, description="Whether it came by appointment (预约).", examples=[False])
    loan_car: bool = Field(False, description="Whether the customer gets a loan car.", examples=[True])
    wash: bool = Field(True, description="Whether the car is washed.", examples=[False])
    advisor_id: Id | None = Field(None, description="Advisor who receives the customer; null: any.", examples=["SA1"])
    jobs: tuple[Job, ...] = Field(
        max_length=MAX_LINES,
        description="Jobs in the order they are done.",
        examples=[[{"job_id": "1", "operation_code": "OIL-10K"}]],
    )
    progress: tuple[StepProgress, ...] = Field(
        (),
        max_length=MAX_STEPS,
        description="What has happened before `now`, a line a step.",
        examples=[
            [
                {
                    "step_id": "V1/reception",
                    "status": "finished",
                    "started_at": "2026-03-16T08:30",
                    "finished_at": "2026-03-16T08:40",
                }
            ]
        ],
    )
    in_bay: Id | None = Field(
        None, description="Bay in which the car stands at `now` while none of its steps runs.", examples=["B1"]
    )
