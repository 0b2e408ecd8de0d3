"""From a customer's wish to the question that the book answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from api.desk.asks import Drive, Wish
from api.desk.jobs import jobs_of
from api.desk.priority import PriorityFacts, priority_of
from api.desk.shop import Shop
from api.desk.times import intersect, later, spans_of
from optimizer.calendar import Span
from optimizer.errors import Fault, InvalidInputError
from optimizer.faults import pointer
from optimizer.slots.records import SlotRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request, and why the visit has its priority class."""

    request: SlotRequest
    priority_reason: str


def asked(wish: Wish, shop: Shop, now: datetime, visit_id: str, lead: timedelta) -> Asked:
    """The request of a wish. ``lead``: between now and the arrival, unless the wish says how long.

    Raises ``InvalidInputError`` with every fault of its sense.
    """
    jobs, faults = jobs_of(wish.jobs, wish.vehicle.model, shop)
    windows, more = _windows(wish, shop, now, lead)
    on_the_road = _drive(wish.collect) + _drive(wish.bring_back)
    stay = None if wish.max_stay_minutes is None else timedelta(minutes=wish.max_stay_minutes) - on_the_road
    faults += [*more, *_unknown_people(wish, shop), *_too_short(stay)]
    if faults:
        raise InvalidInputError(faults)
    facts = PriorityFacts(**wish.priority.model_dump())
    priority_class, reason = priority_of(facts, waits=wish.waits, policy=shop.setup.policy)
    request = SlotRequest(
        visit_id=visit_id,
        jobs=tuple(jobs),
        priority_class=priority_class,
        waits=wish.waits,
        loan_car=wish.loan_car,
        wash=wish.wash,
        advisor_id=wish.advisor_id,
        preferred_advisor_ids=wish.preferred_advisor_ids,
        preferred_technician_ids=wish.preferred_technician_ids,
        windows=windows,
        preferred=later(spans_of(wish.preferred, shop) or (), _drive(wish.collect)),
        ready_by=None if wish.ready_by is None else wish.ready_by - _drive(wish.bring_back),
        max_stay=stay,
    )
    return Asked(request=request, priority_reason=reason)


def _drive(drive: Drive | None) -> timedelta:
    return timedelta(minutes=0 if drive is None else drive.minutes)


def _windows(wish: Wish, shop: Shop, now: datetime, lead: timedelta) -> tuple[tuple[Span, ...], list[Fault]]:
    """When the car may arrive in the shop: what the customer must have, within the dates that are booked."""
    collect = _drive(wish.collect)
    lead = lead if wish.lead_minutes is None else timedelta(minutes=wish.lead_minutes)
    first = now + max(lead, collect)
    if first >= shop.booking_end:
        return (), [_too_late(shop, pointer("lead_minutes"))]
    bookable = (Span(first, shop.booking_end),)
    must = spans_of(wish.must, shop)
    if must is None:
        return bookable, []
    windows = intersect(later(must, collect), bookable)
    return windows, [] if windows else [_too_late(shop, pointer("must"))]


def _too_late(shop: Shop, where: str) -> Fault:
    first, last = shop.dates[0].isoformat(), shop.dates[-1].isoformat()
    return Fault(
        pointer=where,
        code="outside_horizon",
        message=f"that leaves no time on an open date from {first} to {last}, from now on",
        remedy="ask for a date on which the shop is open and gives appointments, or leave it out",
    )


def _too_short(stay: timedelta | None) -> list[Fault]:
    if stay is None or stay > timedelta(0):
        return []
    remedy = "give more minutes, or let the customer bring the car or fetch it"
    message = "the car is on the road for all of that time"
    return [Fault(pointer=pointer("max_stay_minutes"), code="stay_too_short", message=message, remedy=remedy)]


def _unknown_people(wish: Wish, shop: Shop) -> list[Fault]:
    advisors = {one.advisor_id for one in shop.workshop.advisors}
    technicians = {one.technician_id for one in shop.workshop.technicians}
    named = [
        *([(pointer("advisor_id"), wish.advisor_id, advisors)] if wish.advisor_id is not None else []),
        *((pointer("preferred_advisor_ids", n), one, advisors) for n, one in enumerate(wish.preferred_advisor_ids)),
        *(
            (pointer("preferred_technician_ids", n), one, technicians)
            for n, one in enumerate(wish.preferred_technician_ids)
        ),
    ]
    return [
        Fault(
            pointer=where,
            code="unknown_person",
            message=f"{name} does not work here on these dates",
            remedy=f"give one of: {', '.join(sorted(known)[:20])}",
        )
        for where, name, known in named
        if name not in known
    ]
