"""How long technicians have worked between two instants, by their rosters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from optimizer.calendar import Span
from optimizer.workshop import Technician
from scenarios.presence import together
from scenarios.setup.calendar import ShopCalendar
from scenarios.setup.hours import instant_at
from scenarios.setup.records import Setup, SetupTechnician
from scenarios.setup.roster import Dates, work_spans

Crew = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorkHours:
    """Working time of crews by date: shifts and overtime − breaks − absences of the set-up, all of them at work."""

    zone: ZoneInfo
    calendar: ShopCalendar
    people: Mapping[str, SetupTechnician]
    _known: dict[tuple[Crew, date], tuple[Span, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, setup: Setup) -> WorkHours:
        """Hours of a set-up."""
        people = {one.technician_id: one for one in setup.technicians}
        return cls(ZoneInfo(setup.time_zone), ShopCalendar.of(setup), people)

    def worked(self, crew: Crew, start: datetime, end: datetime) -> float:
        """Minutes that a crew worked in ``[start, end)``; by the clock for whom the roster does not expect that day."""
        if end <= start:
            return 0.0
        first = start.astimezone(self.zone).date()
        if not self._on(crew, first):
            return (end - start) / timedelta(minutes=1)
        days = (end.astimezone(self.zone).date() - first).days
        # A shift may have begun on the date before.
        dates = [first + timedelta(days=n) for n in range(-1, days + 1)]
        seconds = sum(
            max(0.0, (min(span.end, end) - max(span.start, start)).total_seconds())
            for one in dates
            for span in self._on(crew, one)
        )
        return seconds / 60.0

    def _on(self, crew: Crew, day: date) -> tuple[Span, ...]:
        if (crew, day) not in self._known:
            self._known[crew, day] = self._found(crew, day)
        return self._known[crew, day]

    def _found(self, crew: Crew, day: date) -> tuple[Span, ...]:
        opened = self.calendar.on(day)
        if opened is None or not crew or any(one not in self.people for one in crew):
            return ()
        dates = Dates(self.zone, (opened,), instant_at(self.zone, day, 0))
        spans = [work_spans(self.people[one].roster, dates) for one in crew]
        return together(
            [
                Technician(technician_id="", shifts=s.shifts, breaks=s.breaks, absences=s.absences, overtime=s.overtime)
                for s in spans
            ],
            overtime=True,
        )
