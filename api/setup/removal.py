"""The end of a workshop."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, select

from api.setup.change import Author
from api.store.desk_tables import appointments
from api.store.journal import note
from api.store.tables import metadata

# What happened is told for ever; runs are of days that were sent, whose workshop need not be here.
_KEPT = frozenset({"journal", "runs"})


def open_appointments(connection: Connection, workshop_id: str) -> Sequence[str]:
    """Ids of the appointments that have a place in the plan, by arrival."""
    chosen = (appointments.c.workshop_id == workshop_id, appointments.c.in_plan)
    query = select(appointments.c.appointment_id).where(*chosen).order_by(appointments.c.arrival)
    return connection.execute(query).scalars().all()


def remove(connection: Connection, workshop_id: str, author: Author) -> None:
    """Delete every row that belongs to a workshop but the journal's, which tells it. The caller has it locked."""
    for table in reversed(metadata.sorted_tables):
        if "workshop_id" in table.c and table.name not in _KEPT:
            connection.execute(delete(table).where(table.c.workshop_id == workshop_id))
    note(
        connection,
        workshop_id=workshop_id,
        subject_id=workshop_id,
        type_="workshop.removed",
        payload={},
        at=author.at,
        actor=author.actor,
    )
