"""A garage's date as a day to plan: visits with people, arrivals, promises and parts around the work orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import numpy as np

from optimizer.day import Day
from optimizer.policy import PriorityClass
from optimizer.visit import Visit
from scenarios.arrivals import Arrival, arrivals
from scenarios.calibration import Calibration
from scenarios.garage import garage_bays, garage_skills, operations, weekend_crew
from scenarios.garage_stated import stated
from scenarios.garage_work import Line, by_vehicle, line
from scenarios.ground import Ground, ground
from scenarios.orders import WorkOrder
from scenarios.promises import Enquiry, promise
from scenarios.seeds import generator_of
from scenarios.shop import ShopSpec
from scenarios.supply import LineNeed, supply

_UNANNOUNCED = frozenset({"F", "R", "D"})  # road calls and damage
_REWORK = "X"
_SAFETY_SHARE = 0.25
_WAITS_AT_MOST_HOURS = 2.0
_WASH_SHARE = 0.3
_PLAIN = (PriorityClass.WAITING, PriorityClass.REST)


@dataclass(frozen=True, slots=True)
class _Vehicle:
    lines: tuple[Line, ...]
    booked: bool
    waits: bool
    wash: bool
    priority: PriorityClass


def garage_day(shop: ShopSpec, orders: Sequence[WorkOrder], calibration: Calibration, *, seed: int) -> Day:
    """The orders of one date (at least one, all of that date) as a day planned at opening time."""
    place = _garage(shop, orders[0].day, calibration, seed)
    rng = generator_of(seed, orders[0].day)
    vehicles = [
        _vehicle(lines, calibration, rng) for lines in by_vehicle([line(order, calibration, rng) for order in orders])
    ]
    came = arrivals(
        [vehicle.booked for vehicle in vehicles],
        place.opening,
        place.workshop.advisors,
        hourly_shares=calibration.arrival_shares,
        spacing_minutes=place.workshop.policy.arrival_spacing_minutes,
        rng=rng,
    )
    parts = supply(_needs(vehicles), place.dates, place.zone, calibration, rng)
    visits = tuple(
        _visit(vehicle, arrival, parts.waits_until.get(car), place, rng)
        for car, (vehicle, arrival) in enumerate(zip(vehicles, came, strict=True))
    )
    return Day(
        workshop=replace(place.workshop, stock=parts.stock, deliveries=parts.deliveries),
        visits=tuple(sorted(visits, key=lambda visit: (visit.arrival, visit.visit_id))),
        now=place.opening.start,
        assumptions=stated(place, [one for vehicle in vehicles for one in vehicle.lines], visits, parts, calibration),
    )


def _garage(shop: ShopSpec, day: date, calibration: Calibration, seed: int) -> Ground:
    place = ground(shop, day, operations(), (), calibration=calibration, seed=seed)
    technicians = weekend_crew(garage_skills(place.workshop.technicians), shop)
    return place.with_workshop(replace(place.workshop, technicians=technicians, bays=garage_bays(shop)))


def _vehicle(lines: tuple[Line, ...], calibration: Calibration, rng: np.random.Generator) -> _Vehicle:
    share = (calibration.waits.low + calibration.waits.high) / 2
    waits_draw, wash_draw, safety_draw = rng.random(3)
    waits = waits_draw < share and sum(one.hours for one in lines) <= _WAITS_AT_MOST_HOURS
    priority = PriorityClass.WAITING if waits else PriorityClass.REST
    if any(one.order.reason == _REWORK for one in lines):
        safety = safety_draw < _SAFETY_SHARE
        priority = PriorityClass.SAFETY_COMEBACK if safety else PriorityClass.COMPLAINT
    return _Vehicle(
        lines=lines,
        booked=not any(one.order.reason in _UNANNOUNCED for one in lines),
        waits=bool(waits),
        wash=bool(wash_draw < _WASH_SHARE),
        priority=priority,
    )


def _needs(vehicles: Sequence[_Vehicle]) -> list[LineNeed]:
    return [
        LineNeed(car=car, kind=one.kind, need=need)
        for car, vehicle in enumerate(vehicles)
        for one in vehicle.lines
        for need in one.parts
    ]


def _visit(
    vehicle: _Vehicle, arrival: Arrival, parts_at: datetime | None, place: Ground, rng: np.random.Generator
) -> Visit:
    policy = place.workshop.policy
    jobs = tuple(one.job for one in vehicle.lines)
    around = policy.reception_minutes + policy.inspection_minutes + (policy.wash_minutes if vehicle.wash else 0)
    enquiry = Enquiry(
        arrival=arrival.at,
        minutes=place.work_minutes(jobs) + around,
        waits=vehicle.waits,
        parts_at=parts_at,
    )
    first = vehicle.lines[0].order
    promised = promise(enquiry, place.desk, rng)
    waits = vehicle.waits and promised is not None and promised <= place.opening.end
    plain = vehicle.priority in _PLAIN
    priority = (PriorityClass.WAITING if waits else PriorityClass.REST) if plain else vehicle.priority
    return Visit(
        visit_id=first.order_id,
        plate=first.vehicle,
        priority_class=priority,
        priority_reason="" if plain else "rework 返修",
        arrival=arrival.at,
        promised=promised,
        waits=waits,
        booked=vehicle.booked,
        wash=vehicle.wash,
        jobs=jobs,
    )
