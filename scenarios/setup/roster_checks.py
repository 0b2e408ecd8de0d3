"""Rosters that nobody can work by."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from optimizer.faults import pointer
from optimizer.faults.finding import Finding
from scenarios.setup.checks import Path, SetupCheck
from scenarios.setup.hours import MIDNIGHT, WEEK, Hours, Weekday
from scenarios.setup.records import Roster, Setup


class _Person(NamedTuple):
    path: Path
    name: str
    roster: Roster


def overlapping_shifts(setup: Setup) -> Iterator[Finding]:
    """A person with two shifts at one time."""
    for person in _people(setup):
        shifts = person.roster.shifts
        for (early, one), (late, other) in combinations(enumerate(shifts), 2):
            apart = bool(one.weeks) and bool(other.weeks) and not set(one.weeks) & set(other.weeks)
            if not apart and _meet(one.days, one.hours, other.days, other.hours):
                message = f"shift {late} of {person.name} ({other.hours}) overlaps shift {early} ({one.hours})"
                yield Finding(pointer(*person.path, "shifts", late), message, "join the two, or correct their times")
        for (_, one_day), (late, other_day) in combinations(enumerate(person.roster.dated_shifts), 2):
            if one_day.date == other_day.date and one_day.hours.overlaps(other_day.hours):
                message = f"{person.name} has two shifts at one time on {other_day.date}"
                place = pointer(*person.path, "dated_shifts", late)
                yield Finding(place, message, "join the two, or correct their times")


def week_not_in_rotation(setup: Setup) -> Iterator[Finding]:
    """A shift of a week that the rotation does not have, or a rotation of less than a week."""
    for person in _people(setup):
        rotation = person.roster.rotation
        if rotation is not None and rotation.weeks < 1:
            place = pointer(*person.path, "rotation", "weeks")
            yield Finding(place, f"the rotation of {person.name} has {rotation.weeks} weeks", "give 1 or more")
            continue
        weeks = 1 if rotation is None else rotation.weeks
        for i, shift in enumerate(person.roster.shifts):
            for k, week in enumerate(shift.weeks):
                if not 1 <= week <= weeks:
                    message = f"shift {i} of {person.name} is in week {week}, the rotation has {weeks}"
                    remedy = f"give weeks from 1 to {weeks}, or a rotation with its weeks and first_week"
                    yield Finding(pointer(*person.path, "shifts", i, "weeks", k), message, remedy)


def dates_reversed(setup: Setup) -> Iterator[Finding]:
    """An absence or an employment that ends before it begins."""
    for person in _people(setup):
        roster = person.roster
        for i, absence in enumerate(roster.absences):
            if absence.last_day < absence.first_day:
                message = f"the absence of {person.name} ends on {absence.last_day}, before {absence.first_day}"
                yield Finding(pointer(*person.path, "absences", i, "last_day"), message, "correct one of the two dates")
        begins, ends = roster.employed_from, roster.employed_until
        if begins is not None and ends is not None and ends < begins:
            message = f"{person.name} is employed until {ends}, which is before {begins}"
            yield Finding(pointer(*person.path, "employed_until"), message, "correct one of the two dates")


ROSTER_CHECKS: tuple[SetupCheck, ...] = (overlapping_shifts, week_not_in_rotation, dates_reversed)


def _people(setup: Setup) -> Iterator[_Person]:
    for i, technician in enumerate(setup.technicians):
        name = f"technician {technician.technician_id}"
        yield _Person(("technicians", i, "roster"), name, technician.roster)
    for i, advisor in enumerate(setup.advisors):
        yield _Person(("advisors", i, "roster"), f"advisor {advisor.advisor_id}", advisor.roster)


def _meet(days: tuple[Weekday, ...], hours: Hours, others: tuple[Weekday, ...], other: Hours) -> bool:
    """Whether hours on some weekdays overlap others; those over midnight reach into the next weekday."""
    week = len(WEEK) * MIDNIGHT
    first = [_in_week(day, hours) for day in days]
    return any(
        start + turn < end_too and start_too < end + turn
        for start, end in first
        for start_too, end_too in (_in_week(day, other) for day in others)
        for turn in (-week, 0, week)
    )


def _in_week(day: Weekday, hours: Hours) -> tuple[int, int]:
    begins = WEEK.index(day) * MIDNIGHT
    return begins + hours.start, begins + hours.end
