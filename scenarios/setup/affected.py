"""Which booked work loses its people, its place or its time when a workshop changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from optimizer.calendar import Span, subtract
from optimizer.plan import Assignment
from optimizer.workshop import Advisor, Bay, Station, StationKind, Technician, Workshop

SpansById = Mapping[str, tuple[Span, ...]]


class TimeLosses:
    """Time that a change takes away, by technician, bay and unit; counted when first asked for.

    Only what the change itself takes away: work that had no technician before is not said again.
    """

    def __init__(self, before: Workshop, after: Workshop) -> None:
        self._technicians = _lost_of(_technicians(before), _technicians(after))
        self._bays = _lost_of(_bays(before, before), _bays(after, before))
        self._units = _lost_of(_units(before), _units(after))

    def subjects(self, assignment: Assignment) -> Iterator[str]:
        """Who or what an assignment loses: ``technician T1``, ``bay B2``, ``wash-1`` or an advisor's id."""
        span = Span(assignment.start, assignment.end)
        for technician_id in assignment.technician_ids:
            if _meets(self._technicians(technician_id), span):
                yield f"technician {technician_id}"
        if assignment.bay_id is not None and _meets(self._bays(assignment.bay_id), span):
            yield f"bay {assignment.bay_id}"
        if assignment.unit_id is not None and _meets(self._units(assignment.unit_id), span):
            yield assignment.unit_id


def _lost_of(before: SpansById, after: SpansById) -> Callable[[str], tuple[Span, ...]]:
    return lru_cache(maxsize=None)(lambda name: subtract(before.get(name, ()), after.get(name, ())))


def _meets(spans: tuple[Span, ...], span: Span) -> bool:
    return any(one.overlaps(span) for one in spans)


def _technicians(workshop: Workshop) -> SpansById:
    return {one.technician_id: _work_of(one) for one in workshop.technicians}


def _work_of(one: Technician | Advisor) -> tuple[Span, ...]:
    overtime = one.overtime if isinstance(one, Technician) else ()
    return subtract((*one.shifts, *overtime), (*one.breaks, *one.absences))


def _bays(workshop: Workshop, before: Workshop) -> SpansById:
    """When a bay can be used: all the time from first to last shift, without its outages."""
    shifts = [shift for one in before.technicians for shift in (*one.shifts, *one.overtime)]
    spans = [*before.open_spans, *shifts]
    if not spans:
        return {}
    always = Span(min(one.start for one in spans), max(one.end for one in spans))
    return {one.bay_id: _usable(one, always) for one in workshop.bays}


def _usable(bay: Bay, always: Span) -> tuple[Span, ...]:
    return subtract([always], bay.outages)


def _units(workshop: Workshop) -> SpansById:
    spans = {one.advisor_id: _work_of(one) for one in workshop.advisors}
    for station in workshop.stations:
        spans |= dict.fromkeys(_places(station.kind, station), station.open_spans)
    return spans


def _places(kind: StationKind, station: Station) -> list[str]:
    return [f"{kind.value}-{number}" for number in range(1, station.count + 1)]
