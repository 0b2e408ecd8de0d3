"""On which dates a shop is open, in which hours, and as which weekday its people work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from scenarios.setup.hours import Hours, Weekday
from scenarios.setup.records import DatedException, ExceptionKind, OpenHours, Setup

# As far as `optimizer.faults.horizon` lets a plan reach.
MAX_DAYS_AHEAD = 119


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDay:
    """An open date: ``hours`` at least one; people work as on ``weekday``, within ``within`` when that is given."""

    date: date
    hours: tuple[Hours, ...]
    weekday: Weekday
    within: Hours | None = None


@dataclass(frozen=True, slots=True)
class ShopCalendar:
    """The weekly pattern and the dates that differ from it."""

    opening: tuple[OpenHours, ...]
    exceptions: Mapping[date, DatedException]

    @classmethod
    def of(cls, setup: Setup) -> ShopCalendar:
        """The calendar of a set-up."""
        return cls(setup.opening, {one.date: one for one in setup.exceptions})

    def on(self, day: date) -> OpenDay | None:
        """The date as an open one, None when the shop is closed."""
        exception = self.exceptions.get(day)
        weekday = Weekday.of(day)
        if exception is None:
            return _opened(day, hours_of(self.opening, weekday), weekday)
        if exception.kind is ExceptionKind.CLOSED:
            return None
        weekday = exception.works_as or weekday
        if exception.kind is ExceptionKind.MAKE_UP:
            return _opened(day, hours_of(self.opening, weekday), weekday)
        hours = exception.hours
        within = Hours(min(one.start for one in hours), max(one.end for one in hours)) if hours else None
        return _opened(day, hours, weekday, within)

    def open_days(self, first: date, count: int) -> tuple[OpenDay, ...]:
        """The first ``count`` open dates from ``first`` on; fewer when there are not so many in 120 days."""
        found: list[OpenDay] = []
        for ahead in range(MAX_DAYS_AHEAD):
            if len(found) == count:
                break
            day = self.on(first + timedelta(days=ahead))
            if day is not None:
                found.append(day)
        return tuple(found)


def hours_of(opening: Sequence[OpenHours], weekday: Weekday) -> tuple[Hours, ...]:
    """The hours of a weekday, in their order."""
    return tuple(sorted(one.hours for one in opening if weekday in one.days))


def _opened(day: date, hours: tuple[Hours, ...], weekday: Weekday, within: Hours | None = None) -> OpenDay | None:
    return OpenDay(date=day, hours=hours, weekday=weekday, within=within) if hours else None
