"""How a part stands for an appointment, in words: English and Chinese."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo


class PartStatus(StrEnum):
    """How a part stands for one appointment."""

    PICKED = "picked"
    ON_SHELF = "on_shelf"
    COMES_IN_TIME = "comes_in_time"
    COMES_LATE = "comes_late"
    OVERDUE = "overdue"  # should have come and has not been received
    NOT_ORDERED = "not_ordered"


@dataclass(frozen=True, slots=True)
class Words:
    """The same in both languages."""

    en: str
    zh: str


_WORDS = {
    PartStatus.PICKED: Words("picked, lies aside", "已备件"),
    PartStatus.ON_SHELF: Words("on the shelf, to be picked", "在库，待备件"),
    PartStatus.COMES_IN_TIME: Words("back order, comes {at}, in time", "缺件，{at}到货，赶得上开工"),
    PartStatus.COMES_LATE: Words("back order, comes {at}, after the work starts", "缺件，{at}到货，晚于开工"),
    PartStatus.OVERDUE: Words("back order, was due {at} and has not come", "缺件，应于{at}到货，尚未到货"),
    PartStatus.NOT_ORDERED: Words("missing, and nothing ordered covers it", "缺件，尚无订货可供"),
}


def words_of(status: PartStatus, at: datetime | None, zone: ZoneInfo) -> Words:
    """What a status means; ``at``: the ETA it speaks of."""
    told = _WORDS[status]
    shown = "" if at is None else f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
    return Words(told.en.format(at=shown), told.zh.format(at=shown))
