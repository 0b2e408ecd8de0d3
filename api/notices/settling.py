"""Notices that time has overtaken: the call makes no sense any more, or its appointment is another one now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from api.desk import rows as desk_rows
from api.notices import rows
from api.notices.records import NoticeState, StoredNotice
from api.notices.writing import NoticeWriter
from api.store.database import Database
from optimizer.notices import NoticeKind

SETTLER = "service"


def settle(database: Database, workshop_id: str, now: datetime) -> int:
    """Expire and withdraw what is overtaken in one workshop; how many. Called before the list is looked at."""
    with database.read() as connection:
        if not any(_overtaken(connection, one, now) for one in rows.open_notices(connection, workshop_id)):
            return 0
    return database.transact(lambda connection: _settle(connection, workshop_id, now))


def settle_all(database: Database, clock: Callable[[], datetime]) -> int:
    """The same for all workshops."""
    with database.read() as connection:
        found = rows.workshops_with_open_notices(connection)
    return sum(settle(database, workshop_id, clock()) for workshop_id in found)


def _settle(connection: Connection, workshop_id: str, now: datetime) -> int:
    desk_rows.lock_workshop(connection, workshop_id)
    writer = NoticeWriter(connection=connection, workshop_id=workshop_id, now=now, actor=SETTLER)
    settled = 0
    for one in rows.open_notices(connection, workshop_id):
        state = _overtaken(connection, one, now)
        if state is NoticeState.WITHDRAWN:
            writer.withdraw(one)
        elif state is NoticeState.EXPIRED:
            writer.expire(one)
        settled += state is not None
    return settled


def _overtaken(connection: Connection, one: StoredNotice, now: datetime) -> NoticeState | None:
    """How a notice ends by itself, if it does now. Who has been told may answer until the new time."""
    about = desk_rows.appointment(connection, one.workshop_id, one.appointment_id)
    moved = one.kind is not NoticeKind.SAFETY_COMEBACK and about.visit.promised != one.promised_before
    if moved or not about.state.in_plan:
        return NoticeState.WITHDRAWN
    until = one.promised_after if one.state is NoticeState.CALLED else one.call_by
    return NoticeState.EXPIRED if until is not None and until <= now else None
