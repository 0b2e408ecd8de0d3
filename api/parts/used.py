"""Parts that left with a car."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from sqlalchemy import Connection

from api.desk.records import Appointment
from api.parts.picks import forget_picks
from api.parts.scene import Scene
from api.parts.shelf import take_off_hand
from api.setup.rows import stored
from api.store.journal import note


def use_parts(connection: Connection, one: Appointment, at: datetime, actor: str) -> None:
    """A car is delivered: what its jobs needed is on the shelf no more, and lies aside no more.

    The caller has locked the workshop, and takes the appointment out of the plan in the same transaction: its pieces
    would else count as free. Work outside the catalogue takes nothing.
    """
    setup = stored(connection, one.workshop_id).setup
    scene = Scene(setup=setup, now=at, orders=(), appointments={one.appointment_id: one})
    used = Counter[str]()
    for need in scene.needs:
        used[need.part_number] += need.quantity
    listed = {part: pieces for part, pieces in sorted(used.items()) if part in scene.parts}
    forget_picks(connection, one.workshop_id, one.appointment_id)
    if not listed:
        return
    take_off_hand(connection, one.workshop_id, listed, at, actor)
    note(
        connection,
        workshop_id=one.workshop_id,
        subject_id=one.appointment_id,
        type_="parts.used",
        payload={"parts": listed},
        at=at,
        actor=actor,
    )
