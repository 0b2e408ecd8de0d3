"""Where appointments could go whose part comes too late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from api.desk import rows
from api.desk.records import Appointment
from api.parts.answers import OtherTime
from api.parts.desk import PartsDesk
from api.parts.scene import midnight_before
from api.parts.waiting import class_ranks
from api.setup.standing import setup_of
from optimizer.slots.book import BOOKED_DAYS, CARRY_OVER_DAYS, Book
from optimizer.slots.records import Goal, Offer, SlotRequest
from optimizer.workshop import Workshop
from scenarios.setup.resolve import resolved_workshop

# A question to the book takes milliseconds; a clerk who lets an order slip waits for all of them.
MOST_LOOKED_UP = 10
LONGER_STAY = timedelta(hours=1)


def earliest_elsewhere(desk: PartsDesk, appointments: Sequence[Appointment]) -> Mapping[str, OtherTime]:
    """The time at which each of the first appointments by priority is ready earliest, as if moved in this order.

    Those for which there is none, and those beyond the first, are left out. Nobody is moved.
    """
    if not appointments:
        return {}
    with desk.database.read() as connection:
        book, workshop = _book_without(connection, desk, {one.appointment_id for one in appointments})
    ranks = class_ranks(workshop.policy)
    by_priority = sorted(
        appointments, key=lambda one: (ranks[one.visit.priority_class.value], one.visit.arrival, one.appointment_id)
    )
    found: dict[str, OtherTime] = {}
    for one in by_priority[:MOST_LOOKED_UP]:
        offer = _earliest(book, one, desk.now)
        if offer is not None:
            book.accept(offer)
            found[one.appointment_id] = desk.writer.other_time(offer.visit.arrival, offer.visit.promised)
    return found


def _book_without(connection: Connection, desk: PartsDesk, left_out: set[str]) -> tuple[Book, Workshop]:
    setup = setup_of(connection, desk.workshop_id)
    today = desk.now.astimezone(ZoneInfo(setup.time_zone)).date()
    workshop = resolved_workshop(setup, today, BOOKED_DAYS + CARRY_OVER_DAYS)
    booked = rows.in_plan(connection, desk.workshop_id, midnight_before(desk.now, setup))
    others = (one.commitment for one in booked if one.appointment_id not in left_out)
    return Book.build(workshop, desk.now, others), workshop


def _earliest(book: Book, one: Appointment, now: datetime) -> Offer | None:
    """Rather with a stay about as long as it was: the customer need not leave the car before its part is there."""
    visit = one.visit
    request = SlotRequest(
        visit_id=visit.visit_id,
        jobs=visit.jobs,
        priority_class=visit.priority_class,
        waits=visit.waits,
        loan_car=visit.loan_car,
        wash=visit.wash,
        booked=visit.booked,
        max_stay=None if visit.promised is None else visit.promised - visit.arrival + LONGER_STAY,
        count=1,
        goal=Goal.EARLIEST_READY,
    )
    offers = book.search(request, now) or book.search(replace(request, max_stay=None), now)
    return offers[0] if offers else None
