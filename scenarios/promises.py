"""Promised times as the desk would quote them, without looking at what else is booked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from optimizer.calendar import Span, subtract
from scenarios.clock import minutes_between, round_up

_QUOTED_TO_MINUTES = 15

# Our assumptions about the desk: waiting customers are quoted little more than the work takes, of the others
# two in three the late afternoon; a few quotes are tight, and a few cannot be kept from the start.
_TIGHT_SHARE = 0.1
_IMPOSSIBLE_SHARE = 0.01
_IMPOSSIBLE_FACTOR = 0.7
_WAITER_FACTORS = (1.15, 1.5)
_DROP_OFF_FACTORS = (1.4, 2.0)
_SLACK_MINUTES = 15
_FETCHED_BEFORE_CLOSING = ((15, 0.3), (30, 0.25), (60, 0.25), (90, 0.2))
_HAND_OVER_MINUTES = 15  # a car promised later than this before closing cannot be handed over that day
_PARTS_OVERLOOKED_SHARE = 0.05
_AFTER_WORK_SHARE = 2 / 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquiry:
    """What the desk knows of a car: ``minutes`` from reception to ready when nothing holds it up."""

    arrival: datetime
    minutes: float
    waits: bool
    parts_at: datetime | None


@dataclass(frozen=True, slots=True)
class Desk:
    """The opening times (lunch hour left out) that a quote is counted in."""

    open_spans: tuple[Span, ...]
    work_spans: tuple[Span, ...]

    @classmethod
    def of(cls, open_spans: Sequence[Span], lunch: Sequence[Span]) -> Desk:
        """A desk that counts no work in the lunch spans."""
        return cls(tuple(open_spans), subtract(open_spans, lunch))

    def after(self, start: datetime, minutes: float) -> datetime | None:
        """When ``minutes`` of working time after ``start`` have passed; None: not within the days known."""
        left = minutes
        for work in self.work_spans:
            if work.end <= start:
                continue
            begin = max(work.start, start)
            room = minutes_between(begin, work.end)
            if left <= room:
                return begin + timedelta(minutes=left)
            left -= room
        return None

    def last_of(self, instant: datetime) -> datetime:
        """The last time to promise in the opening span that holds or follows ``instant`` (the last span after all)."""
        closings = (opening.end for opening in self.open_spans if instant <= opening.end)
        return next(closings, self.open_spans[-1].end) - timedelta(minutes=_HAND_OVER_MINUTES)


def promise(enquiry: Enquiry, desk: Desk, rng: np.random.Generator) -> datetime | None:
    """The promised time, on a quarter of an hour; None for work that lasts beyond the days known.

    A car is quoted the working time it needs times a factor after its arrival (after its parts, unless the
    desk overlooks a van of the same day). Of those left at the shop most are fetched before closing; a
    customer who waits is promised the day itself wherever the work fits into it.
    """
    draw, tight = rng.random(), float(rng.uniform(0.95, 1.1))
    factor = float(rng.uniform(*(_WAITER_FACTORS if enquiry.waits else _DROP_OFF_FACTORS)))
    fetched, after_work = _fetched(rng), rng.random() < _AFTER_WORK_SHARE
    overlooks = rng.random() < _PARTS_OVERLOOKED_SHARE
    start = _begin(enquiry, desk, overlooks)
    if draw < _IMPOSSIBLE_SHARE:
        quote = desk.after(enquiry.arrival, _IMPOSSIBLE_FACTOR * enquiry.minutes)
    elif draw < _IMPOSSIBLE_SHARE + _TIGHT_SHARE:
        quote = desk.after(start, tight * enquiry.minutes)
    else:
        quote = desk.after(start, factor * enquiry.minutes + _SLACK_MINUTES)
        if quote is not None and enquiry.waits:
            quote = _same_day(quote, start, enquiry, desk)
        elif quote is not None and after_work:
            quote = max(quote, desk.last_of(quote) - timedelta(minutes=fetched - _HAND_OVER_MINUTES))
    return None if quote is None else min(round_up(quote, _QUOTED_TO_MINUTES), desk.last_of(quote))


def _begin(enquiry: Enquiry, desk: Desk, overlooks: bool) -> datetime:
    if enquiry.parts_at is None:
        return enquiry.arrival
    same_day = enquiry.parts_at <= desk.last_of(enquiry.arrival)
    return enquiry.arrival if same_day and overlooks else max(enquiry.arrival, enquiry.parts_at)


def _same_day(quote: datetime, start: datetime, enquiry: Enquiry, desk: Desk) -> datetime:
    """A customer who waits is told the end of the day rather than tomorrow, if the work can be done by then."""
    last = desk.last_of(enquiry.arrival)
    soonest = desk.after(start, enquiry.minutes)
    return last if soonest is not None and soonest <= last < quote else quote


def _fetched(rng: np.random.Generator) -> int:
    minutes, shares = zip(*_FETCHED_BEFORE_CLOSING, strict=True)
    return int(minutes[int(rng.choice(len(minutes), p=shares))])
