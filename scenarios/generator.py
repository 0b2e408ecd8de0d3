"""A realistic day of a made-up dealership workshop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import numpy as np

from optimizer.day import Day
from optimizer.visit import Job, Visit
from scenarios.arrivals import Arrival, arrivals
from scenarios.calibration import Calibration
from scenarios.catalogue import GROUP_JOBS, OPERATIONS
from scenarios.customers import Customer, customers, leaving_the_car
from scenarios.demand import Booked, orders
from scenarios.errors import ScenarioError
from scenarios.ground import Ground, checked_now, ground
from scenarios.mix import Order
from scenarios.names import plate
from scenarios.presence import minutes_within
from scenarios.promises import Enquiry, promise
from scenarios.seeds import generator_of
from scenarios.shop import SHOPS, ShopSpec
from scenarios.sizing import Sized, sized
from scenarios.stated import generated
from scenarios.supply import LineNeed, Supply, supply

__all__ = ["SHOPS", "generate_day"]


def generate_day(
    shop: ShopSpec,
    *,
    seed: int,
    date: date,
    load: float | None = None,
    now: datetime | None = None,
    calibration: Calibration | None = None,
) -> Day:
    """A day of ``shop`` on ``date``, planned at ``now`` (opening time by default); equal arguments, equal day.

    ``load``: technician minutes demanded ÷ available on ``date`` (demanded: FRT ÷ the mean pace of those who
    may do the work; available: shifts − breaks − absences). The lines' flat-rate times are scaled to meet it;
    without it they are the catalogue's, and the load is what it is: ``Day.assumptions`` says. The open dates
    after ``date`` that belong to the horizon have their full capacity and no visits. Nothing has begun at
    ``now``; for a day in full swing see ``scenarios.advance``.

    Raises ``ScenarioError`` when the shop is closed on ``date``, ``now`` is on another date, or ``load`` is
    not above 0.
    """
    if load is not None and not load > 0:
        raise ScenarioError(f"load {load} is not above 0: give demanded ÷ available minutes, such as 0.95")
    figures = calibration or Calibration.assumed()
    rng = generator_of(seed, date)
    place = ground(shop, date, OPERATIONS, GROUP_JOBS, calibration=figures, seed=seed)
    moment = checked_now(now, place)
    cars = _cars(shop, place, load, figures, rng)
    workshop = replace(place.workshop, stock=cars.parts.stock, deliveries=cars.parts.deliveries)
    visits = tuple(_visit(car, cars, place, seed, rng) for car in range(shop.cars))
    return Day(
        workshop=workshop,
        visits=tuple(sorted(visits, key=lambda visit: (visit.arrival, visit.visit_id))),
        now=moment,
        assumptions=generated(place, figures, cars.sized, load, parts=cars.parts, visits=visits),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cars:
    """What is known of the cars of the day, a row a car in each field."""

    sized: Sized
    customers: tuple[Customer, ...]
    arrivals: tuple[Arrival, ...]
    parts: Supply


def _cars(shop: ShopSpec, place: Ground, load: float | None, figures: Calibration, rng: np.random.Generator) -> _Cars:
    open_minutes = minutes_within([place.opening], place.opening)
    booked = Booked(place.capacity, place.catalogue, place.workshop.bays, open_minutes)
    wanted = orders(shop.cars, figures.maintenance_share, booked, rng)
    with_times = sized(wanted, place.catalogue, place.capacity, load, rng)
    minutes = [place.work_minutes(jobs) for jobs in with_times.jobs]
    people = customers(wanted, minutes, shop.loan_cars, figures, rng)
    came = arrivals(
        [customer.booked for customer in people],
        place.opening,
        place.workshop.advisors,
        hourly_shares=figures.arrival_shares,
        spacing_minutes=place.workshop.policy.arrival_spacing_minutes,
        rng=rng,
    )
    needs = _needs(wanted, with_times.jobs, place)
    parts = supply(needs, place.dates, place.zone, figures, rng)
    return _Cars(sized=with_times, customers=people, arrivals=came, parts=parts)


def _needs(wanted: Sequence[Order], jobs: Sequence[Sequence[Job]], place: Ground) -> list[LineNeed]:
    return [
        LineNeed(car=car, kind=order.kind, need=need)
        for car, order in enumerate(wanted)
        for operation, _ in place.operations(jobs[car])
        for need in operation.parts
    ]


def _visit(car: int, cars: _Cars, place: Ground, seed: int, rng: np.random.Generator) -> Visit:
    customer, arrival, jobs = cars.customers[car], cars.arrivals[car], cars.sized.jobs[car]
    policy = place.workshop.policy
    around = policy.reception_minutes + policy.inspection_minutes
    enquiry = Enquiry(
        arrival=arrival.at,
        minutes=place.work_minutes(jobs) + around + (policy.wash_minutes if customer.wash else 0),
        waits=customer.waits,
        parts_at=cars.parts.waits_until.get(car),
    )
    promised = promise(enquiry, place.desk, rng)
    if customer.waits and (promised is None or promised > place.opening.end):
        customer = leaving_the_car(customer)
    return Visit(
        visit_id=f"V{car + 1:03d}",
        plate=plate(seed * 1000 + car),
        customer_ref=f"C{car + 1:05d}",
        priority_class=customer.priority_class,
        priority_reason=customer.priority_reason,
        arrival=arrival.at,
        promised=promised,
        waits=customer.waits,
        booked=customer.booked,
        loan_car=customer.loan_car,
        wash=customer.wash,
        advisor_id=arrival.advisor_id,
        jobs=jobs,
    )
