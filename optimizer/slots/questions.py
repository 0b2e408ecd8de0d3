"""The three questions of the trade, each a search of its own kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from optimizer.calendar import Span
from optimizer.slots.book import Book
from optimizer.slots.records import Goal, Offer, SlotRequest


def in_interval(book: Book, request: SlotRequest, interval: Span, now: datetime) -> Offer | None:
    """Does it fit this interval? The best offer that arrives in it and is promised by its end; None: it does not.

    Raises ``KeyError`` like ``Book.search``, as do the others.
    """
    latest = interval.end if request.ready_by is None else min(interval.end, request.ready_by)
    offers = book.search(replace(request, windows=(interval,), ready_by=latest, count=1), now)
    return offers[0] if offers else None


def earliest_ready(book: Book, request: SlotRequest, now: datetime) -> Offer | None:
    """What is the earliest ready time? The offer that has it; None: there is none in the horizon."""
    offers = book.search(replace(request, goal=Goal.EARLIEST_READY, count=1), now)
    return offers[0] if offers else None


def earliest_ready_within(book: Book, request: SlotRequest, stay: timedelta, now: datetime) -> Offer | None:
    """The earliest ready time if the car can be left for ``stay`` at most."""
    longest = stay if request.max_stay is None else min(stay, request.max_stay)
    return earliest_ready(book, replace(request, max_stay=longest), now)
