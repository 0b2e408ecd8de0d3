"""An appointment as the store keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pydantic import JsonValue

from api.desk.life import LifeAction, State
from optimizer.plan import Assignment
from optimizer.slots.records import Commitment
from optimizer.visit import Visit


class Source(StrEnum):
    """Where an appointment came from."""

    DESK = "desk"
    DMS = "dms"
    WALK_IN = "walk_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """Versions of a workshop: of its set-up, and of its plan (every change of a place makes a new one).

    ``facts``: of what is known of people and bays beyond the set-up. ``since``: when the workshop was made; one that is
    deleted and made again begins to count anew.
    """

    since: datetime
    setup: int
    plan: int
    facts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """One row: the visit, its place in the plan (``assignments``, empty without one), and what is not planned by.

    ``details``: what was asked for (``wish``), notes, real arrival; JSON of the desk, nothing the optimizer reads.
    ``plan_version``: the workshop's when this place last changed. ``expires_at``: of a hold.
    """

    workshop_id: str
    appointment_id: str
    version: int
    state: State
    plan_version: int
    source: Source
    expires_at: datetime | None = None
    customer_ref: str = ""
    plate: str = ""
    visit: Visit
    assignments: tuple[Assignment, ...]
    details: Mapping[str, JsonValue]
    created_at: datetime
    updated_at: datetime

    @property
    def in_plan(self) -> bool:
        """Whether it has a place in the plan: one that was let in without one has none."""
        return self.state.in_plan and bool(self.assignments)

    @property
    def ends(self) -> datetime:
        """When the last of its steps ends; its arrival without a place."""
        return max((one.end for one in self.assignments), default=self.visit.arrival)

    @property
    def commitment(self) -> Commitment:
        """What the book keeps of it."""
        return Commitment(visit=self.visit, assignments=self.assignments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One step of an appointment's life."""

    version: int
    action: LifeAction
    state_before: State | None
    state_after: State
    at: datetime
    actor: str
    note: str
