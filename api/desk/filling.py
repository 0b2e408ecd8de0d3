"""Fills an empty book with the appointments of generated customers who take the first offer they get."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import chain, cycle, repeat

from sqlalchemy import Connection

from api.contract.source import JsonObject
from api.desk.front import Front, new_id
from api.desk.life import LifeAction
from api.desk.reading import wish_document, wish_from
from api.desk.resident import build_book
from api.desk.tokens import Ticket
from api.desk.wishes import asked
from optimizer.policy import PriorityClass
from optimizer.slots.records import Offer
from optimizer.visit import Visit
from scenarios.generator import generate_day
from scenarios.shop import ShopSpec

_FACTS: dict[PriorityClass, JsonObject] = {
    PriorityClass.SAFETY_COMEBACK: {"comeback": True, "safety_related": True},
    PriorityClass.COMPLAINT: {"complaint": True},
    PriorityClass.VIC: {"vic": True},
    PriorityClass.CLASS_A: {"customer_class": "A"},
    PriorityClass.CLASS_B: {"customer_class": "B"},
    PriorityClass.CLASS_C: {"customer_class": "C"},
}


def customers(shop: ShopSpec, seed: int, on: date) -> Iterator[Visit]:
    """Customers of a generated shop, without end: those of one generated day after the other."""
    while True:
        yield from generate_day(shop, seed=seed, date=on).visits
        seed += 1


def fill(
    front: Front,
    visits: Iterable[Visit],
    num_visits: int,
    *,
    dates: Sequence[date] = (),
    customer_refs: Iterable[str] = (),
    confirmations: Sequence[int] = (1, 0, 0),
) -> int:
    """Book the first offer for ``num_visits`` customers; how many got one.

    ``dates``: only on these, which must be open ones of the book. ``customer_refs``: who they are. ``confirmations``:
    how often the first, the second … of them has confirmed, over and over; twice at most.

    In one transaction, which is much faster than one each. Raises what opening the book raises.
    """
    desk = front.desk
    now = desk.clock()
    with desk.database.read() as connection, desk.resident(front.workshop_id).open(connection, now) as opened:
        shop, versions, taken = opened.shop, opened.versions, tuple(opened.commitments.values())
    book = build_book(shop, now, taken)
    tickets: list[Ticket] = []
    for _, visit in zip(range(num_visits), visits, strict=False):
        wish = wish_from(_wish(visit, dates))
        wanted = asked(wish, shop, now, new_id(), desk.settings.lead)
        for offer in book.search(replace(wanted.request, count=1, per_date=1), now):
            book.accept(offer)
            tickets.append(
                Ticket(
                    workshop_id=front.workshop_id,
                    versions=versions,
                    commitment=_with_reason(offer, wanted.priority_reason).commitment,
                    moved=(),
                    found_by=offer.found_by,
                    wish=wish_document(wish),
                    plate=visit.plate,
                )
            )
    known = list(zip(tickets, chain(customer_refs, repeat("")), strict=False))
    desk.database.transact(lambda connection: _book(front, connection, known, now, cycle(confirmations)))
    return len(tickets)


def _book(
    front: Front,
    connection: Connection,
    tickets: Sequence[tuple[Ticket, str]],
    now: datetime,
    confirmations: Iterator[int],
) -> None:
    taking = front.taking(connection, now)
    changes = taking.changes()
    for ticket, ref in tickets:
        taking.check(ticket.commitment, (), ticket.versions)
        one = changes.create(front.appointment(ticket, now, customer_ref=ref, note=""), LifeAction.BOOK)
        for _ in range(next(confirmations)):
            one = changes.apply(one, LifeAction.CONFIRM, one)


def _with_reason(offer: Offer, reason: str) -> Offer:
    return replace(offer, visit=replace(offer.visit, priority_reason=reason))


def _around(at: datetime) -> JsonObject:
    """Hours by the clock of ``at`` in which a customer would come who would like that time."""
    start = max(0, at.hour * 60 + at.minute - 30)
    return {"start": _clock(start), "end": _clock(min(24 * 60, start + 90))}


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _wish(visit: Visit, dates: Sequence[date]) -> JsonObject:
    """What the customer would have asked for on the phone."""
    return {
        "must": {"dates": [one.isoformat() for one in dates]},
        "preferred": {"hours": [_around(visit.arrival)]},
        "jobs": [
            {"operation_code": job.operation_code} | ({} if job.frt_hours is None else {"frt_hours": job.frt_hours})
            for job in visit.jobs
        ],
        "priority": _FACTS.get(visit.priority_class, {}),
        "waits": visit.waits,
        "loan_car": visit.loan_car,
        "wash": visit.wash,
    }
