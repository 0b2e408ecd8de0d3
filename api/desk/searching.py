"""Finds offers: first in the resident book, then, when that gives too few, by moving other cars inside their promises."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from api.desk.asks import Questions, SlotSearch, Wish
from api.desk.desk import Desk
from api.desk.records import Versions
from api.desk.resident import Opened
from api.desk.shop import Shop
from api.desk.times import intersect
from api.desk.wishes import Asked, asked
from optimizer.calendar import Span
from optimizer.slots.book import Book
from optimizer.slots.records import Commitment, Goal, Offer, Refusal, SlotRequest


class Reshuffle(StrEnum):
    """Whether other cars were moved to find more."""

    NOT_NEEDED = "not_needed"
    NOT_ASKED = "not_asked"
    DONE = "done"
    BUSY = "busy"  # others were at it; asking again may find more


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Offers at the versions of a book, best first. ``answers``: to the questions, by their names."""

    shop: Shop
    now: datetime
    versions: Versions
    asked: Asked
    offers: tuple[Offer, ...]
    answers: dict[str, Offer | None]
    reshuffle: Reshuffle


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scan:
    """What the book answered, and a copy of what is in it for the search that moves other cars."""

    shop: Shop
    versions: Versions
    asked: Asked
    requests: dict[str, SlotRequest]
    offers: dict[str, tuple[Offer, ...]]
    commitments: tuple[Commitment, ...]


_MAIN = ""


def search(desk: Desk, workshop_id: str, ask: SlotSearch, visit_id: str) -> Found:
    """Offers for a wish. ``visit_id``: of the visit to be, or of the appointment that moves.

    Raises ``KeyError`` for an unknown workshop, ``InvalidInputError`` for a wish or a set-up with faults.
    """
    now = desk.clock()
    desk.sweep(workshop_id, now)
    moves = ask.appointment_id
    with desk.database.read() as connection, desk.resident(workshop_id).open(connection, now) as opened:
        wanted = asked(ask, opened.shop, now, visit_id, count=ask.count, per_date=ask.per_date, goal=ask.goal)
        scan = _scan(opened, wanted, ask.questions, now, moves)
    offers, reshuffle = _more(desk, scan, ask, now)
    return Found(
        shop=scan.shop,
        now=now,
        versions=scan.versions,
        asked=wanted,
        offers=offers[_MAIN],
        answers={name: found[0] if found else None for name, found in offers.items() if name != _MAIN},
        reshuffle=reshuffle,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """Why a wished arrival does not go. ``fits``: what would be offered there when it does."""

    shop: Shop
    now: datetime
    versions: Versions
    asked: Asked
    fits: Offer | None
    refusal: Refusal | None


def explain(
    desk: Desk, workshop_id: str, wish: Wish, at: datetime, visit_id: str, moves: str | None = None
) -> Explained:
    """Whether an arrival goes, and if not, the minimal set of reasons and the nearest time that does."""
    now = desk.clock()
    desk.sweep(workshop_id, now)
    with desk.database.read() as connection, desk.resident(workshop_id).open(connection, now) as opened:
        wanted = asked(wish, opened.shop, now, visit_id, count=1)
        with opened.without(moves):
            there = opened.book.search(_exactly(wanted.request, at), now)
            refusal = None if there else opened.book.why_not(wanted.request, at)
    return Explained(
        shop=opened.shop,
        now=now,
        versions=opened.versions,
        asked=wanted,
        fits=there[0] if there else None,
        refusal=refusal,
    )


def exact(request: SlotRequest, at: datetime) -> SlotRequest:
    """The request for an arrival at one minute."""
    return replace(request, windows=(Span(at, at + timedelta(minutes=1)),), arrival_step_minutes=1, count=1)


def _exactly(request: SlotRequest, at: datetime) -> SlotRequest:
    minute = Span(at, at + timedelta(minutes=1))
    windows = intersect(request.windows, (minute,))
    return exact(request, at) if windows else replace(exact(request, at), count=0)


def _scan(opened: Opened, wanted: Asked, questions: Questions, now: datetime, moves: str | None) -> _Scan:
    requests = {_MAIN: wanted.request, **_questions(wanted.request, questions)}
    with opened.without(moves):
        offers = {name: tuple(opened.book.search(one, now)) if one.count else () for name, one in requests.items()}
        commitments = tuple(opened.commitments.values())
    return _Scan(
        shop=opened.shop,
        versions=opened.versions,
        asked=wanted,
        requests=requests,
        offers=offers,
        commitments=commitments,
    )


def _questions(request: SlotRequest, questions: Questions) -> dict[str, SlotRequest]:
    """The requests that answer the questions; one offer each."""
    one = replace(request, count=1, per_date=1)
    asked_for: dict[str, SlotRequest] = {}
    if questions.fits is not None:
        span = Span(questions.fits.start, questions.fits.end)
        windows = intersect(request.windows, (span,))
        ready_by = span.end if request.ready_by is None else min(span.end, request.ready_by)
        # An arrival outside of all that is bookable: asked for nothing, nothing fits.
        asked_for["fits"] = replace(one, windows=windows, ready_by=ready_by, count=1 if windows else 0)
    if questions.earliest_ready:
        asked_for["earliest_ready"] = replace(one, goal=Goal.EARLIEST_READY)
    if questions.earliest_ready_within_minutes is not None:
        stay = timedelta(minutes=questions.earliest_ready_within_minutes)
        stay = stay if request.max_stay is None else min(stay, request.max_stay)
        asked_for["earliest_ready_within"] = replace(one, goal=Goal.EARLIEST_READY, max_stay=stay)
    return asked_for


def _more(
    desk: Desk, scan: _Scan, ask: SlotSearch, now: datetime
) -> tuple[dict[str, tuple[Offer, ...]], Reshuffle]:
    """Search on for what was answered with too few offers, on a book of our own: readers do not wait for that."""
    offers = dict(scan.offers)
    short = [name for name, one in scan.requests.items() if len(offers[name]) < one.count]
    if not short:
        return offers, Reshuffle.NOT_NEEDED
    if ask.insertion_only or desk.settings.reshuffle_s <= 0:
        return offers, Reshuffle.NOT_ASKED
    deadline = time.monotonic() + desk.settings.reshuffle_s
    if not desk.reshuffles.acquire(timeout=desk.settings.reshuffle_s):
        return offers, Reshuffle.BUSY
    try:
        book = Book.build(scan.shop.workshop, now, scan.commitments)
        for n, name in enumerate(short):
            seconds = (deadline - time.monotonic()) / (len(short) - n)
            if seconds <= 0:
                return offers, Reshuffle.BUSY
            found = book.reshuffle(scan.requests[name], now, seconds=seconds)
            offers[name] = _joined(offers[name], found, scan.requests[name].count)
    finally:
        desk.reshuffles.release()
    return offers, Reshuffle.DONE


def _joined(first: Sequence[Offer], more: Sequence[Offer], count: int) -> tuple[Offer, ...]:
    """Offers of other arrivals after those that move nobody."""
    known = {one.visit.arrival for one in first}
    return (*first, *(one for one in more if one.visit.arrival not in known))[:count]
