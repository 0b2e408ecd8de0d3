"""The floor of a workshop as the store has it: what was booked, and what was told, folded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

from pydantic import JsonValue
from sqlalchemy import ColumnElement, Connection, or_, select

from api.desk import rows as desk_rows
from api.desk.life import State
from api.desk.records import Appointment
from api.floor.rows import cars_from
from api.floor.stored import StoredEvent, standing_events
from api.store.desk_tables import appointments
from api.store.floor_tables import events
from optimizer.policy import PriorityClass
from optimizer.visit import Visit
from scenarios.events.facts import Facts
from scenarios.events.fold import fold
from scenarios.events.ground import Car, Ground
from scenarios.events.people import LONGEST
from scenarios.events.records import WorkFound, appointment_of
from scenarios.events.state import FloorState
from scenarios.setup.hours import instant_at
from scenarios.setup.records import Setup

_GONE = (State.DELIVERED, State.CANCELLED, State.NO_SHOW, State.EXPIRED)


@dataclass(slots=True, kw_only=True)
class Standing:
    """``cars``: those in the house, to come today or later, or told of; ``events`` in the order of acceptance."""

    cars: dict[str, Appointment]
    events: list[StoredEvent]
    floor: FloorState

    @property
    def ground(self) -> Ground:
        """What the events are folded onto."""
        return self.floor.ground


def standing_of(connection: Connection, workshop_id: str, setup: Setup, now: datetime) -> Standing:
    """The floor at ``now``."""
    zone = ZoneInfo(setup.time_zone)
    today = instant_at(zone, now.astimezone(zone).date(), 0)
    told = list(standing_events(connection, workshop_id, _counts(workshop_id, today)))
    cars = {one.appointment_id: one for one in cars_from(connection, workshop_id, today)}
    missing = {key for one in told if (key := appointment_of(one.told.event)) is not None} - cars.keys()
    if missing:
        chosen = appointments.c.appointment_id.in_(sorted(missing))
        cars |= {one.appointment_id: one for one in desk_rows.chosen(connection, workshop_id, chosen)}
    ground = Ground.of(setup, dict(bases(cars.values(), told, setup)))
    return Standing(cars=cars, events=told, floor=fold(ground, (one.told for one in told)))


def facts_of(connection: Connection, setup: Setup, now: datetime) -> Facts:
    """Who is away and what is down at ``now`` or later."""
    zone = ZoneInfo(setup.time_zone)
    today = instant_at(zone, now.astimezone(zone).date(), 0)
    chosen = events.c.appointment_id.is_(None) & (events.c.occurred_at >= today - LONGEST)
    told = standing_events(connection, setup.workshop_id, chosen)
    return fold(Ground.of(setup, {}), (one.told for one in told)).facts


def bases(cars: Iterable[Appointment], told: Sequence[StoredEvent], setup: Setup) -> Iterable[tuple[str, Car]]:
    """The cars as they were booked; those with an operation that the catalogue has lost are left out."""
    codes = {one.operation_code for one in setup.operations} | {one.group_code for one in setup.group_jobs}
    added: dict[str, set[str]] = {}
    for one in told:
        if isinstance(one.told.event, WorkFound):
            added.setdefault(one.told.event.appointment_id, set()).update(job.job_id for job in one.told.event.jobs)
    for car in cars:
        base = base_of(car, added.get(car.appointment_id, set()))
        if all(job.operation_code in codes for job in car.visit.jobs):
            yield car.appointment_id, base


def base_of(one: Appointment, added: set[str]) -> Car:
    """A car as it was booked: without what was told of it. ``added``: ids of jobs that came with events."""
    arrived = one.details.get("arrived_at")
    jobs = tuple(job for job in one.visit.jobs if job.job_id not in added)
    return Car(
        visit=replace(_booked(one), progress=(), in_bay=None, jobs=jobs),
        arrived_at=datetime.fromisoformat(arrived) if isinstance(arrived, str) else None,
        left_at=one.updated_at if one.state in _GONE else None,
    )


def reported(one: Appointment, base: Visit, now: Visit) -> Appointment:
    """The appointment with its visit as it is now; what was booked, where that is another, is kept beside."""
    booked, told = _kept(base), _kept(now)
    details = {name: value for name, value in one.details.items() if name != "floor"}
    if booked != told:
        details["floor"] = {"booked": booked, "told": told}
    return replace(one, visit=now, details=details)


def _kept(visit: Visit) -> dict[str, JsonValue]:
    return {
        "arrival": visit.arrival.isoformat(),
        "priority_class": visit.priority_class.value,
        "priority_reason": visit.priority_reason,
    }


def _booked(one: Appointment) -> Visit:
    """The visit before events changed it; where somebody else has changed it since, that counts."""
    visit, floor = one.visit, cast("Mapping[str, Mapping[str, str]] | None", one.details.get("floor"))
    if floor is None:
        return visit
    booked, told = floor["booked"], floor["told"]
    if datetime.fromisoformat(told["arrival"]) == visit.arrival:
        visit = replace(visit, arrival=datetime.fromisoformat(booked["arrival"]))
    if told["priority_class"] == visit.priority_class.value:
        priority = PriorityClass(booked["priority_class"])
        visit = replace(visit, priority_class=priority, priority_reason=booked["priority_reason"])
    return visit


def _counts(workshop_id: str, today: datetime) -> ColumnElement[bool]:
    """Events of today, of cars in the house, and of people and places as long as they can matter."""
    in_house = select(appointments.c.appointment_id).where(
        appointments.c.workshop_id == workshop_id, appointments.c.state == State.ARRIVED.value
    )
    return or_(
        events.c.occurred_at >= today,
        events.c.appointment_id.in_(in_house),
        events.c.appointment_id.is_(None) & (events.c.occurred_at >= today - LONGEST),
    )
