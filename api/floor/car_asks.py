"""What the floor tells of cars and their steps, a wire type for each type of event."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from api.contract.base import MAX_HOURS, MAX_LINES, MAX_MINUTES, Id, StepId, Text, Wire
from api.contract.times import Instant
from api.contract.visit import Crew
from api.desk.asks import JobAsk, Priority, Reference, Vehicle
from optimizer.visit import Interruption
from scenarios.events.records import Answer

Minutes = Annotated[int, Field(ge=0, le=MAX_MINUTES)]


class Happened(Wire):
    """Of every event."""

    at: Instant | None = Field(None, description="When it happened; null: now.", examples=["2026-03-16T10:05"])
    note: Text = Field("", description="A note.", examples=["told by phone"])


class OfStep(Happened):
    """An event of a step."""

    step_id: StepId = Field(description="The step, as in the plan.", examples=["V1/work/1"])


class _Placed(OfStep):
    technician_ids: Crew | None = Field(
        None, description="Who is at it; null: as planned, or as before.", examples=[["T1"]]
    )
    bay_id: Id | None = Field(None, description="In which bay; null: as planned, or as before.", examples=["B1"])
    unit_id: Id | None = Field(
        None, description="Advisor or place of a station; null: as planned, or as before.", examples=["SA1"]
    )


class StepStarted(_Placed):
    """A step has begun."""

    type: Literal["step_started"]


class StepResumed(_Placed):
    """Work that stood still goes on."""

    type: Literal["step_resumed"]


class StepPaused(OfStep):
    """Work is put aside for a while, without a code."""

    type: Literal["step_paused"]
    stays: bool = Field(True, description="The car stays in its bay.", examples=[True])


class StepFinished(OfStep):
    """A step is done; early or late follows from the time. The end of the hand-over delivers the car."""

    type: Literal["step_finished"]


class StepEstimated(OfStep):
    """How long a step that has started will still take."""

    type: Literal["step_estimated"]
    remaining_minutes: Minutes = Field(description="Minutes of working time from then on.", examples=[40])


class StepInterrupted(OfStep):
    """Work has stopped: A 工作中断, B 等待答复, C 等待零件."""

    type: Literal["step_interrupted"]
    code: Interruption = Field(
        description="A: work stopped, B: waits for the customer's answer, C: waits for parts.", examples=["B"]
    )
    reason: Text = Field("", description="Why.", examples=["front discs worn"])
    until: Instant | None = Field(
        None, description="Expected answer, ETA of the part, end of the trouble.", examples=["2026-03-16T11:30"]
    )
    stays: bool = Field(False, description="The car stays in its bay; else it is moved out.", examples=[True])


class InterruptionEnded(OfStep):
    """What held the work up is over; it may go on."""

    type: Literal["interruption_ended"]


class OfCar(Happened):
    """An event of a car."""

    appointment_id: Id = Field(description="Its appointment.", examples=["apt_5b0c9f1e2d3a4b5c6d7e8f90"])


class WorkFound(OfCar):
    """Additional work is found (追加作业)."""

    type: Literal["work_found"]
    jobs: Annotated[tuple[JobAsk, ...], Field(min_length=1, max_length=MAX_LINES)] = Field(
        description="What is to be done.", examples=[[{"operation_code": "BRK-F"}]]
    )
    authorise: bool = Field(True, description="The customer is asked first; false: it is done.", examples=[False])
    answer_by: Instant | None = Field(None, description="When the answer is expected.", examples=["2026-03-16T11:30"])
    reason: Text = Field("", description="What was seen.", examples=["front discs worn"])


class WorkAnswered(OfCar):
    """The customer has answered: the work is authorised, declined, or left for another visit."""

    type: Literal["work_answered"]
    found_id: Id = Field(description="The event that found the work.", examples=["evt_0b9d2a7c4e1f"])
    answer: Answer = Field(description="What the customer says.", examples=["authorised"])


class Rework(Wire):
    """A step that is done again."""

    step_id: StepId = Field(description="A finished diagnosis or work.", examples=["V1/work/1"])
    frt_hours: float = Field(gt=0, le=MAX_HOURS, description="Flat-rate hours of the rework.", examples=[0.5])


class InspectionFailed(OfCar):
    """The final inspection failed: rework (返修) in the same day, then it is inspected again."""

    type: Literal["inspection_failed"]
    rework: Annotated[tuple[Rework, ...], Field(min_length=1, max_length=MAX_LINES)] = Field(
        description="What is done again.", examples=[[{"step_id": "V1/work/1", "frt_hours": 0.5}]]
    )
    reason: Text = Field("", description="What was not right.", examples=["brake pedal soft"])


class PriorityChanged(OfCar):
    """More is known of the customer or the car: its priority class follows."""

    type: Literal["priority_changed"]
    priority: Priority = Field(description="All facts that hold now.", examples=[{"vic": True}])


class LoanCarLate(OfCar):
    """The loan car (代步车) for this customer comes later; reception waits for it."""

    type: Literal["loan_car_late"]
    until: Instant = Field(description="When it is there.", examples=["2026-03-16T11:00"])


class CarArrived(OfCar):
    """The car is here; early or late follows from the time."""

    type: Literal["car_arrived"]


class CarLate(OfCar):
    """The car will come later on the same date."""

    type: Literal["car_late"]
    until: Instant = Field(description="When it is expected.", examples=["2026-03-16T11:00"])


class CarNoShow(OfCar):
    """The customer did not come; the place is free at once."""

    type: Literal["car_no_show"]


class CarCameIn(Happened):
    """A car without an appointment: let in without a place, which the next re-plan gives it."""

    type: Literal["walk_in", "tow_in", "safety_comeback"]
    jobs: Annotated[tuple[JobAsk, ...], Field(min_length=1, max_length=MAX_LINES)] = Field(
        description="What is to be done.", examples=[[{"symptom": "noise when braking"}]]
    )
    vehicle: Vehicle = Field(
        Vehicle.model_validate({}), description="The car.", examples=[{"plate": "粤A12345", "model": "ACCORD-2.0"}]
    )
    customer_ref: Reference = Field("", description="Whose car it is.", examples=["C-881"])
    priority: Priority = Field(
        Priority.model_validate({}),
        description="Facts for the priority class; of `safety_comeback` that it is one is known.",
        examples=[{"vic": True}],
    )
    waits: bool = Field(False, description="The customer waits in the lounge (等待).", examples=[True])
    loan_car: bool = Field(False, description="The customer gets a loan car (代步车).", examples=[True])
    wash: bool = Field(False, description="The car is washed.", examples=[True])
    promised: Instant | None = Field(
        None, description="When it shall be ready, if that was promised.", examples=["2026-03-16T16:30"]
    )
