"""The orders of a day, drawn so that no skill and no kind of bay is asked for more than it can do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from optimizer.steps import Catalogue
from optimizer.visit import Job
from optimizer.workshop import Bay, Operation
from scenarios.mix import (
    ADD_ON_SHARE,
    ADD_ONS,
    MAINTENANCE_PATTERNS,
    REPAIR_PATTERNS,
    Order,
    Pattern,
    WorkKind,
)
from scenarios.paces import Capacity

# The desk fills a scarce skill or bay up to this share of its minutes and offers another day beyond it.
_BOOKABLE = 0.8
_TRIES = 40
_FALLBACK = Order(WorkKind.MAINTENANCE, ("G20",))
_COMMON_SKILLS = frozenset({"general", "express"})


@dataclass(slots=True)
class Booked:
    """Minutes asked for so far, by skill and by bay capability, against what there is."""

    capacity: Capacity
    catalogue: Catalogue
    bays: Sequence[Bay]
    open_minutes: int
    asked: Counter[str] = field(default_factory=Counter)

    def take(self, order: Order) -> bool:
        """Book an order, or leave everything as it was and say no when it asks too much of something."""
        wanted = self._wanted(order)
        if any(self.asked[key] + wanted[key] > _BOOKABLE * self._available(key) for key in wanted):
            return False
        self.asked.update(wanted)
        return True

    def _wanted(self, order: Order) -> Counter[str]:
        wanted: Counter[str] = Counter()
        for operation in operations_of(order, self.catalogue):
            minutes = self.capacity.demand_minutes(operation, operation.frt_hours)
            for key in _skill_keys(operation):
                wanted[key] += round(minutes)
            if operation.bay_capability is not None and minutes:
                wanted[f"bay {operation.bay_capability}"] += round(minutes / operation.crew)
        return wanted

    def _available(self, key: str) -> int:
        kind, _, name = key.partition(" ")
        if kind == "bay":
            return self.open_minutes * sum(name in bay.capabilities for bay in self.bays)
        minutes = self.capacity.minutes
        if name == "any":
            return sum(minutes[t.technician_id] for t in self.capacity.technicians if t.skills - _COMMON_SKILLS)
        return sum(minutes[t.technician_id] for t in self.capacity.holders(name))


def _skill_keys(operation: Operation) -> tuple[str, ...]:
    if operation.skill is None or operation.skill == "general":
        return ()
    own = f"skill {operation.skill}"
    return (own,) if operation.skill in _COMMON_SKILLS else (own, "special any")


def operations_of(order: Order, catalogue: Catalogue) -> tuple[Operation, ...]:
    """The operations of an order, group jobs taken apart."""
    jobs = (Job(job_id=code, operation_code=code) for code in order.codes)
    return tuple(operation for job in jobs for _, operation in catalogue.expand(job))


def orders(cars: int, maintenance_share: float, booked: Booked, rng: np.random.Generator) -> tuple[Order, ...]:
    """One order a car; what is full is drawn again, and at last becomes a plain service."""
    num_maintenance = int(rng.binomial(cars, maintenance_share))
    drawn = []
    for number in range(cars):
        maintenance = number < num_maintenance
        for _ in range(_TRIES):
            order = _maintenance(rng) if maintenance else _draw(REPAIR_PATTERNS, rng)
            if booked.take(order):
                break
        else:
            order = _FALLBACK
            booked.take(order)
        drawn.append(order)
    return tuple(drawn[index] for index in rng.permutation(cars))


def _maintenance(rng: np.random.Generator) -> Order:
    order = _draw(MAINTENANCE_PATTERNS, rng)
    if rng.random() >= ADD_ON_SHARE:
        return order
    weights = np.array([weight for weight, _ in ADD_ONS])
    extra = ADD_ONS[int(rng.choice(len(ADD_ONS), p=weights / weights.sum()))][1]
    return order if extra in order.codes else Order(order.kind, (*order.codes, extra))


def _draw(patterns: Sequence[Pattern], rng: np.random.Generator) -> Order:
    weights = np.array([pattern.weight for pattern in patterns])
    return patterns[int(rng.choice(len(patterns), p=weights / weights.sum()))].order
