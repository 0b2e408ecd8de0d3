"""What becomes of a notice when somebody has called."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

from pydantic import JsonValue
from sqlalchemy import Connection

from api.desk import rows as desk_rows
from api.desk.changes import Changes
from api.desk.life import LifeAction
from api.desk.records import Versions
from api.notices import rows
from api.notices.asks import Agreed, Declined
from api.notices.records import LEADS_TO, NoticeAction, StoredNotice, allowed
from api.notices.refusals import not_allowed, promise_changed, too_early
from api.notices.writing import NoticeWriter
from api.service.etag import check_seen


class Answering:
    """One transaction in which a customer has been called: locks the workshop."""

    def __init__(self, connection: Connection, workshop_id: str, now: datetime, actor: str) -> None:
        self._versions: Versions = desk_rows.lock_workshop(connection, workshop_id)
        self._writer = NoticeWriter(connection=connection, workshop_id=workshop_id, now=now, actor=actor)

    def attempted(self, notice_id: str, action: NoticeAction, note: str, seen: frozenset[int] | None) -> StoredNotice:
        """Somebody was told, or nobody answered. Raises ``UnknownNoticeError`` and ``ApiError``."""
        before = self._seen(notice_id, action, seen)
        missed = 1 if action is NoticeAction.NO_ANSWER else 0
        return self._answered(before, action, {"note": note} if note else None, attempts=before.attempts + missed)

    def agreed(self, notice_id: str, ask: Agreed, seen: frozenset[int] | None) -> StoredNotice:
        """The customer agrees: from now on the new time is the promise. Raises as ``attempted`` does."""
        before = self._seen(notice_id, NoticeAction.AGREED, seen)
        assert before.promised_after is not None  # else there is nothing to agree to
        promised = ask.promised or before.promised_after
        if promised < before.promised_after:
            raise too_early(before.promised_after)
        self._promise(before, promised)
        zone = desk_rows.zone_of(self._writer.connection, self._writer.workshop_id)
        answer: dict[str, JsonValue] = {"promised": promised.astimezone(zone).isoformat(), "note": ask.note}
        return self._answered(before, NoticeAction.AGREED, answer, attempts=before.attempts)

    def declined(self, notice_id: str, ask: Declined, seen: frozenset[int] | None) -> StoredNotice:
        """The customer does not; the old promise stays. Raises as ``attempted`` does."""
        before = self._seen(notice_id, NoticeAction.DECLINED, seen)
        answer: dict[str, JsonValue] = json.loads(ask.model_dump_json(exclude_defaults=True))
        return self._answered(before, NoticeAction.DECLINED, answer, attempts=before.attempts)

    def _seen(self, notice_id: str, action: NoticeAction, seen: frozenset[int] | None) -> StoredNotice:
        found = rows.notice(self._writer.connection, self._writer.workshop_id, notice_id)
        check_seen(seen, found.version)
        if action not in allowed(found):
            raise not_allowed(found, action)
        return found

    def _answered(
        self, before: StoredNotice, action: NoticeAction, answer: dict[str, JsonValue] | None, *, attempts: int
    ) -> StoredNotice:
        changed = replace(before, state=LEADS_TO[action], attempts=attempts, answer=answer or before.answer)
        return self._writer.change(before, changed)

    def _promise(self, notice: StoredNotice, promised: datetime) -> None:
        writer = self._writer
        one = desk_rows.appointment(writer.connection, writer.workshop_id, notice.appointment_id)
        if one.visit.promised != notice.promised_before:
            raise promise_changed(one.visit.promised)
        changes = Changes(writer.connection, writer.workshop_id, self._versions, writer.now, writer.actor)
        changes.apply(one, LifeAction.PROMISE, replace(one, visit=replace(one.visit, promised=promised)))
