"""What differs between the plan in force and a new one, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from optimizer.plan import Assignment
from optimizer.visit import StepKind


class CauseKind(StrEnum):
    """Kinds of causes; for each there are words that can be said to a customer."""

    TECHNICIAN = "technician"  # absent, late, lent out, or back
    PLACE = "place"  # a bay or a tool is down, or up again
    WORK = "work"  # takes longer or shorter than planned, or was interrupted
    ADDED_WORK = "added_work"  # more work was found (追加作业)
    REWORK = "rework"  # the final inspection was not passed
    ANSWER = "answer"  # the customer is asked
    PARTS = "parts"  # late, short, or there after all
    ARRIVAL = "arrival"  # the car comes at another time than agreed, or not
    NEW_CAR = "new_car"  # a walk-in or tow-in
    SAFETY = "safety"  # a safety comeback at the door
    PRIORITY = "priority"  # somebody has become more urgent
    LOAN_CAR = "loan_car"
    DECISION = "decision"  # the foreman's
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Something that happened or was decided. ``subjects``: ids of what it is about, at least one of them.

    They may be visits, steps, technicians, advisors, bays, units and part numbers. ``text_en`` and ``text_zh`` are for
    the shop ("ann is absent until 13:30") and may name people and plates. ``event_id`` is "" for what is seen from the
    plans alone.
    """

    event_id: str
    kind: CauseKind = CauseKind.OTHER
    subjects: frozenset[str]
    text_en: str
    text_zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """A cause, and through which other cars it comes here.

    ``behind``: visits from the one that holds what this car needed to the one that the cause hit; empty when it hit
    this car itself.
    """

    cause: Cause
    behind: tuple[str, ...] = ()
    text_en: str
    text_zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepMove:
    """An unfinished step whose time, people or place differ. ``before`` None: it is new; ``after`` None: left out."""

    step_id: str
    kind: StepKind
    before: Assignment | None
    after: Assignment | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CarChange:
    """One car: its ``moves`` in the order of the visit, and when it is ready (None: not planned).

    ``why`` is None when it only makes room or fills a gap: nothing that happened leads to it.
    """

    visit_id: str
    plate: str
    moves: tuple[StepMove, ...]
    ready_before: datetime | None
    ready_after: datetime | None
    why: Why | None
    text_en: str
    text_zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NextJobs:
    """A technician's open steps in order, where the order or the steps are others than before."""

    technician_id: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseChange:
    """What becomes of one promise.

    ``moves``: it cannot be kept within the tolerance of the policy. Then ``promised_after`` is what can be promised
    instead, None for a car that is not in the plan.
    """

    visit_id: str
    customer_ref: str
    promised: datetime
    ready_before: datetime | None
    ready_after: datetime | None
    moves: bool
    promised_after: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All of it. ``cars`` and ``promises`` in the order of the day's visits, ``technicians`` in the workshop's.

    ``promises``: of all cars with a promise that are not over and either move or are ready at another time.
    """

    cars: tuple[CarChange, ...] = ()
    technicians: tuple[NextJobs, ...] = ()
    promises: tuple[PromiseChange, ...] = ()

    def car(self, visit_id: str) -> CarChange | None:
        """The change of one car; None when nothing of it moves."""
        return next((one for one in self.cars if one.visit_id == visit_id), None)

    def promise(self, visit_id: str) -> PromiseChange | None:
        """The promise of one car, if it is among them."""
        return next((one for one in self.promises if one.visit_id == visit_id), None)
