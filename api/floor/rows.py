"""What the floor reads and writes of workshops and appointments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, func, or_, select, update

from api.desk import rows as desk_rows
from api.desk.life import State
from api.desk.records import Appointment
from api.desk.rows import UnknownWorkshopError
from api.floor.records import FloorVersions
from api.store.desk_tables import appointments
from api.store.floor_tables import events
from api.store.setup_tables import workshops


def versions_of(connection: Connection, workshop_id: str) -> FloorVersions:
    """Present versions. Raises ``UnknownWorkshopError``."""
    at = workshops.c
    query = select(at.setup_version, at.plan_version, at.floor_version, at.facts_version)
    row = connection.execute(query.where(at.workshop_id == workshop_id)).one_or_none()
    if row is None:
        raise UnknownWorkshopError(workshop_id)
    return FloorVersions(setup=row[0], plan=row[1], floor=row[2], facts=row[3])


def count_up(connection: Connection, workshop_id: str, *, facts: bool = False) -> None:
    """An event or a decision more; with ``facts`` one that changes what is known of people and places.

    The caller has locked the workshop.
    """
    values = {"floor_version": workshops.c.floor_version + 1}
    if facts:
        values["facts_version"] = workshops.c.facts_version + 1
    connection.execute(update(workshops).where(workshops.c.workshop_id == workshop_id).values(**values))


def last_event(connection: Connection, workshop_id: str) -> int:
    """Sequence number of the event accepted last, 0 without any."""
    query = select(func.max(events.c.seq)).where(events.c.workshop_id == workshop_id)
    return connection.execute(query).scalar_one_or_none() or 0


def cars_from(connection: Connection, workshop_id: str, start: datetime) -> Sequence[Appointment]:
    """Cars that are in the house, and those still to come from ``start`` on, by arrival.

    Those without a place are among them; those that should have come before ``start`` and did not, are not.
    """
    coming = [state.value for state in State if state.in_plan and state is not State.ARRIVED]
    expected = appointments.c.state.in_(coming) & (appointments.c.arrival >= start)
    chosen = or_(appointments.c.state == State.ARRIVED.value, expected)
    return desk_rows.chosen(connection, workshop_id, chosen)
