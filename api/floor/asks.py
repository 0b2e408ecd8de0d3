"""What the floor tells, a wire type for each type of event."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from api.contract.base import MAX_HOURS, MAX_LINES, MAX_MINUTES, MAX_PIECES, Id, StepId, Text, Wire
from api.contract.times import Instant
from api.contract.visit import Crew
from api.desk.asks import JobAsk, Priority, Reference, Vehicle
from api.floor import examples
from optimizer.visit import Interruption
from scenarios.events.records import Answer

Minutes = Annotated[int, Field(ge=0, le=MAX_MINUTES)]
Pieces = Annotated[int, Field(ge=1, le=MAX_PIECES)]


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


class TechnicianAbsent(Happened):
    """A technician is not there."""

    type: Literal["technician_absent"]
    technician_id: Id = Field(description="Who.", examples=["T1"])
    start: Instant | None = Field(None, description="From then on; null: from `at` on.", examples=["2026-03-16T14:00"])
    until: Instant | None = Field(None, description="Until; null: for the rest of that day.", examples=[None])
    reason: Text = Field("", description="Why.", examples=["ill"])


class TechnicianLate(Happened):
    """A technician comes later."""

    type: Literal["technician_late"]
    technician_id: Id = Field(description="Who.", examples=["T1"])
    until: Instant = Field(description="When they will be there.", examples=["2026-03-16T09:30"])
    reason: Text = Field("", description="Why.", examples=["traffic"])


class TechnicianLentOut(Happened):
    """A technician works elsewhere for a while."""

    type: Literal["technician_lent_out"]
    technician_id: Id = Field(description="Who.", examples=["T1"])
    start: Instant | None = Field(None, description="From then on; null: from `at` on.", examples=["2026-03-16T13:00"])
    until: Instant = Field(description="Until.", examples=["2026-03-16T17:00"])
    reason: Text = Field("", description="To whom.", examples=["body shop"])


class TechnicianBack(Happened):
    """A technician is there again."""

    type: Literal["technician_back"]
    technician_id: Id = Field(description="Who.", examples=["T1"])


class BayDown(Happened):
    """A bay cannot be used."""

    type: Literal["bay_down"]
    bay_id: Id = Field(description="Which.", examples=["B3"])
    until: Instant | None = Field(
        None, description="Until; null: until `bay_up` is told.", examples=["2026-03-16T12:00"]
    )
    reason: Text = Field("", description="Why.", examples=["lift leaks oil"])


class BayUp(Happened):
    """A bay can be used again."""

    type: Literal["bay_up"]
    bay_id: Id = Field(description="Which.", examples=["B3"])


class ToolDown(Happened):
    """A tool of a bay cannot be used: work that needs it is not done there."""

    type: Literal["tool_down"]
    bay_id: Id = Field(description="In which bay.", examples=["B3"])
    capability: Id = Field(description="The capability of the bay that is missing.", examples=["ALIGNMENT_RACK"])
    until: Instant | None = Field(
        None, description="Until; null: until `tool_up` is told.", examples=["2026-03-16T12:00"]
    )
    reason: Text = Field("", description="Why.", examples=["sensor broken"])


class ToolUp(Happened):
    """A tool can be used again."""

    type: Literal["tool_up"]
    bay_id: Id = Field(description="In which bay.", examples=["B3"])
    capability: Id = Field(description="Which.", examples=["ALIGNMENT_RACK"])


class PartLate(Happened):
    """An ordered part comes at another time."""

    type: Literal["part_late"]
    order_id: Id = Field(description="The order.", examples=["po_4f1c0b7a9d2e4c6f"])
    eta: Instant = Field(description="When it can be used.", examples=["2026-03-17T08:00"])


class PartShort(Happened):
    """Pieces that were counted are not on the shelf."""

    type: Literal["part_short"]
    part_number: Id = Field(description="The part.", examples=["45022-TZA-A01"])
    quantity: Pieces = Field(1, description="Pieces missing.", examples=[1])


class PartArrived(Happened):
    """Pieces of an order have come."""

    type: Literal["part_arrived"]
    order_id: Id = Field(description="The order.", examples=["po_4f1c0b7a9d2e4c6f"])
    quantity: Pieces | None = Field(None, description="Pieces; null: all that were missing.", examples=[1])


EventAsk = Annotated[
    StepStarted
    | StepResumed
    | StepPaused
    | StepFinished
    | StepEstimated
    | StepInterrupted
    | InterruptionEnded
    | WorkFound
    | WorkAnswered
    | InspectionFailed
    | PriorityChanged
    | LoanCarLate
    | CarArrived
    | CarLate
    | CarNoShow
    | CarCameIn
    | TechnicianAbsent
    | TechnicianLate
    | TechnicianLentOut
    | TechnicianBack
    | BayDown
    | BayUp
    | ToolDown
    | ToolUp
    | PartLate
    | PartShort
    | PartArrived,
    Field(discriminator="type"),
]
PART_EVENTS = (PartLate, PartShort, PartArrived)


class EventsTold(Wire):
    """What happened, one event or more, in the order in which they happened."""

    model_config = ConfigDict(json_schema_extra={"example": examples.EVENTS})

    events: Annotated[tuple[EventAsk, ...], Field(min_length=1, max_length=MAX_LINES)] = Field(
        description="The events: all are accepted, or none.", examples=[examples.EVENTS["events"]]
    )
