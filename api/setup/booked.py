"""What is booked in a workshop, as far as a change of its set-up must know it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, select

from api.store.desk_tables import appointments
from optimizer.plan import Assignment
from optimizer.visit import Visit

_ASSIGNMENTS = TypeAdapter(tuple[Assignment, ...])
_VISIT = TypeAdapter(Visit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """An appointment that has a place in the plan, and its steps that are not over yet."""

    appointment_id: str
    arrival: datetime
    state: str
    visit: Visit
    assignments: tuple[Assignment, ...]


def booked_in(connection: Connection, workshop_id: str, now: datetime) -> tuple[Booked, ...]:
    """All appointments of a workshop that have a place in the plan, by arrival."""
    names = ("appointment_id", "arrival", "state", "visit", "assignments")
    chosen = (appointments.c.workshop_id == workshop_id, appointments.c.in_plan)
    query = select(*(appointments.c[name] for name in names)).where(*chosen)
    rows = connection.execute(query.order_by(appointments.c.arrival, appointments.c.appointment_id))
    return tuple(
        Booked(
            appointment_id=row.appointment_id,
            arrival=row.arrival,
            state=row.state,
            visit=_VISIT.validate_python(row.visit),
            assignments=tuple(one for one in _ASSIGNMENTS.validate_python(row.assignments) if one.end > now),
        )
        for row in rows
    )


def users_of(booked: Sequence[Booked], codes: frozenset[str]) -> Iterator[tuple[Booked, str]]:
    """Appointments with a job of one of these operation or group codes, and the code."""
    for one in booked:
        for job in one.visit.jobs:
            if job.operation_code in codes:
                yield one, job.operation_code
