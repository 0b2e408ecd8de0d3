"""The people behind the cars: who waits, who came without appointment, and whose car comes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from optimizer.policy import PriorityClass
from scenarios.calibration import Calibration, Range
from scenarios.mix import Order, WorkKind

# Our assumptions: one comeback in four concerns safety, one visit in 100 is a complaint, one in 33 a VIC;
# the other cars fall into the classes of the customer file.
_SAFETY_SHARE = 0.25
_COMPLAINT_SHARE = 0.01
_VIC_SHARE = 0.03
_FILE_CLASSES = (
    (PriorityClass.CLASS_A, 0.15),
    (PriorityClass.CLASS_B, 0.25),
    (PriorityClass.CLASS_C, 0.35),
    (PriorityClass.REST, 0.25),
)
_WAITS_AT_MOST_MINUTES = 130
_LOAN_SHARE = 0.06
_WASH_SHARE = 0.75

_REASONS = {
    PriorityClass.SAFETY_COMEBACK: "brakes pull after our repair 返修 与安全有关",
    PriorityClass.COMPLAINT: "customer not satisfied with the last repair 返修/投诉",
    PriorityClass.VIC: "very important customer VIC 绿色通道",
    PriorityClass.WAITING: "customer waits in the lounge 店内等待",
    PriorityClass.CLASS_A: "customer class A A类客户",
    PriorityClass.CLASS_B: "customer class B B类客户",
    PriorityClass.CLASS_C: "customer class C C类客户",
    PriorityClass.REST: "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """What the customer of one car brings along."""

    priority_class: PriorityClass
    priority_reason: str
    waits: bool
    booked: bool
    loan_car: bool
    wash: bool


def customers(
    orders: Sequence[Order],
    work_minutes: Sequence[float],
    loan_cars: int,
    calibration: Calibration,
    rng: np.random.Generator,
) -> tuple[Customer, ...]:
    """The customers of the orders; ``work_minutes`` is how long each car is worked on.

    Walk-ins and waiting customers come with short work rather than long.
    """
    cars = len(orders)
    short = np.exp(-np.asarray(work_minutes, dtype=float) / 60.0)
    may_wait = np.asarray(work_minutes) <= _WAITS_AT_MOST_MINUTES
    waits = _pick(_count(calibration.waits, cars, rng), short * may_wait, rng)
    walk_ins = _pick(_count(calibration.walk_in, cars, rng), short, rng)
    classes = _classes(orders, waits, calibration, rng)
    loans = _pick(min(loan_cars, round(_LOAN_SHARE * cars)), (1.0 - short) * ~waits, rng)
    washed = rng.random(cars) < _WASH_SHARE
    return tuple(
        Customer(
            priority_class=classes[car],
            priority_reason=_REASONS[classes[car]],
            waits=bool(waits[car]),
            booked=not walk_ins[car],
            loan_car=bool(loans[car]),
            wash=bool(washed[car]),
        )
        for car in range(cars)
    )


def leaving_the_car(customer: Customer) -> Customer:
    """The customer when the car will not be ready the same day, so that waiting makes no sense."""
    plain = customer.priority_class is PriorityClass.WAITING
    priority = PriorityClass.CLASS_C if plain else customer.priority_class
    return replace(customer, waits=False, priority_class=priority, priority_reason=_REASONS[priority])


def _count(share: Range, cars: int, rng: np.random.Generator) -> int:
    return round(cars * float(rng.uniform(share.low, share.high)))


def _pick(count: int, weights: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.bool_]:
    """Mask of ``count`` positions (or as many as have weight), drawn without repetition by weight."""
    # Smallest of exponentials with these rates: the weighted draw without repetition, in one line.
    keys = rng.exponential(size=len(weights)) / np.maximum(weights, 1e-12)
    mask = np.zeros(len(weights), dtype=bool)
    mask[np.argsort(keys)[:count]] = True
    return mask & (weights > 0)


def _classes(
    orders: Sequence[Order], waits: NDArray[np.bool_], calibration: Calibration, rng: np.random.Generator
) -> list[PriorityClass]:
    names = [name for name, _ in _FILE_CLASSES]
    drawn = rng.choice(len(names), size=len(orders), p=[share for _, share in _FILE_CLASSES])
    classes = [PriorityClass.WAITING if waits[car] else names[int(drawn[car])] for car in range(len(orders))]
    for car in np.flatnonzero(rng.random(len(orders)) < _VIC_SHARE):
        classes[int(car)] = PriorityClass.VIC
    for car in np.flatnonzero(rng.random(len(orders)) < _COMPLAINT_SHARE):
        classes[int(car)] = PriorityClass.COMPLAINT
    repairs = np.array([order.kind is not WorkKind.MAINTENANCE for order in orders])
    for car in np.flatnonzero(_pick(_count(calibration.comeback, len(orders), rng), repairs * 1.0, rng)):
        safety = rng.random() < _SAFETY_SHARE
        classes[int(car)] = PriorityClass.SAFETY_COMEBACK if safety else PriorityClass.COMPLAINT
    return classes
