"""One car's stay: appointment and repair order in one life, and its steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from optimizer.policy import PriorityClass
from optimizer.workshop import PartNeed


class StepKind(StrEnum):
    """Kinds of steps in the order a visit passes them (diagnosis, work and sublet repeat as jobs ask)."""

    RECEPTION = "reception"
    DIAGNOSIS = "diagnosis"
    WORK = "work"
    SUBLET = "sublet"
    INSPECTION = "inspection"
    WASH = "wash"
    HAND_OVER = "hand_over"


class StepStatus(StrEnum):
    """State of a step when planning starts; a step without progress is open."""

    FINISHED = "finished"
    RUNNING = "running"
    INTERRUPTED = "interrupted"


class Interruption(StrEnum):
    """Interruption codes of the board (domain §7)."""

    WORK_STOPPED = "A"
    AWAITING_ANSWER = "B"
    AWAITING_PARTS = "C"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A line of the repair order: an operation, or free text with its own FRT.

    ``frt_hours``, ``parts`` override the catalogue when given.
    """

    job_id: str
    operation_code: str
    frt_hours: float | None = None
    parts: tuple[PartNeed, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepProgress:
    """What has happened to a step before ``now``.

    finished: ``started_at``, ``finished_at`` and who and where. running: ``started_at``, who and where, and
    ``remaining_minutes`` of working time from ``now`` (at least 1 grid tick is planned). interrupted:
    ``remaining_frt_hours`` of labour left, ``code``, ``reason`` and ``resume_at`` (earliest resumption).
    Parts of a step that has started were issued: they no longer count against stock.
    """

    step_id: str
    status: StepStatus
    started_at: datetime
    finished_at: datetime | None = None
    technician_ids: tuple[str, ...] = ()
    bay_id: str | None = None
    unit_id: str | None = None
    remaining_minutes: int | None = None
    remaining_frt_hours: float | None = None
    code: Interruption | None = None
    reason: str = ""
    resume_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One car's stay in the workshop.

    ``arrival``: appointment or real arrival. ``promised``: when the car shall be ready (None: no promise).
    ``pick_up``: earliest time the customer is there for the hand-over; None: with a waiting customer the
    customer is there, otherwise it is ``promised``. ``in_bay``: the bay in which the car stands at ``now``
    while no step runs. ``booked``: came by appointment, so it counts against the bookable hours.
    """

    visit_id: str
    plate: str = ""
    customer_ref: str = ""
    priority_class: PriorityClass = PriorityClass.REST
    priority_reason: str = ""
    arrival: datetime
    promised: datetime | None = None
    pick_up: datetime | None = None
    waits: bool = False
    booked: bool = True
    loan_car: bool = False
    wash: bool = True
    advisor_id: str | None = None
    jobs: tuple[Job, ...]
    progress: tuple[StepProgress, ...] = ()
    in_bay: str | None = None

    @property
    def customer_there(self) -> datetime | None:
        """Earliest instant for the hand-over that the customer sets; None: at any time."""
        if self.pick_up is not None:
            return self.pick_up
        return None if self.waits else self.promised


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A planned piece of a visit. ``labour_hours`` is FRT for diagnosis and work, 0 otherwise."""

    step_id: str
    visit_id: str
    kind: StepKind
    job_id: str | None = None
    operation_code: str | None = None
    labour_hours: float = 0.0
    parts: tuple[PartNeed, ...] = ()
