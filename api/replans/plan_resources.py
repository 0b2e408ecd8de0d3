"""A plan of a re-plan as it is answered: its cost, its figures, what it changes and whom it makes the desk call."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, Field

from api.desk.offers import StepResource
from optimizer.notices import Caller, NoticeKind
from optimizer.visit import StepKind

if TYPE_CHECKING:  # loads the compiled search
    pass


class Words(BaseModel):
    """The same in English and Chinese."""

    en: str
    zh: str


class TermResource(BaseModel):
    """One term of a cost: `amount` in `unit`; `cost` with weight and the factor of its tier."""

    name: str
    tier: str
    amount: int
    unit: str
    weight: int
    cost: int


class FiguresResource(BaseModel):
    """What a foreman compares. Disturbance is counted against the plan in force."""

    customers_called: Annotated[int, Field(description="Customers who must be told of a later time.")]
    promises_moved_minutes: int
    technicians_changed: Annotated[int, Field(description="Steps that change technicians.")]
    starts_changed: Annotated[int, Field(description="Steps in the near window that start at another time.")]
    late_cars: Annotated[int, Field(description="Ready later than promised, beyond the grace of the policy.")]
    late_minutes: int
    unplanned_cars: int
    overtime_minutes: int


class MoveResource(BaseModel):
    """A step that moves. Before null: it is new; after null: it is left out."""

    step_id: str
    kind: StepKind
    before: StepResource | None = None
    after: StepResource | None = None


class WhyResource(BaseModel):
    """What leads to a change: an event, and the cars between it and this one."""

    event_id: str
    kind: str
    behind: list[str]
    words: Words


class CarResource(BaseModel):
    """A car that moves, and why; why null: it only makes room or fills a gap."""

    appointment_id: str
    plate: str
    ready_before: datetime | None = None
    ready_after: datetime | None = None
    words: Words
    why: WhyResource | None = None
    moves: list[MoveResource]


class TechnicianResource(BaseModel):
    """The next jobs of a technician whose order changes."""

    technician_id: str
    before: list[str]
    after: list[str]


class PromiseResource(BaseModel):
    """What becomes of a promise. `moves`: it cannot be kept; `promised_after` is what can be promised instead."""

    appointment_id: str
    promised: datetime
    ready_before: datetime | None = None
    ready_after: datetime | None = None
    moves: bool
    promised_after: datetime | None = None


class ChangesResource(BaseModel):
    """What a plan changes of the plan in force."""

    cars: list[CarResource]
    technicians: list[TechnicianResource]
    promises: list[PromiseResource]


class NeededCallResource(BaseModel):
    """A call that publishing would make necessary, the first to make first."""

    appointment_id: str
    kind: NoticeKind
    caller: Caller
    promised_before: datetime | None = None
    promised_after: datetime | None = None
    call_by: datetime | None = None
    reason: Words | None = None


class RuleReasonResource(BaseModel):
    """A reason by the name of its rule."""

    rule: str
    subject: str
    until: datetime | None = None
    words: Words


class NoteResource(BaseModel):
    """A car that is not planned or whose promise cannot be kept, with the minimal set of reasons."""

    appointment_id: str
    code: str
    late_minutes: int
    reasons: list[RuleReasonResource]


class SpreadResource(BaseModel):
    """Of many draws: the mean, the median, and what nine of ten do not exceed."""

    mean: float
    p50: float
    p90: float


class CarOutlookResource(BaseModel):
    """A car with a promise: ready as planned, by then in half, by then in nine of ten draws; share of draws late."""

    appointment_id: str
    promised: datetime
    planned: datetime | None = None
    p50: datetime | None = None
    p90: datetime | None = None
    late: float


class OutlookResource(BaseModel):
    """How late cars may become when work takes longer or shorter than planned and nobody re-plans."""

    draws: int
    late_cars: SpreadResource
    late_minutes: SpreadResource
    cars: list[CarOutlookResource]


class ValuedResource(BaseModel):
    """A plan with its cost, its figures and what it changes."""

    cost: int
    terms: list[TermResource]
    figures: FiguresResource
    unplanned: list[str]
    notes: list[NoteResource]
    changes: ChangesResource
    calls: list[NeededCallResource]
    outlook: Annotated[OutlookResource | None, Field(description="Only of what is supposed.")] = None
