"""A notice as the store keeps it, and the states of its call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from pydantic import JsonValue

from optimizer.notices import Caller, NoticeKind, SpokenReason


class NoticeState(StrEnum):
    """Where a call is (the reschedule states of the trade's standard in brackets)."""

    PROPOSED = "proposed"  # to be called (PROPOSED)
    CALLED = "called"  # told, not answered yet (PENDING_AGREEMENT)
    NO_ANSWER = "no_answer"  # nobody picked up; to be called again
    AGREED = "agreed"  # (AGREED)
    DECLINED = "declined"  # (DECLINED)
    WITHDRAWN = "withdrawn"  # no longer needed (WITHDRAWN)
    EXPIRED = "expired"  # the call makes no sense any more (EXPIRED)

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self in OPEN_STATES


OPEN_STATES = frozenset({NoticeState.PROPOSED, NoticeState.CALLED, NoticeState.NO_ANSWER})


class NoticeAction(StrEnum):
    """What those who call do."""

    CALLED = "called"
    NO_ANSWER = "no-answer"
    AGREED = "agreed"
    DECLINED = "declined"


LEADS_TO: Mapping[NoticeAction, NoticeState] = MappingProxyType(
    {
        NoticeAction.CALLED: NoticeState.CALLED,
        NoticeAction.NO_ANSWER: NoticeState.NO_ANSWER,
        NoticeAction.AGREED: NoticeState.AGREED,
        NoticeAction.DECLINED: NoticeState.DECLINED,
    }
)

# Nobody can agree to a time that is not there; a service manager is told, and that is all.
_OF_KIND: Mapping[NoticeKind, frozenset[NoticeAction]] = MappingProxyType(
    {
        NoticeKind.PROMISE_MOVED: frozenset(NoticeAction),
        NoticeKind.NO_PLACE: frozenset({NoticeAction.CALLED, NoticeAction.NO_ANSWER, NoticeAction.DECLINED}),
        NoticeKind.SAFETY_COMEBACK: frozenset({NoticeAction.CALLED}),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredNotice:
    """One row. ``answer``: what the customer said, as JSON of ours; ``attempts``: calls that nobody answered."""

    seq: int
    workshop_id: str
    notice_id: str
    version: int
    appointment_id: str
    kind: NoticeKind
    state: NoticeState
    caller: Caller
    promised_before: datetime | None
    promised_after: datetime | None
    call_by: datetime | None
    attempts: int
    reasons: tuple[SpokenReason, ...]
    answer: Mapping[str, JsonValue] | None
    replan_id: str | None
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something; who only had to be told has nothing more to do."""
        return self.closed_at is None


def allowed(one: StoredNotice) -> tuple[NoticeAction, ...]:
    """What may be done next, in the order of a call."""
    if not one.is_open:
        return ()
    return tuple(action for action in NoticeAction if action in _OF_KIND[one.kind])
