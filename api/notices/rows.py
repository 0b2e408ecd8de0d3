"""Between rows of `notices` and their records."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from pydantic import TypeAdapter
from sqlalchemy import Connection, RowMapping, Select, insert, select, update

from api.notices.records import NoticeState, StoredNotice
from api.store.floor_tables import notices
from optimizer.notices import Caller, NoticeKind, SpokenReason

# Our own documents, well formed: by the records' types, as `api.desk.documents` does.
REASONS = TypeAdapter(tuple[SpokenReason, ...])


class UnknownNoticeError(KeyError):
    """There is no notice of this id in the workshop."""


def new_notice_id() -> str:
    """A fresh id of a notice."""
    return f"ntc_{secrets.token_hex(12)}"


def notice(connection: Connection, workshop_id: str, notice_id: str) -> StoredNotice:
    """One notice. Raises ``UnknownNoticeError``."""
    row = connection.execute(_of(workshop_id).where(notices.c.notice_id == notice_id)).mappings().one_or_none()
    if row is None:
        raise UnknownNoticeError(notice_id)
    return _notice(row)


def open_notices(connection: Connection, workshop_id: str) -> Sequence[StoredNotice]:
    """Those about which somebody still has to do something, oldest first."""
    query = _of(workshop_id).where(notices.c.closed_at.is_(None)).order_by(notices.c.seq)
    return [_notice(row) for row in connection.execute(query).mappings()]


def notices_about(
    connection: Connection, workshop_id: str, appointment_ids: Sequence[str]
) -> dict[str, list[StoredNotice]]:
    """All notices of some appointments, by appointment, oldest first."""
    query = _of(workshop_id).where(notices.c.appointment_id.in_(appointment_ids)).order_by(notices.c.seq)
    found: dict[str, list[StoredNotice]] = {}
    for row in connection.execute(query).mappings():
        found.setdefault(row["appointment_id"], []).append(_notice(row))
    return found


def page(
    connection: Connection,
    workshop_id: str,
    *,
    states: Sequence[NoticeState] = (),
    appointment_id: str | None = None,
    before: int | None = None,
    limit: int,
) -> Sequence[StoredNotice]:
    """Notices, newest first, of those older than the row ``before``."""
    query = _of(workshop_id)
    if states:
        query = query.where(notices.c.state.in_([state.value for state in states]))
    if appointment_id is not None:
        query = query.where(notices.c.appointment_id == appointment_id)
    if before is not None:
        query = query.where(notices.c.seq < before)
    return [_notice(row) for row in connection.execute(query.order_by(notices.c.seq.desc()).limit(limit)).mappings()]


def workshops_with_open_notices(connection: Connection) -> Sequence[str]:
    """Workshops in which somebody is still to be called."""
    query = select(notices.c.workshop_id).distinct().where(notices.c.closed_at.is_(None))
    return list(connection.execute(query).scalars())


def insert_notice(connection: Connection, new: StoredNotice) -> None:
    """A new row; its ``seq`` is given by the store."""
    connection.execute(insert(notices).values(**_values(new)))


def update_notice(connection: Connection, changed: StoredNotice) -> None:
    """The row as it is now."""
    chosen = (notices.c.workshop_id == changed.workshop_id, notices.c.notice_id == changed.notice_id)
    connection.execute(update(notices).where(*chosen).values(**_values(changed)))


def _of(workshop_id: str) -> Select[tuple[object, ...]]:
    return select(notices).where(notices.c.workshop_id == workshop_id)


def _notice(row: RowMapping) -> StoredNotice:
    return StoredNotice(
        seq=row["seq"],
        workshop_id=row["workshop_id"],
        notice_id=row["notice_id"],
        version=row["version"],
        appointment_id=row["appointment_id"],
        kind=NoticeKind(row["kind"]),
        state=NoticeState(row["state"]),
        caller=Caller(row["caller"]),
        promised_before=row["promised_before"],
        promised_after=row["promised_after"],
        call_by=row["call_by"],
        attempts=row["attempts"],
        reasons=REASONS.validate_python(row["reasons"]),
        answer=row["answer"],
        replan_id=row["replan_id"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        closed_at=row["closed_at"],
    )


def _values(one: StoredNotice) -> dict[str, object]:
    return {
        "workshop_id": one.workshop_id,
        "notice_id": one.notice_id,
        "version": one.version,
        "appointment_id": one.appointment_id,
        "kind": one.kind.value,
        "state": one.state.value,
        "caller": one.caller.value,
        "promised_before": one.promised_before,
        "promised_after": one.promised_after,
        "call_by": one.call_by,
        "attempts": one.attempts,
        "reasons": REASONS.dump_python(one.reasons, mode="json"),
        "answer": None if one.answer is None else dict(one.answer),
        "replan_id": one.replan_id,
        "created_at": one.created_at,
        "updated_at": one.updated_at,
        "closed_at": one.closed_at,
    }
