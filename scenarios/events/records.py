"""What people on the floor tell, one record a type. Ids are those of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from optimizer.policy import PriorityClass
from optimizer.visit import Interruption, Job


class Answer(StrEnum):
    """What a customer says to additional work (追加作业)."""

    AUTHORISED = "authorised"
    DECLINED = "declined"
    ANOTHER_VISIT = "another_visit"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepStarted:
    """A step has begun: who is at it, in which bay or at which unit."""

    appointment_id: str
    step_id: str
    technician_ids: tuple[str, ...] = ()
    bay_id: str | None = None
    unit_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPaused:
    """Work is put aside for a while. ``stays``: the car stays in its bay."""

    appointment_id: str
    step_id: str
    stays: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class StepResumed:
    """Work that was paused or interrupted goes on: by whom and where."""

    appointment_id: str
    step_id: str
    technician_ids: tuple[str, ...] = ()
    bay_id: str | None = None
    unit_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFinished:
    """A step is done; earlier or later than planned follows from the time."""

    appointment_id: str
    step_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepEstimated:
    """How long a running step will still take, in minutes of working time from then on."""

    appointment_id: str
    step_id: str
    remaining_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepInterrupted:
    """Work has stopped (codes A, B, C of the board). ``until``: expected answer, ETA of the part, end of the trouble.

    ``stays``: the car stays in its bay; usually it is moved out to the repair car park (domain §7).
    """

    appointment_id: str
    step_id: str
    code: Interruption
    reason: str = ""
    until: datetime | None = None
    stays: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InterruptionEnded:
    """What held up the work is over; it may go on."""

    appointment_id: str
    step_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkFound:
    """Additional work is found. ``authorise``: the customer is asked first; answer expected at ``answer_by``."""

    appointment_id: str
    jobs: tuple[Job, ...]
    authorise: bool = True
    answer_by: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkAnswered:
    """The customer's answer to the additional work of an event."""

    appointment_id: str
    found_id: str
    answer: Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionFailed:
    """The final inspection failed: rework (返修) in the same day, then it comes again."""

    appointment_id: str
    rework: tuple[Rework, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rework:
    """A step that is done again, for ``frt_hours`` of labour."""

    step_id: str
    frt_hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityChanged:
    """A car is of another priority class."""

    appointment_id: str
    priority_class: PriorityClass
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanCarLate:
    """The loan car (代步车) for a customer is there only at ``until``: reception waits for it."""

    appointment_id: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CarArrived:
    """The car is here; early or late follows from the time."""

    appointment_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CarLate:
    """The car will come later: at ``until``."""

    appointment_id: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CarNoShow:
    """The customer did not come."""

    appointment_id: str


class Entry(StrEnum):
    """How a car comes in without an appointment."""

    WALK_IN = "walk_in"
    TOW_IN = "tow_in"
    SAFETY_COMEBACK = "safety_comeback"


@dataclass(frozen=True, slots=True, kw_only=True)
class CarCameIn:
    """A car came in without an appointment; ``appointment_id`` is the one made for it."""

    appointment_id: str
    entry: Entry


class Away(StrEnum):
    """Why a technician is not there."""

    ABSENT = "absent"
    LATE = "late"
    LENT_OUT = "lent_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class TechnicianAway:
    """A technician is not there from ``start`` (None: from now on) to ``until`` (None: for the rest of the day)."""

    technician_id: str
    why: Away
    start: datetime | None = None
    until: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TechnicianBack:
    """A technician is there again."""

    technician_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BayDown:
    """A bay cannot be used until ``until`` (None: until it is told that it can).

    ``capability``: only this tool of the bay is down; work that does not need it goes on.
    """

    bay_id: str
    capability: str | None = None
    until: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BayUp:
    """A bay, or one tool of it, can be used again."""

    bay_id: str
    capability: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLate:
    """An order of a part comes at another time than expected."""

    order_id: str
    part_number: str
    eta: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PartShort:
    """Pieces that were counted are not on the shelf."""

    part_number: str
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartArrived:
    """Pieces of an order have come."""

    order_id: str
    part_number: str
    quantity: int


StepEvent = StepStarted | StepPaused | StepResumed | StepFinished | StepEstimated | StepInterrupted | InterruptionEnded
CarEvent = (
    StepEvent
    | WorkFound
    | WorkAnswered
    | InspectionFailed
    | PriorityChanged
    | LoanCarLate
    | CarArrived
    | CarLate
    | CarNoShow
    | CarCameIn
)
FactEvent = TechnicianAway | TechnicianBack | BayDown | BayUp
PartEvent = PartLate | PartShort | PartArrived
Event = CarEvent | FactEvent | PartEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event as it was accepted: ``seq`` is the order of acceptance, ``occurred_at`` when it happened."""

    event_id: str
    seq: int
    occurred_at: datetime
    event: Event

    @property
    def key(self) -> tuple[datetime, int]:
        """Events are folded in this order: when they happened, then as they were accepted."""
        return self.occurred_at, self.seq


def appointment_of(event: Event) -> str | None:
    """The appointment that an event is about; None for events of people, places and parts."""
    return None if isinstance(event, FactEvent | PartEvent) else event.appointment_id
