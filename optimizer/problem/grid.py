"""Instants on the tick grid, counted in elapsed time from the horizon start."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from optimizer.calendar import Span
from optimizer.day import Day


def local_midnight(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which a local date begins, in UTC."""
    return datetime.combine(day, time(0), tzinfo=zone).astimezone(UTC)


def horizon_dates(day: Day) -> tuple[date, ...]:
    """The open dates planned: the first ``horizon_days`` local dates from that of ``now`` with an open span."""
    zone = ZoneInfo(day.workshop.time_zone)
    today = day.now.astimezone(zone).date()
    dates = {
        span.start.astimezone(zone).date() + timedelta(days=offset)
        for span in day.workshop.open_spans
        for offset in range((_last_date(span, zone) - span.start.astimezone(zone).date()).days + 1)
    }
    return tuple(sorted(one for one in dates if one >= today))[: day.workshop.policy.horizon_days]


def _last_date(span: Span, zone: ZoneInfo) -> date:
    return (span.end.astimezone(UTC) - timedelta(microseconds=1)).astimezone(zone).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Ticks of ``minutes`` from ``start`` (UTC); ``num_ticks`` in the horizon.

    ``date_starts`` are the ticks of all local midnights from horizon start to end, both included.
    ``open_dates`` holds, for each local date, its index among the open dates or -1.
    """

    start: datetime
    minutes: int
    num_ticks: int
    date_starts: tuple[int, ...]
    open_dates: tuple[int, ...]

    @classmethod
    def of(cls, day: Day) -> Grid:
        """The grid of a day. Raises ``ValueError`` when no open date is left in the horizon."""
        zone = ZoneInfo(day.workshop.time_zone)
        dates = horizon_dates(day)
        if not dates:
            raise ValueError("the workshop has no open span on or after the date of now")
        first = day.now.astimezone(zone).date()
        start = local_midnight(first, zone)
        minutes = day.workshop.policy.grid_minutes
        all_dates = [first + timedelta(days=n) for n in range((dates[-1] - first).days + 1)]
        midnights = [local_midnight(one, zone) for one in [*all_dates, dates[-1] + timedelta(days=1)]]
        index = {one: n for n, one in enumerate(dates)}
        ticks = tuple(int((at - start).total_seconds()) // (60 * minutes) for at in midnights)
        return cls(
            start=start,
            minutes=minutes,
            num_ticks=ticks[-1],
            date_starts=ticks,
            open_dates=tuple(index.get(one, -1) for one in all_dates),
        )

    def up(self, at: datetime) -> int:
        """First tick at or after an instant; may lie outside the horizon."""
        seconds = int(-((self.start - at.astimezone(UTC)) // timedelta(seconds=1)))
        return -(-seconds // (60 * self.minutes))

    def down(self, at: datetime) -> int:
        """Last tick at or before an instant; may lie outside the horizon."""
        seconds = (at.astimezone(UTC) - self.start) // timedelta(seconds=1)
        return seconds // (60 * self.minutes)

    def minute(self, at: datetime) -> int:
        """Whole elapsed minutes from the horizon start, rounded down."""
        return (at.astimezone(UTC) - self.start) // timedelta(minutes=1)

    def instant(self, tick: int) -> datetime:
        """The instant of a tick, in UTC."""
        return self.start + timedelta(minutes=tick * self.minutes)

    def inner(self, spans: Iterable[Span]) -> list[tuple[int, int]]:
        """Spans rounded inwards and cut to the horizon; empty ones dropped."""
        cut = ((max(0, self.up(s.start)), min(self.num_ticks, self.down(s.end))) for s in spans)
        return [(start, end) for start, end in cut if start < end]

    def outer(self, spans: Iterable[Span]) -> list[tuple[int, int]]:
        """Spans rounded outwards and cut to the horizon; those outside dropped."""
        cut = ((max(0, self.down(s.start)), min(self.num_ticks, self.up(s.end))) for s in spans)
        return [(start, end) for start, end in cut if start < end]
