"""Writes what happens to notices: the row and the journal together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from api.notices import rows
from api.notices.records import NoticeState, StoredNotice
from api.store.journal import note
from optimizer.notices import AnswerNeeded, Notice
from optimizer.notices.records import ANSWER_NEEDED


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeWriter:
    """Changes to the notices of one workshop in one transaction that has locked the workshop."""

    connection: Connection
    workshop_id: str
    now: datetime
    actor: str

    def propose(self, new: Notice, replan_id: str | None) -> StoredNotice:
        """A new notice."""
        made = StoredNotice(
            seq=0,
            workshop_id=self.workshop_id,
            notice_id=rows.new_notice_id(),
            version=1,
            appointment_id=new.visit_id,
            kind=new.kind,
            state=NoticeState.PROPOSED,
            caller=new.caller,
            promised_before=new.promised_before,
            promised_after=new.promised_after,
            call_by=new.call_by,
            attempts=0,
            reasons=() if new.reason is None else (new.reason,),
            answer=None,
            replan_id=replan_id,
            created_at=self.now,
            updated_at=self.now,
            closed_at=None,
        )
        rows.insert_notice(self.connection, made)
        self._tell(made, "notice.proposed")
        return made

    def change(self, before: StoredNotice, changed: StoredNotice, type_: str = "notice.changed") -> StoredNotice:
        """A notice as it is from now on; closed by its state, or because there is nothing to answer."""
        over = not changed.state.is_open or _is_told(changed)
        now = replace(changed, version=before.version + 1, updated_at=self.now, closed_at=self.now if over else None)
        rows.update_notice(self.connection, now)
        self._tell(now, type_)
        return now

    def withdraw(self, before: StoredNotice) -> StoredNotice:
        """It is no longer needed."""
        return self.change(before, replace(before, state=NoticeState.WITHDRAWN), "notice.withdrawn")

    def expire(self, before: StoredNotice) -> StoredNotice:
        """The call makes no sense any more."""
        return self.change(before, replace(before, state=NoticeState.EXPIRED))

    def _tell(self, one: StoredNotice, type_: str) -> None:
        note(
            self.connection,
            workshop_id=self.workshop_id,
            subject_id=one.notice_id,
            type_=type_,
            payload=_payload(one),
            at=self.now,
            actor=self.actor,
        )


def _is_told(one: StoredNotice) -> bool:
    return ANSWER_NEEDED[one.kind] is AnswerNeeded.NONE and one.state is NoticeState.CALLED


def _payload(one: StoredNotice) -> dict[str, object]:
    """What the journal tells: no customer, no plate, nothing that somebody typed."""
    return {
        "appointment_id": one.appointment_id,
        "version": one.version,
        "kind": one.kind.value,
        "state": one.state.value,
        "caller": one.caller.value,
        "promised_before": _text(one.promised_before),
        "promised_after": _text(one.promised_after),
        "call_by": _text(one.call_by),
        "replan_id": one.replan_id,
    }


def _text(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
