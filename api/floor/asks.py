"""What the floor tells: any of its events."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field

from api.contract.base import MAX_LINES, Wire
from api.floor import examples
from api.floor.car_asks import (
    CarArrived,
    CarCameIn,
    CarLate,
    CarNoShow,
    InspectionFailed,
    InterruptionEnded,
    LoanCarLate,
    PriorityChanged,
    StepEstimated,
    StepFinished,
    StepInterrupted,
    StepPaused,
    StepResumed,
    StepStarted,
    WorkAnswered,
    WorkFound,
)
from api.floor.shop_asks import (
    BayDown,
    BayUp,
    PartArrived,
    PartLate,
    PartShort,
    TechnicianAbsent,
    TechnicianBack,
    TechnicianLate,
    TechnicianLentOut,
    ToolDown,
    ToolUp,
)

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
