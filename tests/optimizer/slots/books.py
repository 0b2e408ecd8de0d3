"""Tiny books and requests in a few words, on the shop of ``tests.shops``: two open days, Monday and Tuesday."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypedDict, Unpack

from optimizer.calendar import Span
from optimizer.plan import Reason
from optimizer.policy import Policy, PriorityClass
from optimizer.slots.book import Book
from optimizer.slots.records import Commitment, Goal, Offer, SlotRequest
from optimizer.slots.referee import violations_of_book
from optimizer.visit import Job
from optimizer.workshop import Workshop
from tests.shops import at, policy, shop

NOW = at("7:00")


class RequestChanges(TypedDict, total=False):
    """Fields of ``SlotRequest`` that a test may change."""

    priority_class: PriorityClass
    waits: bool
    loan_car: bool
    wash: bool
    booked: bool
    advisor_id: str | None
    preferred_advisor_ids: tuple[str, ...]
    preferred_technician_ids: tuple[str, ...]
    windows: tuple[Span, ...]
    preferred: tuple[Span, ...]
    ready_by: datetime | None
    max_stay: timedelta | None
    lead: timedelta
    arrival_step_minutes: int
    count: int
    per_date: int
    apart: timedelta
    goal: Goal


def request(visit_id: str, *codes: str, **changes: Unpack[RequestChanges]) -> SlotRequest:
    """A request for operations, without a wash; every arrival may be offered."""
    basic = SlotRequest(
        visit_id=visit_id,
        jobs=tuple(Job(job_id=str(n), operation_code=code) for n, code in enumerate(codes, start=1)),
        wash=False,
        count=100,
        per_date=100,
        apart=timedelta(0),
    )
    return replace(basic, **changes)


def desk(**changes: float) -> Policy:
    """The policy of ``tests.shops``, with all hours bookable unless a test says otherwise."""
    settings = {"reserve_share": 0.0, "booking_rate": 1.0} | changes
    return replace(policy(), **settings)  # type: ignore[arg-type]  # settings that are numbers


def book(*commitments: Commitment, workshop: Workshop | None = None) -> Book:
    """A book at seven o'clock on Monday."""
    return Book.build(workshop or shop(policy=desk()), NOW, commitments)


def arrivals(offers: tuple[Offer, ...]) -> list[datetime]:
    """When the cars would arrive, earliest first."""
    return sorted(one.visit.arrival for one in offers)


def offered(where: Book, wish: SlotRequest, text: str) -> Offer:
    """The offer for one arrival, such as ``8:30``."""
    (found,) = where.search(replace(wish, windows=(moment(text),)), NOW)
    return found


def moment(text: str) -> Span:
    """The window of one arrival."""
    return Span(at(text), at(text) + timedelta(minutes=1))


def rules(reasons: tuple[Reason, ...]) -> list[str]:
    """Names of the rules broken."""
    return [one.rule for one in reasons]


def refereed(where: Book, workshop: Workshop, horizon_days: int = 17, now: datetime = NOW) -> list[str]:
    """What the referee finds in a book, in words."""
    found = violations_of_book(workshop, now, tuple(where.commitments.values()), horizon_days)
    return [f"{one.rule}: {one.message}" for one in found]
