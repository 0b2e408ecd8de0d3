"""Who and what can be named in a plan, each with its calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from optimizer.referee.clock import Clock
from optimizer.referee.hours import Hours
from optimizer.workshop import Advisor, Bay, StationKind, Technician, Workshop


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """An advisor (``kind`` None) or one place of a station, with its hours."""

    kind: StationKind | None
    hours: Hours


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Technicians, units and bays by id. ``regular`` and ``extended`` are technicians' hours, ``open`` the shop's.

    ``outages`` and ``bay_hours`` (open spans without outages) are by bay.
    """

    technicians: Mapping[str, Technician]
    regular: Mapping[str, Hours]
    extended: Mapping[str, Hours]
    units: Mapping[str, Unit]
    bays: Mapping[str, Bay]
    outages: Mapping[str, Hours]
    bay_hours: Mapping[str, Hours]
    open: Hours
    _crews: dict[tuple[tuple[str, ...], bool], Hours] = field(default_factory=dict)

    def together(self, technician_ids: tuple[str, ...], *, extended: bool) -> Hours:
        """When all of the technicians are at work; they must be known, and at least one."""
        by_id = self.extended if extended else self.regular
        if len(technician_ids) == 1:
            return by_id[technician_ids[0]]
        key = (tuple(sorted(technician_ids)), extended)
        hours = self._crews.get(key)
        if hours is None:
            hours = by_id[key[0][0]]
            for one in key[0][1:]:
                hours = hours.together(by_id[one])
            self._crews[key] = hours
        return hours


def people_of(shop: Workshop, clock: Clock) -> People:
    """All calendars of a workshop, cut to the horizon."""
    open_spans = clock.inwards(shop.open_spans)
    outages = {one.bay_id: clock.outwards(one.outages) for one in shop.bays}
    return People(
        technicians={one.technician_id: one for one in shop.technicians},
        regular={one.technician_id: _hours(one, clock) for one in shop.technicians},
        extended={one.technician_id: _hours(one, clock, clock.inwards(one.overtime)) for one in shop.technicians},
        units=_units(shop, clock),
        bays={one.bay_id: one for one in shop.bays},
        outages={bay_id: Hours(spans) for bay_id, spans in outages.items()},
        bay_hours={bay_id: Hours(open_spans, spans) for bay_id, spans in outages.items()},
        open=Hours(open_spans),
    )


def _hours(person: Technician | Advisor, clock: Clock, more: list[tuple[int, int]] | None = None) -> Hours:
    holes = clock.outwards((*person.breaks, *person.absences))
    return Hours(clock.inwards(person.shifts) + (more or []), holes)


def _units(shop: Workshop, clock: Clock) -> dict[str, Unit]:
    units = {one.advisor_id: Unit(kind=None, hours=_hours(one, clock)) for one in shop.advisors}
    for station in shop.stations:
        hours = Hours(clock.inwards(station.open_spans))
        for place in range(1, station.count + 1):
            units[f"{station.kind.value}-{place}"] = Unit(kind=station.kind, hours=hours)
    return units
