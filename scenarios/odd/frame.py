"""Where and when an odd day is: zone, open dates, ``now``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from optimizer.calendar import Span, merge
from scenarios.clock import at
from scenarios.odd.picker import Picker

_MIDNIGHT = 24 * 60
# A plain day; clock changes by night, by half an hour, at midnight; offsets that are no whole hours.
_PLACES = (
    ("Asia/Shanghai", date(2026, 11, 23)),
    ("Europe/Berlin", date(2026, 3, 28)),
    ("Europe/Berlin", date(2026, 3, 29)),
    ("Europe/Berlin", date(2026, 10, 24)),
    ("Europe/Berlin", date(2026, 10, 25)),
    ("America/New_York", date(2026, 10, 31)),
    ("Australia/Lord_Howe", date(2026, 4, 4)),
    ("Australia/Lord_Howe", date(2026, 10, 3)),
    ("Africa/Cairo", date(2026, 4, 23)),
    ("America/Havana", date(2026, 10, 31)),
    ("Asia/Kathmandu", date(2028, 2, 28)),
    ("UTC", date(2026, 12, 31)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Zone, open dates with their opening times in minutes after midnight, ``now`` and the grid."""

    zone: ZoneInfo
    dates: tuple[date, ...]
    hours: tuple[tuple[int, int], ...]
    now: datetime
    grid: int
    horizon_days: int

    @property
    def planned_dates(self) -> tuple[date, ...]:
        """Open dates within the horizon; a shop open past midnight is open on the next date too."""
        opened = set(self.dates)
        for day, (_, end) in zip(self.dates, self.hours, strict=True):
            if end > _MIDNIGHT:
                opened.add(day + timedelta(days=1))
        return tuple(sorted(opened))[: self.horizon_days]

    def hours_of(self, day: date) -> tuple[int, int]:
        """Opening times of a date in minutes; the first hours of one that is open from the day before only."""
        return dict(zip(self.dates, self.hours, strict=True)).get(day, (0, 120))

    def span(self, day: date, start: int, end: int) -> Span | None:
        """The span between two wall-clock minutes, None where a clock change leaves nothing of it."""
        begin, finish = at(self.zone, day, start), at(self.zone, day, end)
        return Span(begin, finish) if begin < finish else None


def frame(pick: Picker) -> Frame:
    """Up to four open dates, most in a row, with short or long opening times, and ``now`` on the first."""
    name, first = pick.choice(_PLACES)
    zone = ZoneInfo(name)
    dates, day = [], first
    for _ in range(pick.choice((2, 1, 3, 4, 3, 3, 4, 4))):
        dates.append(day)
        day += timedelta(days=pick.choice((1, 1, 1, 2)))
    grid = pick.choice((1, 5, 6, 10))
    hours = tuple(_opening(pick) for _ in dates)
    start, end = hours[0]
    latest = end + 30 if pick.chance(20) else (2 * start + end) // 3
    minute = min(_MIDNIGHT - 1, max(0, pick.integer(start - 30, latest)))
    minute -= 0 if pick.chance(15) else minute % grid
    now = at(zone, first, minute) + timedelta(seconds=pick.choice((0, 0, 0, 0, 0, 0, 0, 20)))
    return Frame(
        zone=zone,
        dates=tuple(dates),
        hours=hours,
        now=now,
        grid=grid,
        horizon_days=pick.choice((len(dates), len(dates), 3, len(dates), 2, 3, 3, 1)),
    )


def _opening(pick: Picker) -> tuple[int, int]:
    start = pick.choice((8 * 60, 8 * 60, 9 * 60, 0, 60, 7 * 60 + 30, 11 * 60 + 7))
    length = pick.choice((9 * 60, 10 * 60, 9 * 60, 10 * 60, 9 * 60, 10 * 60, 11 * 60, 4 * 60, 90, 25))
    return (22 * 60, 26 * 60) if pick.chance(3) else (start, start + length)


def spans(frame: Frame, pick: Picker, *, day_off: int = 0, ragged: int = 0) -> tuple[Span, ...]:
    """Spans over the opening times of the dates.

    ``day_off``: chance that a date is left out; ``ragged``: chance that its span starts and ends elsewhere, or
    comes in two pieces. The spans of a date never overlap.
    """
    found: list[Span | None] = []
    for day, (start, end) in zip(frame.dates, frame.hours, strict=True):
        if pick.chance(day_off):
            continue
        if not pick.chance(ragged):
            found.append(frame.span(day, start, end))
            continue
        begin = max(0, start + pick.choice((0, -60, 45, 120)))
        length = pick.choice((8 * 60, 8 * 60, 9 * 60, 3 * 60, 40, 7))
        found.append(frame.span(day, begin, begin + length))
        if pick.chance(30):
            found.append(frame.span(day, begin + length + 30, begin + length + 30 + pick.choice((120, 13))))
    return merge(span for span in found if span is not None)


def holes(frame: Frame, pick: Picker, most: int) -> tuple[Span, ...]:
    """Up to ``most`` spans anywhere on the dates, possibly outside every shift, for breaks and the like."""
    found = []
    for _ in range(pick.integer(0, most)):
        index = pick.integer(0, len(frame.dates) - 1)
        start, end = frame.hours[index]
        begin = pick.integer(max(0, start - 60), end)
        span = frame.span(frame.dates[index], begin, begin + pick.choice((30, 10, 60, 15, 45, 30, 15, 10, 240, 900)))
        found += [span] if span is not None else []
    return tuple(found)
