"""Slots that exist but insertion misses: how many a reshuffle finds, and how soon.

That a slot exists is known from the plan it was in: a visit is taken out of a full book, others of its date are put at
other places inside their promises, so that the gap closes, and the visit asks again for its arrival and promise, or any
arrival within the hours around it. Where insertion finds nothing the reshuffle is measured.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

import numpy as np

from benchmarks.slots.shop import Demand, demand, filled, request_of
from benchmarks.table import markdown
from optimizer.calendar import Span
from optimizer.slots.book import Book
from optimizer.slots.records import Commitment, SlotRequest

_OTHERS = 16  # visits put elsewhere
_AROUND = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One instance: seconds of the reshuffle, how it found an offer ("" when it did not), visits moved."""

    seconds: float
    found_by: str
    moved: int


def measure(shop: str, seed: int, count: int, load: float, seconds: float, say: Callable[[str], None]) -> str:
    """A table of what was found of ``count`` instances."""
    pick, wanted = Random(seed), _without_reserve(demand(shop, seed, load))
    full = tuple(filled(wanted).commitments.values())
    book = Book.build(wanted.workshop, wanted.now, full)
    book.warm_up()
    say(f"{len(full)} cars booked")
    outcomes: list[Outcome] = []
    tried = 0
    while len(outcomes) < count:
        tried += 1
        book = Book.build(wanted.workshop, wanted.now, full)
        asked = _missed(book, wanted, pick, f"M{tried:05d}")
        if asked is not None:
            outcomes.append(_outcome(book, asked, wanted.now, seconds))
            say(f"{len(outcomes)} of {tried}: {outcomes[-1]}")
    return _report(outcomes, tried)


def _without_reserve(wanted: Demand) -> Demand:
    """The same with every hour bookable: what is missed is then for want of room, not of bookable hours."""
    policy = replace(wanted.workshop.policy, reserve_share=0.0, booking_rate=1.0)
    return replace(wanted, workshop=replace(wanted.workshop, policy=policy))


def _missed(book: Book, wanted: Demand, pick: Random, visit_id: str) -> SlotRequest | None:
    """Close the gap of a visit; its request, or None when insertion still finds a place."""
    opened = pick.choice(wanted.cars[1:])[0]
    here = [one for one in book.commitments.values() if one.visit.arrival >= opened.start and _end(one) <= opened.end]
    gone, *others = pick.sample(here, min(len(here), _OTHERS + 1))
    book.remove(gone.visit.visit_id)
    _put_elsewhere(book, others, wanted, pick)
    at = gone.visit.arrival
    asked = replace(
        request_of(gone.visit, visit_id, window=Span(at - _AROUND, at + _AROUND + _MINUTE)),
        ready_by=gone.visit.promised,
    )
    return None if book.search(asked, wanted.now) else asked


def _end(commitment: Commitment) -> datetime:
    return max(step.end for step in commitment.assignments)


def _put_elsewhere(book: Book, others: Sequence[Commitment], wanted: Demand, pick: Random) -> None:
    """Place visits anew, with the technicians that chance prefers; who does not fit stays where it was."""
    technicians = [one.technician_id for one in wanted.workshop.technicians]
    for one in others:
        book.remove(one.visit.visit_id)
        asked = replace(
            request_of(one.visit, one.visit.visit_id, window=Span(one.visit.arrival, one.visit.arrival + _MINUTE)),
            arrival_step_minutes=1,
            advisor_id=one.assignments[0].unit_id,
            ready_by=one.visit.promised,
            preferred_technician_ids=tuple(pick.sample(technicians, 4)),
        )
        found = book.search(asked, wanted.now)
        steps = (*found[0].assignments[:-1], one.assignments[-1]) if found else one.assignments
        other = replace(one, assignments=steps)
        book.add(one if book.fits(other) else other)


def _outcome(book: Book, asked: SlotRequest, now: datetime, seconds: float) -> Outcome:
    begun = time.perf_counter()
    offers = book.reshuffle(asked, now, seconds=seconds)
    took = time.perf_counter() - begun
    if not offers:
        return Outcome(seconds=took, found_by="", moved=0)
    return Outcome(seconds=took, found_by=offers[0].found_by.value, moved=len(offers[0].moved))


def _report(outcomes: list[Outcome], tried: int) -> str:
    found = [one for one in outcomes if one.found_by]
    ways = {name: sum(one.found_by == name for one in found) for name in sorted({one.found_by for one in found})}
    times = [one.seconds for one in outcomes]
    rows = [
        ("gaps closed", str(tried)),
        ("slots that insertion misses then", str(len(outcomes))),
        ("of these found by the reshuffle", f"{len(found)} ({100 * len(found) / len(outcomes):.0f} %)"),
        *((f"by {name}", str(number)) for name, number in ways.items()),
        ("visits moved for an offer, median", f"{np.median([one.moved for one in found] or [0]):.0f}"),
        ("seconds of the reshuffle, median", f"{np.median(times):.2f}"),
        ("seconds of the reshuffle, p95", f"{np.percentile(times, 95):.2f}"),
    ]
    return markdown(("what", "figure"), rows)
