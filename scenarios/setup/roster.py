"""A person's roster on given dates, as spans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from optimizer.calendar import Span, merge
from scenarios.setup.calendar import OpenDay
from scenarios.setup.hours import MIDNIGHT, Hours, span_on
from scenarios.setup.records import Absence, DatedShift, Roster, Rotation, Shift

_WHOLE_DAY = Hours(0, MIDNIGHT)


class WorkSpans(NamedTuple):
    """When a person is to work: shifts − breaks − absences, and the overtime beyond the shifts."""

    shifts: tuple[Span, ...]
    breaks: tuple[Span, ...]
    absences: tuple[Span, ...]
    overtime: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Dates:
    """The open dates to resolve; what ends by ``start``, the first local midnight, is left out."""

    zone: ZoneInfo
    days: tuple[OpenDay, ...]
    start: datetime

    def spans(self, day: date, hours: Iterable[Hours]) -> Iterator[Span]:
        """The spans of hours on a date that reach beyond ``start``."""
        for one in hours:
            span = span_on(self.zone, day, one)
            if span is not None and span.end > self.start:
                yield span


def work_spans(roster: Roster, dates: Dates) -> WorkSpans:
    """The spans of a roster on the dates."""
    shifts: list[Span] = []
    breaks: list[Span] = []
    overtime: list[Span] = []
    for day in dates.days:
        for shift in shifts_on(roster, day):
            shifts += dates.spans(day.date, within([shift.hours], day))
            breaks += dates.spans(day.date, shift.breaks)
            overtime += dates.spans(day.date, within(shift.overtime, day))
    if not shifts:
        return WorkSpans((), (), (), ())
    absences = merge(span for absence in roster.absences for span in _absent(absence, dates))
    return WorkSpans(merge(shifts), merge(breaks), absences, merge(overtime))


def shifts_on(roster: Roster, day: OpenDay) -> Sequence[Shift | DatedShift]:
    """The shifts of an open date: those of the date itself, else those of the pattern."""
    if not employed_on(roster, day.date):
        return ()
    dated = [one for one in roster.dated_shifts if one.date == day.date]
    if dated:
        return dated
    week = week_of(roster.rotation, day.date)
    return [one for one in roster.shifts if day.weekday in one.days and (not one.weeks or week in one.weeks)]


def employed_on(roster: Roster, day: date) -> bool:
    """Whether the person is employed on a date."""
    return (roster.employed_from or day) <= day <= (roster.employed_until or day)


def week_of(rotation: Rotation | None, day: date) -> int:
    """Which week of the rotation a date is in, from 1."""
    if rotation is None:
        return 1
    weeks = (_monday(day) - _monday(rotation.first_week)).days // 7
    return weeks % rotation.weeks + 1


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def within(hours: Iterable[Hours], day: OpenDay) -> Iterator[Hours]:
    """Hours cut to those the shop is open on a date with other hours."""
    for one in hours:
        if day.within is None:
            yield one
        elif one.overlaps(day.within):
            yield Hours(max(one.start, day.within.start), min(one.end, day.within.end))


def _absent(absence: Absence, dates: Dates) -> Iterator[Span]:
    if not dates.days:
        return
    # Of long absences only the dates asked for; one more before and after for shifts over midnight.
    first = max(absence.first_day, dates.days[0].date)
    last = min(absence.last_day, dates.days[-1].date + timedelta(days=1))
    for ahead in range((last - first).days + 1):
        yield from dates.spans(first + timedelta(days=ahead), [absence.hours or _WHOLE_DAY])
