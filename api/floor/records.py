"""The floor as it is read: the day to plan, and at which versions of everything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from api.desk.records import Appointment
from optimizer.day import Day
from scenarios.events.facts import Facts
from scenarios.events.records import Answer, WorkFound
from scenarios.setup.records import Setup


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorVersions:
    """Versions of a workshop: set-up, plan, floor (every event and decision), facts (people and places)."""

    setup: int
    plan: int
    floor: int
    facts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Additional work on a car, and what the customer said; None: nobody has asked, or no answer yet."""

    event_id: str
    work: WorkFound
    answer: Answer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorDay:
    """The day as it stands. ``appointments``: those whose visits are in it, by id; ``found``: work found on them.

    ``event_seq``: last event accepted, 0 without any. ``left_out``: cars in the house that cannot be planned because
    the catalogue has lost an operation of theirs.
    """

    day: Day
    setup: Setup
    facts: Facts
    appointments: Mapping[str, Appointment]
    versions: FloorVersions
    event_seq: int
    found: Mapping[str, tuple[Found, ...]]
    left_out: tuple[str, ...] = ()
