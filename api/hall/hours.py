"""Whether a technician is at work, and when so much work is done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from api.hall.resources import Presence
from optimizer.calendar import Span, subtract
from optimizer.workshop import Technician


def presence_of(one: Technician, now: datetime) -> Presence:
    """Where a technician is at ``now``."""
    if _within(one.absences, now):
        return Presence.AWAY
    if not _within((*one.shifts, *one.overtime), now):
        return Presence.OFF
    return Presence.ON_BREAK if _within(one.breaks, now) else Presence.AT_WORK


def done_at(one: Technician, now: datetime, minutes: int) -> datetime:
    """When so many minutes are worked from ``now``; on end when the technician has no hours left for them."""
    left = timedelta(minutes=minutes)
    for span in subtract((*one.shifts, *one.overtime), (*one.breaks, *one.absences)):
        start = max(span.start, now)
        if span.end <= start:
            continue
        if left <= span.end - start:
            return start + left
        left -= span.end - start
    return now + timedelta(minutes=minutes)


def _within(spans: Iterable[Span], at: datetime) -> bool:
    return any(one.start <= at < one.end for one in spans)
