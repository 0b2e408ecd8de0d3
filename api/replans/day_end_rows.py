"""Between rows of `day_ends` and their records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from pydantic import TypeAdapter
from sqlalchemy import Connection, insert, or_, select, update

from api.desk import rows as desk_rows
from api.desk.life import State
from api.desk.records import Appointment
from api.replans.day_end_records import CarDecision, DayEnd
from api.store.desk_tables import appointments
from api.store.floor_tables import day_ends

DECISIONS = TypeAdapter(tuple[CarDecision, ...])


def day_end(connection: Connection, workshop_id: str, day: date) -> DayEnd:
    """The end of a date; version 0 when nothing was decided yet."""
    query = select(day_ends).where(day_ends.c.workshop_id == workshop_id, day_ends.c.date == day)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        return DayEnd(date=day, version=0)
    return DayEnd(
        date=day,
        version=row["version"],
        decisions=DECISIONS.validate_python(row["document"]),
        closed_at=row["closed_at"],
        actor=row["actor"],
    )


def put(connection: Connection, workshop_id: str, before: DayEnd, changed: DayEnd) -> DayEnd:
    """What is decided now, at the next version; the workshop is locked."""
    done = replace(changed, version=before.version + 1)
    values = {
        "version": done.version,
        "document": DECISIONS.dump_python(done.decisions, mode="json"),
        "closed_at": done.closed_at,
        "actor": done.actor,
    }
    if before.version == 0:
        connection.execute(insert(day_ends).values(workshop_id=workshop_id, date=done.date, **values))
    else:
        chosen = (day_ends.c.workshop_id == workshop_id, day_ends.c.date == done.date)
        connection.execute(update(day_ends).where(*chosen).values(**values))
    return done


def cars_until(connection: Connection, workshop_id: str, start: datetime, end: datetime) -> Sequence[Appointment]:
    """Cars in the house that came before ``end``, and those expected in ``[start, end)`` that have not come."""
    coming = [state.value for state in State if state.in_plan and state is not State.ARRIVED]
    at = appointments.c
    expected = at.state.in_(coming) & (at.arrival >= start)
    return desk_rows.chosen(
        connection, workshop_id, (at.arrival < end) & or_(at.state == State.ARRIVED.value, expected)
    )
