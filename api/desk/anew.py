"""Places a visit anew: a customer who stands at the desk, and an appointment whose work changes.

Both search first and then take what was found, as everybody does. Somebody else may take it in between; then it is
searched again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection

from api.desk.asks import NO_TIMES, AppointmentChange, WalkIn, Wish
from api.desk.front import Front, Seen, new_id
from api.desk.life import LifeAction, State, after
from api.desk.offers import reason_resource, renamed
from api.desk.places import SlotGoneError
from api.desk.reading import wish_document, wish_from
from api.desk.records import Appointment, Source
from api.desk.refusals import not_now
from api.desk.searching import MAIN, Explained, Found, answer, at_minute, explain
from api.desk.shop import Shop
from api.desk.times import intersect
from api.desk.tokens import Ticket
from api.problems import Problem
from api.service.errors import ApiError
from optimizer.calendar import Span
from optimizer.slots.records import Goal, SlotRequest
from optimizer.visit import Visit

T = TypeVar("T")
# Runs a change in a transaction, once or again, and makes an answer of what it gives.
Perform = Callable[[Callable[[Connection], Appointment]], T]

_TRIES = 5
_WALK_IN_STEP_MINUTES = 5
_PLANNED_BY = ("jobs", "priority", "waits", "loan_car", "wash")


def walk_in(front: Front, ask: WalkIn, perform: Perform[T]) -> T:
    """Let a customer in who stands at the desk: the next place of today, found and taken.

    Raises ``ApiError`` 409 with the reasons when there is none today, unless it is forced: then the car is let in
    without a place.
    """
    for _ in range(_TRIES):
        found = answer(front.desk, front.workshop_id, _here(ask), new_id(), _today)
        ticket = _ticket(front, found, ask)
        if ticket is None and not ask.forced:
            raise _no_place_today(front, ask, found)
        try:
            return perform(partial(_let_in, front, ask, found, ticket))
        except SlotGoneError:
            continue
    raise not_now("busy", "Others were faster each time", "Send it again.")


def change(front: Front, appointment_id: str, ask: AppointmentChange, seen: Seen, perform: Perform[T]) -> T:
    """Change what is known of an appointment; what it is planned by is placed anew at the same arrival.

    Raises ``ApiError`` 409 with the reasons when the changed work does not fit there.
    """
    with front.desk.database.read() as connection:
        before = front.seen(connection, appointment_id, seen)
    wish = wish_from(before.details["wish"])
    changed = wish.model_copy(update=_planned_by(ask))
    if changed == wish:
        return perform(partial(_keep_place, front, appointment_id, ask, seen))
    after(before.state, LifeAction.CHANGE)
    if before.state is State.ARRIVED:
        detail = "Tell it as an event of the floor (`work_found`): what is added here, the foreman plans."
        raise not_now("in_workshop", "The car is in the workshop", detail)
    for _ in range(_TRIES):
        ticket = _same_time(front, before, changed)
        try:
            return perform(partial(_take_place, front, appointment_id, ask, ticket, seen))
        except SlotGoneError:
            continue
    raise not_now("busy", "Others were faster each time", "Send it again.")


def _here(ask: WalkIn) -> WalkIn:
    """Whoever stands at the desk needs no time to come."""
    return ask.model_copy(update={"lead_minutes": 0})


def _today(request: SlotRequest, shop: Shop, now: datetime) -> Mapping[str, SlotRequest]:
    """The next place from now to midnight."""
    windows = intersect(request.windows, (Span(now, shop.day_span(shop.date_of(now)).end),))
    today = replace(
        _unbooked(request),
        windows=windows,
        goal=Goal.EARLIEST_READY,
        arrival_step_minutes=_WALK_IN_STEP_MINUTES,
        count=1 if windows else 0,
    )
    return {MAIN: today}


def _unbooked(request: SlotRequest) -> SlotRequest:
    """What is not bookable is there for whoever comes without an appointment."""
    return replace(request, booked=False)


def _ticket(front: Front, found: Found, wish: Wish) -> Ticket | None:
    if not found.offers[MAIN]:
        return None
    offer = found.offers[MAIN][0]
    place = renamed(offer, offer.visit.visit_id, found.asked.priority_reason)
    return Ticket(
        workshop_id=front.workshop_id,
        versions=found.versions,
        commitment=place.commitment,
        moved=place.moved,
        found_by=place.found_by,
        wish=wish_document(wish),
        plate=wish.vehicle.plate,
    )


def _let_in(front: Front, ask: WalkIn, found: Found, ticket: Ticket | None, connection: Connection) -> Appointment:
    now = found.now
    taking = front.taking(connection, now)
    known = {"arrived_at": now.isoformat()}
    if ticket is not None:
        new = front.appointment(ticket, now, customer_ref=ask.customer_ref, note=ask.note)
        new = replace(new, source=Source.WALK_IN, details={**new.details, **known})
        return taking.create(ticket, new, LifeAction.WALK_IN, ask.note)
    forced = _without_place(front, ask, found)
    return taking.changes().create(replace(forced, details={**forced.details, **known}), LifeAction.WALK_IN, ask.reason)


def _without_place(front: Front, ask: WalkIn, found: Found) -> Appointment:
    request = found.asked.request
    visit = Visit(
        visit_id=request.visit_id,
        priority_class=request.priority_class,
        priority_reason=found.asked.priority_reason,
        arrival=found.now,
        waits=request.waits,
        booked=False,
        loan_car=request.loan_car,
        wash=request.wash,
        advisor_id=request.advisor_id,
        jobs=request.jobs,
    )
    return Appointment(
        workshop_id=front.workshop_id,
        appointment_id=visit.visit_id,
        version=1,
        state=State.ARRIVED,
        plan_version=0,
        source=Source.WALK_IN,
        customer_ref=ask.customer_ref,
        plate=ask.vehicle.plate,
        visit=visit,
        assignments=(),
        details={"wish": wish_document(ask), "note": ask.note, "forced": ask.reason},
        created_at=found.now,
        updated_at=found.now,
    )


def _no_place_today(front: Front, ask: WalkIn, found: Found) -> ApiError:
    """The reasons, and offers of an appointment on another day."""
    why = explain(front.desk, front.workshop_id, _here(ask), found.now, new_id(), adjusted=_unbooked)
    return _refused("no_place_today", "There is no place today", front, ask, why, None)


def _refused(code: str, title: str, front: Front, wish: Wish, why: Explained, moves: str | None) -> ApiError:
    reasons = () if why.refusal is None else why.refusal.reasons
    members = {
        "reasons": [reason_resource(one, why.shop.zone).model_dump(mode="json") for one in reasons],
        "offers": [one.model_dump(mode="json") for one in front.fresh(wish, moves)],
    }
    detail = "; ".join(one.text_en for one in reasons) or "Nothing fits."
    return ApiError(Problem(status=409, code=code, title=title, detail=detail, members=members))


def _planned_by(ask: AppointmentChange) -> dict[str, object]:
    """The fields that are given, of those that an appointment is planned by."""
    return {name: getattr(ask, name) for name in _PLANNED_BY if getattr(ask, name) is not None}


def _told(before: Appointment, ask: AppointmentChange) -> Appointment:
    """The appointment with what is only told, not planned by."""
    return replace(
        before,
        customer_ref=before.customer_ref if ask.customer_ref is None else ask.customer_ref,
        plate=before.plate if ask.plate is None else ask.plate,
        details=before.details if ask.note is None else {**before.details, "note": ask.note},
    )


def _keep_place(
    front: Front, appointment_id: str, ask: AppointmentChange, seen: Seen, connection: Connection
) -> Appointment:
    taking = front.taking(connection, front.desk.clock())
    before = front.seen(connection, appointment_id, seen)
    return taking.changes().apply(before, LifeAction.CHANGE, _told(before, ask))


def _same_time(front: Front, before: Appointment, changed: Wish) -> Ticket:
    """A place for the changed work at the same arrival, ready no later than promised.

    Raises ``ApiError`` 409 with the reasons when there is none.
    """
    visit = before.visit
    bound = {"must": NO_TIMES, "preferred": NO_TIMES, "lead_minutes": 0, "ready_by": None, "max_stay_minutes": None}
    wish = changed.model_copy(update=bound)

    def kept(request: SlotRequest) -> SlotRequest:
        return replace(request, advisor_id=visit.advisor_id, ready_by=visit.promised, booked=visit.booked)

    def there(request: SlotRequest, shop: Shop, now: datetime) -> Mapping[str, SlotRequest]:
        del shop
        return {MAIN: replace(at_minute(kept(request), visit.arrival), count=1 if visit.arrival >= now else 0)}

    found = answer(front.desk, front.workshop_id, wish, visit.visit_id, there, moves=visit.visit_id)
    ticket = _ticket(front, found, changed)
    if ticket is None:
        place = (wish, visit.arrival, visit.visit_id)
        why = explain(front.desk, front.workshop_id, *place, moves=visit.visit_id, adjusted=kept)
        title = "That does not fit at the time that is booked"
        raise _refused("does_not_fit", title, front, wish, why, visit.visit_id)
    return ticket


def _take_place(
    front: Front, appointment_id: str, ask: AppointmentChange, ticket: Ticket, seen: Seen, connection: Connection
) -> Appointment:
    taking = front.taking(connection, front.desk.clock())
    before = front.seen(connection, appointment_id, seen)
    told = _told(before, ask)
    changed = replace(
        told,
        visit=ticket.commitment.visit,
        assignments=ticket.commitment.assignments,
        details={**told.details, "wish": ticket.wish},
    )
    return taking.replace(ticket, before, changed, LifeAction.CHANGE, "")
