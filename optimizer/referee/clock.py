"""Elapsed minutes from the horizon start, and the local dates they fall on."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from optimizer.calendar import Span
from optimizer.day import Day

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The grid of a day. Minutes are whole and count from ``origin`` (UTC), the horizon start.

    ``now``: the moment of planning, rounded up to the grid. ``midnights``: minutes of all local midnights from
    horizon start to horizon end. ``is_open``: for each date between two of them, whether the shop opens.
    """

    origin: datetime
    zone: ZoneInfo
    grid: int
    now: int
    midnights: tuple[int, ...]
    is_open: tuple[bool, ...]

    @classmethod
    def of(cls, day: Day) -> Clock:
        """The clock of a day. Raises ``ZoneInfoNotFoundError`` for an unknown time zone."""
        zone = ZoneInfo(day.workshop.time_zone)
        policy = day.workshop.policy
        today = day.now.astimezone(zone).date()
        open_dates = sorted(one for one in _dates_touched(day.workshop.open_spans, zone) if one >= today)
        open_dates = open_dates[: policy.horizon_days]
        last = open_dates[-1] if open_dates else today
        dates = [today + timedelta(days=n) for n in range((last - today).days + 1)]
        origin = _midnight(today, zone)
        tick = policy.grid_minutes * MINUTE
        midnights = [(_midnight(one + timedelta(days=1), zone) - origin) // tick for one in dates]
        return cls(
            origin=origin,
            zone=zone,
            grid=policy.grid_minutes,
            now=-((origin - day.now) // tick) * policy.grid_minutes,
            midnights=(0, *(ticks * policy.grid_minutes for ticks in midnights)),
            is_open=tuple(one in open_dates for one in dates),
        )

    @property
    def horizon(self) -> int:
        """Minute of the horizon end."""
        return self.midnights[-1]

    @property
    def open_dates(self) -> tuple[int, ...]:
        """Indices of the open dates."""
        return tuple(n for n, is_open in enumerate(self.is_open) if is_open)

    def up(self, instant: datetime) -> int:
        """First minute on the grid at or after an instant."""
        return -((self.origin - instant) // (self.grid * MINUTE)) * self.grid

    def down(self, instant: datetime) -> int:
        """Last minute on the grid at or before an instant."""
        return (instant - self.origin) // (self.grid * MINUTE) * self.grid

    def minute(self, instant: datetime) -> int:
        """Last whole minute at or before an instant, on the grid or not."""
        return (instant - self.origin) // MINUTE

    def on_grid(self, instant: datetime) -> bool:
        """Whether an instant is on the grid."""
        return not (instant - self.origin) % (self.grid * MINUTE)

    def nearest(self, minutes: float) -> int:
        """A length rounded to the nearest whole tick, halves up, at least one tick; in minutes."""
        return max(1, math.floor(minutes / self.grid + 0.5)) * self.grid

    def whole(self, minutes: int) -> int:
        """A length rounded up to whole ticks; in minutes."""
        return -(-minutes // self.grid) * self.grid

    def inwards(self, spans: Iterable[Span]) -> list[tuple[int, int]]:
        """Spans rounded inwards and cut to the horizon; empty ones dropped."""
        return self._cut((self.up(span.start), self.down(span.end)) for span in spans)

    def outwards(self, spans: Iterable[Span]) -> list[tuple[int, int]]:
        """Spans rounded outwards and cut to the horizon; those outside dropped."""
        return self._cut((self.down(span.start), self.up(span.end)) for span in spans)

    def date_of(self, minute: int) -> int:
        """Index of the local date of a minute; the nearest one for a minute outside the horizon."""
        return min(max(0, bisect_right(self.midnights, minute) - 1), len(self.is_open) - 1)

    def local(self, minute: int) -> datetime:
        """The instant of a minute in the shop's time zone."""
        return (self.origin + minute * MINUTE).astimezone(self.zone)

    def words(self, minute: int) -> str:
        """A minute as local date and time, for messages."""
        return self.local(minute).strftime("%Y-%m-%d %H:%M")

    def _cut(self, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        cut = ((max(0, start), min(self.horizon, end)) for start, end in spans)
        return [(start, end) for start, end in cut if start < end]


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


def _dates_touched(spans: Iterable[Span], zone: ZoneInfo) -> set[date]:
    dates: set[date] = set()
    for span in spans:
        first = span.start.astimezone(zone).date()
        last = (span.end.astimezone(UTC) - timedelta.resolution).astimezone(zone).date()
        dates.update(first + timedelta(days=n) for n in range((last - first).days + 1))
    return dates
