"""From the wall clock of a workshop to instants, and the dates on which it is open."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from optimizer.calendar import Span

SUNDAY = 6


def at(zone: ZoneInfo, day: date, minute: int) -> datetime:
    """The instant at which the wall clock of ``zone`` shows ``minute`` minutes after 00:00 of ``day``.

    Minutes of 1440 and more run into the next dates. The result carries a fixed UTC offset, so that
    differences and comparisons are of elapsed time (two instants with one ``ZoneInfo`` compare by the wall
    clock). A time that a clock change skips becomes the instant as many minutes after the change.
    """
    wall = datetime.combine(day, time(), tzinfo=zone) + timedelta(minutes=minute)
    return in_zone(wall.astimezone(UTC), zone)


def in_zone(instant: datetime, zone: ZoneInfo) -> datetime:
    """The same instant with the fixed UTC offset that ``zone`` has then."""
    offset = instant.astimezone(zone).utcoffset()
    return instant.astimezone(timezone(offset or timedelta()))


def local_date(instant: datetime, zone: ZoneInfo) -> date:
    """The date on the wall in ``zone``."""
    return instant.astimezone(zone).date()


def span(zone: ZoneInfo, day: date, start: int, end: int) -> Span:
    """The span between two wall-clock times of ``day``, in minutes after 00:00."""
    return Span(at(zone, day, start), at(zone, day, end))


def open_dates(first: date, count: int, closed_weekdays: Collection[int]) -> tuple[date, ...]:
    """``count`` dates from ``first`` on whose weekday (Monday 0) is not closed."""
    dates: list[date] = []
    day = first
    while len(dates) < count:
        if day.weekday() not in closed_weekdays:
            dates.append(day)
        day += timedelta(days=1)
    return tuple(dates)


def minutes_between(start: datetime, end: datetime) -> int:
    """Whole elapsed minutes from ``start`` to ``end``, rounded down."""
    return int((end - start) // timedelta(minutes=1))


def round_up(instant: datetime, minutes: int) -> datetime:
    """The first instant not before ``instant`` on a full multiple of ``minutes`` of the local hour."""
    past = timedelta(minutes=instant.minute % minutes, seconds=instant.second, microseconds=instant.microsecond)
    return instant if not past else instant - past + timedelta(minutes=minutes)
