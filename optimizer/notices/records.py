"""A call that a new plan makes necessary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from optimizer.changes import CauseKind


class NoticeKind(StrEnum):
    """What is told."""

    PROMISE_MOVED = "promise_moved"  # ready later than promised
    NO_PLACE = "no_place"  # the appointment cannot be kept at all
    SAFETY_COMEBACK = "safety_comeback"  # to the service manager: such a car is in the house


class Caller(StrEnum):
    """Who calls, or for the service manager who is told."""

    DESK = "desk"
    VIC_OFFICER = "vic_officer"
    COMPLAINT_OFFICER = "complaint_officer"
    SERVICE_MANAGER = "service_manager"


class AnswerNeeded(StrEnum):
    """What the call must bring."""

    AGREEMENT = "agreement"  # to the new promised time
    ANOTHER_TIME = "another_time"  # there is none: a wish
    NONE = "none"  # it was told


ANSWER_NEEDED = {
    NoticeKind.PROMISE_MOVED: AnswerNeeded.AGREEMENT,
    NoticeKind.NO_PLACE: AnswerNeeded.ANOTHER_TIME,
    NoticeKind.SAFETY_COMEBACK: AnswerNeeded.NONE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenReason:
    """A reason fit to say aloud: it names no other customer, no plate and nobody of the shop.

    ``event_id``: the event it comes from, "" when nobody told of one. ``cause`` None: nothing that happened leads
    there.
    """

    cause: CauseKind | None
    event_id: str
    text_en: str
    text_zh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One call. ``promised_before`` stays the promise until the customer agrees to ``promised_after``.

    ``call_by``: when the call no longer makes sense; None: it always does.
    """

    visit_id: str
    kind: NoticeKind
    caller: Caller
    promised_before: datetime | None
    promised_after: datetime | None
    call_by: datetime | None
    reason: SpokenReason | None

    @property
    def answer_needed(self) -> AnswerNeeded:
        """What the call must bring."""
        return ANSWER_NEEDED[self.kind]
