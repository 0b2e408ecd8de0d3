"""Booked and available minutes of technicians, advisors and bays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from optimizer.referee.bays import Hold
from optimizer.referee.cars import Car, Line
from optimizer.referee.clock import Clock
from optimizer.referee.hours import Hours, Minutes
from optimizer.referee.people import People
from optimizer.visit import StepKind

HALF_HOUR = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """A technician's own working time ``[start, end)`` in a step, one piece of it."""

    technician_id: str
    line: Line
    start: int
    end: int


def bookings_of(cars: Iterable[Car], people: People) -> tuple[Booking, ...]:
    """What technicians worked and are to work inside the horizon; technicians no longer there are left out."""
    return tuple(
        Booking(technician_id=technician_id, line=line, start=start, end=end)
        for car in cars
        for line in (*car.finished, *car.lines)
        for technician_id in line.technician_ids
        if technician_id in people.technicians
        for start, end in _hours(people, technician_id, line).pieces(line.start, line.end)
    )


def _hours(people: People, technician_id: str, line: Line) -> Hours:
    return (people.extended if line.uses_overtime else people.regular)[technician_id]


def by_date(pieces: Iterable[Minutes], clock: Clock) -> list[int]:
    """Minutes of the pieces on each date of the horizon."""
    totals = [0] * len(clock.is_open)
    for start, end in pieces:
        for date in range(clock.date_of(start), clock.date_of(max(start, end - 1)) + 1):
            totals[date] += max(0, min(end, clock.midnights[date + 1]) - max(start, clock.midnights[date]))
    return totals


def by_half_hour(pieces: Iterable[Minutes], clock: Clock) -> list[int]:
    """Minutes of the pieces (inside the horizon) in each half-hour from the horizon start."""
    totals = [0] * -(-clock.horizon // HALF_HOUR)
    for start, end in pieces:
        for slot in range(start // HALF_HOUR, -(-end // HALF_HOUR)):
            totals[slot] += min(end, (slot + 1) * HALF_HOUR) - max(start, slot * HALF_HOUR)
    return totals


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Minutes booked and available; every list has an entry a date of the horizon, half-hours one a half-hour.

    ``receptions`` counts open receptions, by advisor and date of their start. ``occupied``: bays held from now on
    in open time. ``against_reserve``: booked by visits that may not open the reserve.
    """

    technicians: Mapping[str, list[int]]
    technicians_available: Mapping[str, list[int]]
    half_hours: list[int]
    half_hours_available: list[int]
    receptions: Mapping[str, list[int]]
    advisors_available: Mapping[str, list[int]]
    occupied: Mapping[str, list[int]]
    bays_available: Mapping[str, list[int]]
    against_reserve: list[int]


def load_of(
    *,
    cars: Iterable[Car],
    people: People,
    clock: Clock,
    bookings: tuple[Booking, ...],
    holds: tuple[Hold, ...],
    reserved: frozenset[str],
) -> Load:
    """All minutes of a plan. ``reserved``: ids of the visits that count against the bookable hours."""
    own: dict[str, list[Minutes]] = defaultdict(list)
    for one in bookings:
        own[one.technician_id].append((one.start, one.end))
    held: dict[str, list[Minutes]] = defaultdict(list)
    for hold in holds:
        held[hold.bay_id] += people.open.pieces(max(hold.start, clock.now), hold.end)
    advisors = {unit_id: unit for unit_id, unit in people.units.items() if unit.kind is None}
    counted = [(one.start, one.end) for one in bookings if one.line.visit.visit_id in reserved]
    return Load(
        technicians={one: by_date(own[one], clock) for one in people.technicians},
        technicians_available={one: by_date(hours.spans, clock) for one, hours in people.regular.items()},
        half_hours=by_half_hour(((one.start, one.end) for one in bookings), clock),
        half_hours_available=by_half_hour((piece for hours in people.regular.values() for piece in hours.spans), clock),
        receptions=_receptions(cars, advisors, clock),
        advisors_available={one: by_date(unit.hours.spans, clock) for one, unit in advisors.items()},
        occupied={one: by_date(held[one], clock) for one in people.bays},
        bays_available={one: by_date(hours.spans, clock) for one, hours in people.bay_hours.items()},
        against_reserve=by_date(counted, clock),
    )


def _receptions(cars: Iterable[Car], advisors: Iterable[str], clock: Clock) -> dict[str, list[int]]:
    counts = {one: [0] * len(clock.is_open) for one in advisors}
    for line in _open_receptions(cars):
        if line.unit_id in counts:
            counts[line.unit_id][clock.date_of(line.start)] += 1
    return counts


def _open_receptions(cars: Iterable[Car]) -> Iterator[Line]:
    return (line for car in cars for line in car.lines if line.step.kind is StepKind.RECEPTION and line.is_open)
