"""When the technicians of a step are at work together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from optimizer.calendar import Span, subtract
from optimizer.workshop import Technician
from scenarios.clock import minutes_between


def regular(technician: Technician) -> tuple[Span, ...]:
    """Regular time: shifts − breaks − absences."""
    return subtract(technician.shifts, (*technician.breaks, *technician.absences))


def extended(technician: Technician) -> tuple[Span, ...]:
    """Extended time: (shifts ∪ overtime) − breaks − absences."""
    return subtract((*technician.shifts, *technician.overtime), (*technician.breaks, *technician.absences))


def together(technicians: Sequence[Technician], *, overtime: bool) -> tuple[Span, ...]:
    """Time in which all of ``technicians`` (at least one) are at work."""
    times = [extended(one) if overtime else regular(one) for one in technicians]
    common = times[0]
    for other in times[1:]:
        common = subtract(common, subtract(common, other))
    return common


def minutes_within(spans: Iterable[Span], window: Span) -> int:
    """Elapsed minutes of non-overlapping ``spans`` inside ``window``."""
    return sum(
        minutes_between(max(one.start, window.start), min(one.end, window.end)) for one in spans if one.overlaps(window)
    )
