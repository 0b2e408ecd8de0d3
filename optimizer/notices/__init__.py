"""Who must be told of a new plan, of what, why, and until when the call makes sense."""

from optimizer.notices.order import call_order
from optimizer.notices.records import AnswerNeeded, Caller, Notice, NoticeKind, SpokenReason
from optimizer.notices.whom import notices
from optimizer.notices.words import sentence

__all__ = [
    "AnswerNeeded",
    "Caller",
    "Notice",
    "NoticeKind",
    "SpokenReason",
    "call_order",
    "notices",
    "sentence",
]
