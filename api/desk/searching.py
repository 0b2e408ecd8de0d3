"""Finds offers: first in the resident book, then, if that gives too few, by moving other cars inside promises."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from api.desk.asks import NO_TIMES, Questions, SlotSearch, Wish
from api.desk.desk import Desk
from api.desk.records import Versions
from api.desk.resident import build_book
from api.desk.shop import Shop
from api.desk.times import intersect
from api.desk.wishes import Asked, asked
from optimizer.calendar import Span
from optimizer.slots.records import Commitment, Goal, Offer, Refusal, SlotRequest

MAIN = ""
# From the request of a wish to the requests that shall be answered, by name.
Requests = Callable[[SlotRequest, Shop, datetime], Mapping[str, SlotRequest]]


class Reshuffle(StrEnum):
    """Whether other cars were moved to find more."""

    NOT_NEEDED = "not_needed"
    NOT_ASKED = "not_asked"
    DONE = "done"
    BUSY = "busy"  # others were at it; asking again may find more


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Offers to each request at the versions of a book, best first."""

    shop: Shop
    now: datetime
    versions: Versions
    asked: Asked
    offers: Mapping[str, tuple[Offer, ...]]
    reshuffle: Reshuffle

    @property
    def answers(self) -> dict[str, Offer | None]:
        """The best offer to each question beside the main request."""
        return {name: found[0] if found else None for name, found in self.offers.items() if name != MAIN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """Why a wished arrival does not go. ``fits``: what would be offered there when it does."""

    shop: Shop
    now: datetime
    versions: Versions
    asked: Asked
    fits: Offer | None
    refusal: Refusal | None


def search(desk: Desk, workshop_id: str, ask: SlotSearch, visit_id: str) -> Found:
    """Offers for a wish, and for its questions. Raises what ``answer`` does."""

    def requests(request: SlotRequest, shop: Shop, now: datetime) -> Mapping[str, SlotRequest]:
        del shop, now
        main = replace(request, count=ask.count, per_date=ask.per_date, goal=ask.goal)
        return {MAIN: main, **_questions(request, ask.questions)}

    return answer(
        desk, workshop_id, ask, visit_id, requests, insertion_only=ask.insertion_only, moves=ask.appointment_id
    )


def answer(
    desk: Desk,
    workshop_id: str,
    wish: Wish,
    visit_id: str,
    requests: Requests,
    *,
    insertion_only: bool = False,
    moves: str | None = None,
) -> Found:
    """Offers for the requests that are made of a wish. ``moves``: an appointment whose own place counts as free.

    Raises ``InvalidInputError`` for a wish with faults, and what opening the book raises.
    """
    now = desk.clock()
    desk.sweep(workshop_id, now)
    with desk.database.read() as connection, desk.resident(workshop_id).open(connection, now) as opened:
        wanted = asked(wish, opened.shop, now, visit_id, desk.settings.lead)
        made = requests(wanted.request, opened.shop, now)
        with opened.without(moves):
            offers = {name: opened.book.search(one, now) if one.count else () for name, one in made.items()}
            commitments = tuple(opened.commitments.values())
    reshuffle = Reshuffle.NOT_NEEDED
    short = {name: one for name, one in made.items() if len(offers[name]) < one.count}
    if short:
        reshuffle = Reshuffle.NOT_ASKED
        if not insertion_only and desk.settings.reshuffle_s > 0:
            reshuffle = _reshuffle(desk, opened.shop, commitments, short, offers, now)
    return Found(
        shop=opened.shop,
        now=now,
        versions=opened.versions,
        asked=wanted,
        offers=offers,
        reshuffle=reshuffle,
    )


def explain(
    desk: Desk,
    workshop_id: str,
    wish: Wish,
    at: datetime,
    visit_id: str,
    *,
    moves: str | None = None,
    adjusted: Callable[[SlotRequest], SlotRequest] = lambda request: request,
) -> Explained:
    """Whether an arrival goes, and if not, the minimal set of reasons and the nearest time that does.

    The time asked about stands for all that was wished of the times. ``adjusted``: what else the request must have.
    Raises what ``answer`` does.
    """
    now = desk.clock()
    desk.sweep(workshop_id, now)
    untimed = wish.model_copy(update={"must": NO_TIMES, "lead_minutes": 0})
    with desk.database.read() as connection, desk.resident(workshop_id).open(connection, now) as opened:
        wanted = asked(untimed, opened.shop, now, visit_id, timedelta(0))
        request = adjusted(wanted.request)
        with opened.without(moves):
            there = opened.book.search(at_minute(request, at), now) if _allowed(request, at) else ()
            refusal = None if there else opened.book.why_not(request, at, now)
    return Explained(
        shop=opened.shop,
        now=now,
        versions=opened.versions,
        asked=wanted,
        fits=there[0] if there else None,
        refusal=refusal,
    )


def at_minute(request: SlotRequest, at: datetime) -> SlotRequest:
    """The request for one arrival and no other."""
    windows = (Span(at, at + timedelta(minutes=1)),)
    return replace(request, windows=windows, arrival_step_minutes=1, count=1, per_date=1)


def _allowed(request: SlotRequest, at: datetime) -> bool:
    return any(span.start <= at < span.end for span in request.windows)


def _questions(request: SlotRequest, questions: Questions) -> dict[str, SlotRequest]:
    """The requests that answer the questions; one offer each."""
    one = replace(request, count=1, per_date=1)
    made: dict[str, SlotRequest] = {}
    if questions.fits is not None:
        span = Span(questions.fits.start, questions.fits.end)
        windows = intersect(request.windows, (span,))
        ready_by = span.end if request.ready_by is None else min(span.end, request.ready_by)
        # Outside of all that is bookable nothing is asked for: nothing fits.
        made["fits"] = replace(one, windows=windows, ready_by=ready_by, count=1 if windows else 0)
    if questions.earliest_ready:
        made["earliest_ready"] = replace(one, goal=Goal.EARLIEST_READY)
    if questions.earliest_ready_within_minutes is not None:
        stay = timedelta(minutes=questions.earliest_ready_within_minutes)
        stay = stay if request.max_stay is None else min(stay, request.max_stay)
        made["earliest_ready_within"] = replace(one, goal=Goal.EARLIEST_READY, max_stay=stay)
    return made


def _reshuffle(
    desk: Desk,
    shop: Shop,
    commitments: Sequence[Commitment],
    short: Mapping[str, SlotRequest],
    offers: dict[str, tuple[Offer, ...]],
    now: datetime,
) -> Reshuffle:
    """Search on for what was answered with too few offers, on a book of our own: nobody waits for that but us."""
    deadline = time.monotonic() + desk.settings.reshuffle_s
    if not desk.reshuffles.acquire(timeout=desk.settings.reshuffle_s):
        return Reshuffle.BUSY
    try:
        book = build_book(shop, now, commitments)
        for n, (name, request) in enumerate(short.items()):
            seconds = (deadline - time.monotonic()) / (len(short) - n)
            if seconds <= 0:
                return Reshuffle.BUSY
            more = book.reshuffle(request, now, seconds=seconds)
            offers[name] = _joined(offers[name], more, request.count)
    finally:
        desk.reshuffles.release()
    return Reshuffle.DONE


def _joined(first: Sequence[Offer], more: Sequence[Offer], count: int) -> tuple[Offer, ...]:
    """Offers of other arrivals after those that move nobody."""
    known = {one.visit.arrival for one in first}
    return (*first, *(one for one in more if one.visit.arrival not in known))[:count]
