"""What the work orders of a date ask for: hours where the file knows none, the trade, and the parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.visit import Job
from optimizer.workshop import PartNeed
from scenarios.calibration import Calibration
from scenarios.garage import MAX_HOURS, operation_code
from scenarios.mix import WorkKind
from scenarios.orders import WorkOrder

_LEAST_HOURS = 0.1
_PARTS_SHARE = 0.6
_PARTS_A_TRADE = 6

# The file's reason codes, and the trades we assume behind them (share each). Codes not listed are normal wear.
_WEAR: Mapping[str, float] = {
    "BRAKES": 0.3,
    "ELECTRIC": 0.2,
    "FAULT": 0.15,
    "TYRES": 0.13,
    "ENGINE": 0.12,
    "CLIMATE": 0.1,
}
_TRADES_OF_REASON: Mapping[str, Mapping[str, float]] = {
    "A": {"BODY": 1.0},
    "V": {"BODY": 1.0},
    "D": {"BODY": 0.4, "BRAKES": 0.35, "TYRES": 0.25},
    "F": {"ELECTRIC": 0.4, "TYRES": 0.3, "FAULT": 0.3},
    "R": {"ELECTRIC": 0.4, "TYRES": 0.3, "FAULT": 0.3},
    "I": {"FAULT": 1.0},
    "M": {"ELECTRIC": 0.6, "BRAKES": 0.4},
    "W": {"ELECTRIC": 0.5, "ENGINE": 0.5},
}
WARRANTY_REASONS = frozenset({"M", "W"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A work order as a job. ``drawn``: the file did not know the hours; ``raised``: they were under 0.1."""

    order: WorkOrder
    job: Job
    kind: WorkKind
    hours: float
    drawn: bool
    raised: bool

    @property
    def parts(self) -> tuple[PartNeed, ...]:
        """Parts of the job."""
        return self.job.parts or ()


def line(order: WorkOrder, calibration: Calibration, rng: np.random.Generator) -> Line:
    """One order as a job with its FRT in tenths of an hour."""
    exact = _drawn_hours(order, calibration, rng) if order.hours is None else order.hours
    hours = max(_LEAST_HOURS, round(exact, 1))
    trade = "PM" if order.preventive else _trade(order.reason, rng)
    job = Job(
        job_id=order.order_id,
        operation_code=operation_code(trade, hours),
        frt_hours=hours,
        parts=_parts(trade, order, rng),
    )
    return Line(
        order=order,
        job=job,
        kind=_kind(order),
        hours=hours,
        drawn=order.hours is None,
        raised=order.hours is not None and order.hours < _LEAST_HOURS,
    )


def _drawn_hours(order: WorkOrder, calibration: Calibration, rng: np.random.Generator) -> float:
    """Lognormal by kind of order, drawn again above the file's limit; some written down in halves."""
    figures = calibration.maintenance_hours if order.preventive else calibration.repair_hours
    hours = MAX_HOURS + 1
    while hours > MAX_HOURS:
        hours = float(rng.lognormal(figures.mu, figures.sigma))
    return max(0.5, round(2 * hours) / 2) if rng.random() < calibration.half_hour_heap else hours


def _trade(reason: str, rng: np.random.Generator) -> str:
    shares = _TRADES_OF_REASON.get(reason, _WEAR)
    return list(shares)[int(rng.choice(len(shares), p=list(shares.values())))]


def _kind(order: WorkOrder) -> WorkKind:
    if order.preventive:
        return WorkKind.MAINTENANCE
    return WorkKind.WARRANTY if order.reason in WARRANTY_REASONS else WorkKind.REPAIR


def _parts(trade: str, order: WorkOrder, rng: np.random.Generator) -> tuple[PartNeed, ...]:
    needs, number = rng.random() < _PARTS_SHARE, int(rng.integers(1, _PARTS_A_TRADE + 1))
    if order.preventive:
        return (PartNeed(part_number="OIL-FILTER"),)
    return (PartNeed(part_number=f"{trade}-{number}"),) if needs else ()


def by_vehicle(lines: Sequence[Line]) -> tuple[tuple[Line, ...], ...]:
    """The lines of each vehicle together, vehicles in the order of their first line."""
    vehicles: dict[str, list[Line]] = {}
    for one in lines:
        vehicles.setdefault(one.order.vehicle, []).append(one)
    return tuple(tuple(found) for found in vehicles.values())
