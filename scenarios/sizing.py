"""Flat-rate times of a day's lines, scaled to the load that is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimizer.steps import Catalogue
from optimizer.visit import Job
from scenarios.mix import Order
from scenarios.paces import Capacity

# Small and large models need less and more time than the catalogue says: our assumption.
_MODEL_FACTORS = (0.8, 0.9, 1.0, 1.0, 1.0, 1.1, 1.3)
_TENTH = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sized:
    """Jobs of each car and the load: ``demanded`` technician minutes (FRT ÷ expected pace) ÷ ``available``."""

    jobs: tuple[tuple[Job, ...], ...]
    demanded: float
    available: int

    @property
    def load(self) -> float:
        """Demanded working minutes ÷ available technician minutes of the day."""
        return self.demanded / self.available


def sized(
    orders: Sequence[Order],
    catalogue: Catalogue,
    capacity: Capacity,
    load: float | None,
    rng: np.random.Generator,
) -> Sized:
    """Give each line its FRT in tenths of an hour; with ``load``, scale them so that the load is met.

    Group jobs keep the catalogue's times, and no line goes under a tenth of an hour, so a load far from what
    the cars need by themselves may not be reached: ``Sized.load`` tells what was.
    """
    lines = [line for car, order in enumerate(orders) for line in _lines(car, order, catalogue, capacity, rng)]
    if load is not None:
        _scale(lines, load * capacity.total)
    jobs = tuple(tuple(line.job for line in lines if line.car == car) for car in range(len(orders)))
    return Sized(jobs=jobs, demanded=sum(line.minutes for line in lines), available=capacity.total)


@dataclass(slots=True)
class _Line:
    """A job; ``per_hour`` is technician minutes an FRT hour (0: its time cannot be set), ``fixed`` the others."""

    car: int
    job: Job
    frt: float
    per_hour: float
    fixed: float

    @property
    def minutes(self) -> float:
        return self.fixed + self.frt * self.per_hour

    def set(self, frt: float) -> None:
        self.frt = max(_TENTH, round(frt, 1))
        self.job = replace(self.job, frt_hours=self.frt)


def _lines(car: int, order: Order, catalogue: Catalogue, capacity: Capacity, rng: np.random.Generator) -> list[_Line]:
    factor = _MODEL_FACTORS[int(rng.integers(len(_MODEL_FACTORS)))]
    lines = []
    for number, code in enumerate(order.codes, start=1):
        job = Job(job_id=f"J{number}", operation_code=code)
        operation = catalogue.operations.get(code)
        if operation is None:
            fixed = sum(capacity.demand_minutes(op, op.frt_hours) for _, op in catalogue.expand(job))
            lines.append(_Line(car, job, 0.0, 0.0, fixed))
        elif operation.sublet_hours is not None:
            lines.append(_Line(car, job, 0.0, 0.0, 0.0))
        else:
            line = _Line(car, job, 0.0, capacity.demand_minutes(operation, 1.0), 0.0)
            line.set(operation.frt_hours * factor)
            lines.append(line)
    return lines


def _scale(lines: Sequence[_Line], target: float) -> None:
    free = [line for line in lines if line.per_hour]
    fixed = sum(line.fixed for line in lines)
    natural = sum(line.minutes for line in free)
    if not natural:
        return
    factor = max(0.0, target - fixed) / natural
    for line in free:
        line.set(line.frt * factor)
    _nudge(free, target - fixed)


def _nudge(free: Sequence[_Line], target: float) -> None:
    """Move the longest lines by tenths until what rounding left over is less than one of them."""
    gap = target - sum(line.minutes for line in free)
    for line in sorted(free, key=lambda line: line.frt, reverse=True):
        tenth = line.per_hour * _TENTH
        if abs(gap) < tenth / 2:
            return
        step = min(2, round(abs(gap) / tenth)) * (_TENTH if gap > 0 else -_TENTH)
        before = line.minutes
        line.set(line.frt + step)
        gap -= line.minutes - before
