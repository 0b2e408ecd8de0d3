"""Terms of the first tier: promises."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.referee.cars import Car
from optimizer.referee.index import Index


def lateness(index: Index, car: Car) -> int:
    """Minutes from the promise to ready, or to the horizon end when the visit is not planned; 0 without a promise."""
    if car.visit.promised is None:
        return 0
    ready = index.clock.horizon if car.ready is None else car.ready
    return max(0, ready - index.clock.minute(car.visit.promised))


def tardiness(index: Index) -> int:
    """Lateness of every visit, each minute times the weight of the visit's class."""
    return sum(index.class_of(car.visit).weight * lateness(index, car) for car in going_on(index))


def unfinished_today(index: Index) -> int:
    """Class weights of visits promised by the end of today that are ready later, or unplanned."""
    midnight = index.clock.midnights[1]
    return sum(
        index.class_of(car.visit).weight
        for car in going_on(index)
        if car.visit.promised is not None
        and index.clock.minute(car.visit.promised) < midnight
        and (car.ready is None or car.ready > midnight)
    )


def unplanned(index: Index) -> int:
    """Class weights of the visits left out."""
    return sum(index.class_of(car.visit).weight for car in going_on(index) if not car.is_planned)


def going_on(index: Index) -> Iterator[Car]:
    """The visits that are not over."""
    return (car for car in index.cars if not car.is_over)
