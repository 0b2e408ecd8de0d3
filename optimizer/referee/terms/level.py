"""Terms of the third tier: a level load."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from optimizer.referee.index import Index
from optimizer.referee.terms.promise import going_on
from optimizer.visit import StepKind

LEAST_PER_DATE = 60  # minutes; keeps a nearly empty calendar from weighing without bound
LEAST_PER_HALF_HOUR = 30


def technician_load(index: Index) -> int:
    """Technicians' booked minutes by date, squared, by available."""
    return _by_date(index, index.load.technicians, index.load.technicians_available)


def half_hour_load(index: Index) -> int:
    """All technicians' booked minutes by half-hour, squared, by available."""
    load = index.load
    return sum(map(_half_hour, load.half_hours, load.half_hours_available))


def reception_load(index: Index) -> int:
    """Advisors' receptions by date in minutes of arrival spacing, squared, by available."""
    spacing = index.day.workshop.policy.arrival_spacing_minutes
    minutes = {one: [spacing * count for count in counts] for one, counts in index.load.receptions.items()}
    return _by_date(index, minutes, index.load.advisors_available)


def desk_wait(index: Index) -> int:
    """Minutes that customers wait for reception, and that they and ready cars wait for the hand-over."""
    clock, total = index.clock, 0
    for car in going_on(index):
        if not car.is_planned or car.ready is None:
            continue
        for line in car.lines:
            if line.is_open and line.step.kind is StepKind.RECEPTION:
                total += line.start - clock.minute(car.visit.arrival)
            if line.is_open and line.step.kind is StepKind.HAND_OVER:
                there = car.visit.customer_there
                total += line.start - (car.ready if there is None else max(car.ready, clock.minute(there)))
    return total


def bay_load(index: Index) -> int:
    """Bays' held minutes in open time by date, squared, by available."""
    return _by_date(index, index.load.occupied, index.load.bays_available)


def day_load(index: Index) -> int:
    """All technicians' booked minutes by date, squared, by available."""
    load = index.load
    return _by_date(
        index,
        {"all": _sums(index, load.technicians.values())},
        {"all": _sums(index, load.technicians_available.values())},
    )


def reserve(index: Index) -> int:
    """Minutes booked beyond what may be sold, by visits that may not open the reserve."""
    share = index.day.workshop.policy.reserve_share
    available = _sums(index, index.load.technicians_available.values())
    return sum(
        max(0, index.load.against_reserve[date] - math.floor((1 - share) * available[date] + 1e-9))
        for date in index.clock.open_dates
    )


def _by_date(index: Index, booked: Mapping[str, list[int]], available: Mapping[str, list[int]]) -> int:
    return sum(
        booked[one][date] ** 2 // max(available[one][date], LEAST_PER_DATE)
        for one in booked
        for date in index.clock.open_dates
    )


def _half_hour(booked: int, available: int) -> int:
    return booked**2 // max(available, LEAST_PER_HALF_HOUR)


def _sums(index: Index, rows: Iterable[list[int]]) -> list[int]:
    return [sum(column) for column in zip(*rows, strict=True)] or [0] * len(index.clock.is_open)
