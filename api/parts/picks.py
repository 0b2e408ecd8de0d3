"""Between rows of `picks` and their records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, RowMapping, delete, insert, select

from api.parts.records import Picks
from api.store.parts_tables import picks

NOTHING = Picks(parts={})


def picks_of(connection: Connection, workshop_id: str, appointment_id: str) -> Picks:
    """What lies aside for one appointment."""
    return picks_by_appointment(connection, workshop_id, [appointment_id]).get(appointment_id, NOTHING)


def picks_by_appointment(
    connection: Connection, workshop_id: str, appointment_ids: Iterable[str]
) -> Mapping[str, Picks]:
    """What lies aside, by appointment; those for which nothing ever did are left out."""
    ids = list(appointment_ids)
    query = select(picks).where(picks.c.workshop_id == workshop_id, picks.c.appointment_id.in_(ids))
    return {row["appointment_id"]: _picks(row) for row in connection.execute(query).mappings()}


def lying_aside(connection: Connection, workshop_id: str) -> Mapping[str, Picks]:
    """What lies aside now, by appointment."""
    query = select(picks).where(picks.c.workshop_id == workshop_id, picks.c.pieces > 0)
    return {row["appointment_id"]: _picks(row) for row in connection.execute(query).mappings()}


def put_picks(connection: Connection, workshop_id: str, appointment_id: str, now: Picks) -> None:
    """The row as it is now; the caller has locked the workshop."""
    chosen = (picks.c.workshop_id == workshop_id, picks.c.appointment_id == appointment_id)
    connection.execute(delete(picks).where(*chosen))
    values = {"version": now.version, "parts": dict(now.parts), "actor": now.actor}
    connection.execute(
        insert(picks).values(
            workshop_id=workshop_id,
            appointment_id=appointment_id,
            picked_at=now.picked_at,
            returned_at=now.returned_at,
            pieces=sum(now.parts.values()),
            **values,
        )
    )


def forget_picks(connection: Connection, workshop_id: str, appointment_id: str) -> None:
    """Nothing lies aside for an appointment any more: it went into the car."""
    connection.execute(
        delete(picks).where(picks.c.workshop_id == workshop_id, picks.c.appointment_id == appointment_id)
    )


def _picks(row: RowMapping) -> Picks:
    return Picks(
        version=row["version"],
        parts=row["parts"],
        picked_at=row["picked_at"],
        returned_at=row["returned_at"],
        actor=row["actor"],
    )
