"""Why something cannot have happened, and what is odd about what has."""

from __future__ import annotations

from dataclasses import dataclass


class EventRefused(Exception):  # noqa: N818  # an answer to a person, in whose words it is refused
    """What was told cannot be.

    ``field``: of the event, at which it is wrong; empty: the event as a whole. ``against``: the event it contradicts.
    """

    def __init__(self, code: str, message: str, remedy: str, *, field: str = "", against: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.remedy = code, message, remedy
        self.field, self.against = field, against


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """Something odd about an event that was accepted all the same, in both languages."""

    code: str
    text_en: str
    text_zh: str
