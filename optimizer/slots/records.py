"""What the appointment desk asks of the workshop's book, and what the book answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from optimizer.calendar import Span
from optimizer.plan import Assignment, Reason
from optimizer.policy import PriorityClass
from optimizer.visit import Job, Visit


class Goal(StrEnum):
    """What the first offer is best at."""

    LEVEL = "level"  # least load first, the customer's wishes among near equals, then the earliest
    EARLIEST_READY = "earliest_ready"  # the earliest ready time; the load decides among equals


class FoundBy(StrEnum):
    """How an offer was found."""

    INSERTION = "insertion"  # every other visit stays where it is
    RUIN_AND_RECREATE = "ruin_and_recreate"  # others were placed anew inside their promises
    NEIGHBOURHOOD = "neighbourhood"  # the same, by CP-SAT


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """A visit that the shop holds or has booked, at its place: one assignment for each step that is not finished."""

    visit: Visit
    assignments: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotRequest:
    """What a customer wants.

    ``jobs``, ``priority_class``, ``waits``, ``loan_car``, ``wash``: as in ``Visit``. ``booked`` False (a walk-in): not
    counted against the bookable hours. ``advisor_id``: must receive the car; the preferred ids are wishes.
    ``windows``: the arrival lies in one of them (none: anywhere in the horizon); ``preferred``: wished for, not a must.
    ``ready_by``: the latest promised time. ``max_stay``: from arrival to promised time at most. ``lead``: the arrival
    is at least so far from now. Arrivals lie on the clock of the workshop, every ``arrival_step_minutes``.
    ``count`` offers are wanted, at most ``per_date`` with their arrival on one date, there ``apart`` from each other.
    """

    visit_id: str
    jobs: tuple[Job, ...]
    priority_class: PriorityClass = PriorityClass.REST
    waits: bool = False
    loan_car: bool = False
    wash: bool = True
    booked: bool = True
    advisor_id: str | None = None
    preferred_advisor_ids: tuple[str, ...] = ()
    preferred_technician_ids: tuple[str, ...] = ()
    windows: tuple[Span, ...] = ()
    preferred: tuple[Span, ...] = ()
    ready_by: datetime | None = None
    max_stay: timedelta | None = None
    lead: timedelta = timedelta(0)
    arrival_step_minutes: int = 15
    count: int = 5
    per_date: int = 2
    apart: timedelta = timedelta(minutes=60)
    goal: Goal = Goal.LEVEL


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadChange:
    """Minutes booked without and with the offer, and minutes available."""

    before: int
    after: int
    available: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RankTerm:
    """One term of an offer's rank: ``amount`` in ``unit`` times ``weight`` gives ``cost``; a lower sum ranks first."""

    name: str
    amount: int
    unit: str
    weight: int
    cost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartStanding:
    """How a part of the jobs stands: pieces ``needed``, pieces ``free`` that are on the shelf and not set aside for
    another visit, and from when all needed are there (None: on the shelf already).
    """

    part_number: str
    needed: int
    free: int
    available_from: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A place for a visit that can be booked exactly as it is.

    ``visit``: with arrival, promised time and advisor. ``assignments``: every step of it. ``moved``: other visits at
    the new places that they must take, empty for an insertion. ``ready``: planned; the promise is later by the slack.
    ``day``: technicians' minutes on the date of arrival; ``half_hour``: the same in the half-hour in which the car
    arrives; ``reception``: that advisor's minutes on the date. ``reserve_left``: minutes that can still be booked on
    the date of arrival before the reserve is touched. ``terms`` add up to ``rank``.
    """

    visit: Visit
    assignments: tuple[Assignment, ...]
    moved: tuple[Commitment, ...] = ()
    ready: datetime
    found_by: FoundBy
    day: LoadChange
    half_hour: LoadChange
    reception: LoadChange
    reserve_left: int
    terms: tuple[RankTerm, ...]
    parts: tuple[PartStanding, ...] = ()

    @property
    def commitment(self) -> Commitment:
        """What is booked when the offer is taken."""
        return Commitment(visit=self.visit, assignments=self.assignments)

    @property
    def rank(self) -> int:
        """Sum of the terms' costs; lower ranks first."""
        return sum(term.cost for term in self.terms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why an arrival at a wished time does not go: a minimal set of reasons, and the offer nearest to it."""

    at: datetime
    reasons: tuple[Reason, ...]
    nearest: Offer | None
