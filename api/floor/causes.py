"""What has happened since a plan was made, as causes of the next one."""

from __future__ import annotations

from sqlalchemy import Connection

from api.floor.records import FloorDay
from api.floor.stored import events_after
from optimizer.changes import Cause
from scenarios.events.causes import Names, cause_of


def causes_since(connection: Connection, floor: FloorDay, seq: int) -> tuple[Cause, ...]:
    """Causes among the events accepted after ``seq`` and not withdrawn, in that order."""
    plates = {key: one.plate for key, one in floor.appointments.items()}
    names = Names.of(floor.setup, plates)
    told = events_after(connection, floor.setup.workshop_id, seq)
    found = (cause_of(one.told, names) for one in told if one.told.seq <= floor.event_seq)
    return tuple(one for one in found if one is not None)
