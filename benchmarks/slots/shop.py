"""A shop's book to search in: days of cars from the generator, booked one after the other."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from optimizer.calendar import Span
from optimizer.slots.book import Book
from optimizer.slots.records import Goal, SlotRequest
from optimizer.visit import Visit
from optimizer.workshop import PartStock, Workshop
from scenarios.generator import SHOPS, generate_day

FIRST = date(2026, 11, 24)
DAYS = 14
HORIZON = 17
_SPARE = 50  # pieces on the shelf beyond what the cars of the days need


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """A shop at opening time on the first date, and the cars that want to come, with the hours of each date."""

    workshop: Workshop
    now: datetime
    cars: tuple[tuple[Span, tuple[Visit, ...]], ...]


def demand(shop: str, seed: int, load: float, days: int = DAYS) -> Demand:
    """A generated shop whose shelf holds what the cars need. Equal arguments, equal demand."""
    spec = replace(SHOPS[shop], horizon_days=HORIZON)
    first = generate_day(spec, seed=seed, date=FIRST, load=load)
    opened = sorted(first.workshop.open_spans)[:days]
    generated = [
        generate_day(spec, seed=1000 * seed + n, date=span.start.date(), load=load) for n, span in enumerate(opened)
    ]
    shelf: Counter[str] = Counter()
    for day in generated:
        for one in day.workshop.stock:
            shelf[one.part_number] += one.on_hand
        for coming in day.workshop.deliveries:
            shelf[coming.part_number] += coming.quantity
    stock = tuple(PartStock(part_number=part, on_hand=count + _SPARE) for part, count in sorted(shelf.items()))
    return Demand(
        workshop=replace(first.workshop, stock=stock, deliveries=()),
        now=first.now,
        cars=tuple((span, day.visits) for span, day in zip(opened, generated, strict=True)),
    )


def request_of(visit: Visit, visit_id: str, *, goal: Goal = Goal.LEVEL, window: Span | None = None) -> SlotRequest:
    """What the customer of a generated visit would ask for, within a window or at any time; the best place of all."""
    return SlotRequest(
        visit_id=visit_id,
        jobs=visit.jobs,
        priority_class=visit.priority_class,
        waits=visit.waits,
        loan_car=visit.loan_car,
        wash=visit.wash,
        booked=visit.booked,
        windows=() if window is None else (window,),
        count=1,
        apart=timedelta(0),
        goal=goal,
    )


def filled(wanted: Demand) -> Book:
    """The book after every car that fits on its date was booked there."""
    book = Book.build(wanted.workshop, wanted.now, ())
    for n, (span, visits) in enumerate(wanted.cars):
        for visit in visits:
            for offer in book.search(request_of(visit, f"D{n:02d}-{visit.visit_id}", window=span), wanted.now):
                book.accept(offer)
    return book
