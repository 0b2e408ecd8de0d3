"""The half-hours of a date: who arrives, who works, which bays are in use."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from optimizer.capacity.records import BayUse, HalfHour, Minutes
from optimizer.referee.booked import HALF_HOUR
from optimizer.referee.hours import Hours
from optimizer.referee.index import Index
from optimizer.visit import StepKind

NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What happens in which half-hour, by its number from the horizon start.

    ``arrivals``: receptions that start in it, by advisor. ``workers``: technicians with any work in it; ``held``: bays
    with a car in them. ``technicians``, ``advisors``, ``usable`` (bays): those with any of their hours in it; ``open``:
    whether the shop is. ``capabilities``: the bays that have each.
    """

    index: Index
    arrivals: Mapping[int, Counter[str]]
    workers: Mapping[int, frozenset[str]]
    held: Mapping[int, frozenset[str]]
    technicians: Mapping[int, frozenset[str]]
    advisors: Mapping[int, frozenset[str]]
    usable: Mapping[int, frozenset[str]]
    open: Mapping[int, frozenset[str]]
    capabilities: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, index: Index) -> Counts:
        """Count once for all dates."""
        people = index.people
        names = sorted({one for bay in people.bays.values() for one in bay.capabilities})
        return cls(
            index=index,
            arrivals=_arrivals(index),
            workers=_by_slot((one.technician_id, one.start, one.end) for one in index.bookings),
            held=_by_slot((one.bay_id, max(0, one.start), one.end) for one in index.holds),
            technicians=_by_slot(_spans(people.regular)),
            advisors=_by_slot(_spans({one: unit.hours for one, unit in people.units.items() if unit.kind is None})),
            usable=_by_slot(_spans(people.bay_hours)),
            open=_by_slot(_spans({"shop": people.open})),
            capabilities={
                name: frozenset(one for one, bay in people.bays.items() if name in bay.capabilities) for name in names
            },
        )

    def half_hours(self, n: int) -> tuple[HalfHour, ...]:
        """The half-hours that begin on the n-th date, without those in which the shop is shut and nothing happens."""
        first, last = (-(-self.index.clock.midnights[k] // HALF_HOUR) for k in (n, n + 1))
        return tuple(self._half_hour(slot) for slot in range(first, last) if self._matters(slot))

    def _matters(self, slot: int) -> bool:
        return any(slot in some for some in (self.open, self.technicians, self.arrivals, self.held, self.workers))

    def _half_hour(self, slot: int) -> HalfHour:
        index, load = self.index, self.index.load
        spacing = max(1, index.day.workshop.policy.arrival_spacing_minutes)
        there = dict.fromkeys(sorted(self.advisors.get(slot, NOBODY)), 0)
        held, usable = self.held.get(slot, NOBODY), self.usable.get(slot, NOBODY)
        return HalfHour(
            start=index.clock.local(slot * HALF_HOUR),
            arrivals=there | self.arrivals.get(slot, {}),
            most_arrivals=-(-HALF_HOUR // spacing),
            technicians_busy=len(self.workers.get(slot, NOBODY)),
            technicians_there=len(self.technicians.get(slot, NOBODY)),
            clock=Minutes(available=load.half_hours_available[slot], booked=load.half_hours[slot]),
            bays={name: _use(bays, held, usable) for name, bays in self.capabilities.items()},
            all_bays=_use(frozenset(index.people.bays), held, usable),
        )


def _arrivals(index: Index) -> dict[int, Counter[str]]:
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for unit_id, minute in _receptions(index):
        if 0 <= minute < index.clock.horizon:
            counts[minute // HALF_HOUR][unit_id] += 1
    return counts


def _receptions(index: Index) -> Iterator[tuple[str, int]]:
    """Advisor and minute of each reception, past ones included."""
    for car in index.cars:
        line = car.line(StepKind.RECEPTION)
        if line is None:
            continue
        unit_id = line.unit_id if line.progress is None else line.progress.unit_id
        if unit_id is not None:
            yield unit_id, line.start


def _by_slot(pieces: Iterable[tuple[str, int, int]]) -> dict[int, frozenset[str]]:
    """Names by the half-hours that their pieces ``[start, end)`` touch."""
    found: dict[int, set[str]] = defaultdict(set)
    for name, start, end in pieces:
        for slot in range(start // HALF_HOUR, -(-end // HALF_HOUR)):
            found[slot].add(name)
    return {slot: frozenset(names) for slot, names in found.items()}


def _spans(hours: Mapping[str, Hours]) -> Iterator[tuple[str, int, int]]:
    return ((name, start, end) for name, own in hours.items() for start, end in own.spans)


def _use(bays: frozenset[str], held: frozenset[str], usable: frozenset[str]) -> BayUse:
    # A car may stand over night: a bay in use is available, whether the shop is open or not.
    return BayUse(in_use=len(bays & held), available=len(bays & (usable | held)))
