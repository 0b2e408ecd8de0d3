"""Hours on the wall clock of a workshop, and the instants at which that clock shows them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from optimizer.calendar import Span

MIDNIGHT = 24 * 60
LAST_MINUTE = 36 * 60
HOURS_PATTERN = r"^([0-2]\d|3[0-6]):[0-5]\d-([0-2]\d|3[0-6]):[0-5]\d$"


class Weekday(StrEnum):
    """Days of the week, in their order."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"

    @classmethod
    def of(cls, day: date) -> Weekday:
        """The weekday of a date."""
        return WEEK[day.weekday()]


WEEK = tuple(Weekday)


@dataclass(frozen=True, slots=True, order=True)
class Hours:
    """``[start, end)`` on the wall clock of a date, in minutes after 00:00; written ``08:00-17:30``.

    Minutes above 1440 are of the next date: ``22:00-30:00`` ends at 6:00. Raises ``ValueError`` unless
    0 ≤ start < end ≤ 36:00.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        """Check."""
        if not 0 <= self.start < self.end <= LAST_MINUTE:
            raise ValueError(
                f"{_clock(self.start)}-{_clock(self.end)} does not end after its start, by 36:00 at latest"
            )

    def __str__(self) -> str:
        """``08:00-17:30``."""
        return f"{_clock(self.start)}-{_clock(self.end)}"

    @classmethod
    def parse(cls, text: str) -> Hours:
        """The hours of a text. Raises ``ValueError`` for another form or hours that are none."""
        if not re.fullmatch(HOURS_PATTERN, text, re.ASCII):
            raise ValueError(f"{text} is not written like 08:00-17:30")
        start, end = text.split("-")
        return cls(_minutes(start), _minutes(end))

    def overlaps(self, other: Hours) -> bool:
        """Whether the two share a minute."""
        return self.start < other.end and other.start < self.end


@lru_cache(maxsize=20_000)
def instant_at(zone: ZoneInfo, day: date, minute: int) -> datetime:
    """The instant at which the clock shows ``minute`` minutes after 00:00 of ``day``, with a fixed UTC offset.

    Of two such instants the earlier; for a time that the clock skips the instant at which it jumps. Later
    minutes never give earlier instants.
    """
    wall = datetime.combine(day, time(), tzinfo=zone) + timedelta(minutes=minute)
    instant = wall.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) != wall.replace(tzinfo=None):
        instant = _jump(zone, wall.replace(fold=1).astimezone(UTC), instant)
    return instant.astimezone(timezone(instant.astimezone(zone).utcoffset() or timedelta()))


@lru_cache(maxsize=20_000)
def span_on(zone: ZoneInfo, day: date, hours: Hours) -> Span | None:
    """The span of hours on a date; None when the clock skips all of them."""
    start, end = instant_at(zone, day, hours.start), instant_at(zone, day, hours.end)
    return Span(start, end) if start < end else None


def _jump(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The instant in ``(before, after]`` (UTC) from which the zone has the later offset."""
    late = after.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        if middle.astimezone(zone).utcoffset() == late:
            after = middle
        else:
            before = middle
    return after.replace(microsecond=0)


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _minutes(clock: str) -> int:
    hour, _, minute = clock.partition(":")
    return 60 * int(hour) + int(minute)
