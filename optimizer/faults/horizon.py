"""Opening times, the moment and the days planned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from optimizer.day import Day
from optimizer.faults.finding import Finding, pointer
from optimizer.faults.zones import zone_named
from optimizer.problem.grid import horizon_dates, local_midnight

# Longer than any shop plans ahead, short enough for a minute grid in memory.
MAX_HORIZON = timedelta(days=120)


def unknown_time_zone(day: Day) -> Iterator[Finding]:
    """A time zone that is not in the IANA list."""
    if zone_named(day.workshop.time_zone) is None:
        yield Finding(
            pointer("workshop", "time_zone"),
            f"{day.workshop.time_zone} is no IANA time zone",
            "give a name such as Asia/Shanghai or Europe/Berlin",
        )


def no_open_span(day: Day) -> Iterator[Finding]:
    """A workshop that is not open on the date of now or after it."""
    dates = _dates(day)
    if dates is not None and not dates:
        yield Finding(
            pointer("workshop", "open_spans"),
            f"the workshop is not open on the date of now ({day.now.isoformat()}) or after it",
            "add the opening times of the days planned, or correct now",
        )


def horizon_too_long(day: Day) -> Iterator[Finding]:
    """Open dates so far from now that the days planned are more than 120."""
    end = _horizon_end(day)
    if end is not None and end - day.now > MAX_HORIZON:
        yield Finding(
            pointer("workshop", "open_spans"),
            f"the days planned end on {end.isoformat()}, more than {MAX_HORIZON.days} days after now",
            "add the opening times nearer to now, correct now, or lower policy.horizon_days",
        )


def arrival_after_horizon(day: Day) -> Iterator[Finding]:
    """A visit that arrives after the days planned."""
    end = _horizon_end(day)
    for i, visit in enumerate(day.visits):
        if end is not None and visit.arrival >= end:
            yield Finding(
                pointer("visits", i, "arrival"),
                f"visit {visit.visit_id} arrives after the days planned, which end at {end.isoformat()}",
                "raise policy.horizon_days (and give the opening times), or leave the visit for another day",
            )


def _dates(day: Day) -> tuple[date, ...] | None:
    can_tell = zone_named(day.workshop.time_zone) is not None and day.workshop.policy.horizon_days >= 1
    return horizon_dates(day) if can_tell else None


def _horizon_end(day: Day) -> datetime | None:
    dates = _dates(day)
    zone = zone_named(day.workshop.time_zone)
    if not dates or zone is None:
        return None
    return local_midnight(dates[-1] + timedelta(days=1), zone).astimezone(zone)
