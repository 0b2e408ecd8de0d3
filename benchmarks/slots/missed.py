"""Slots that exist but insertion misses: how many a reshuffle finds, and how soon.

An instance is a customer with a window and a limit, on a date that is well filled, for whom insertion finds nothing.
What exists is what a long search by CP-SAT finds, at any arrival in the window and with all others free to move.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

import numpy as np

from benchmarks.slots.shop import DAYS, Demand, demand, filled, request_of
from benchmarks.table import markdown
from optimizer.calendar import Span
from optimizer.engine.budget import Budget
from optimizer.slots.book import Book
from optimizer.slots.records import SlotRequest
from optimizer.slots.reshuffle import Reshuffle
from optimizer.slots.search import Search
from optimizer.slots.targets import targets

_FREE = 40  # visits that the long search plans anew


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One instance: seconds of the reshuffle, how it found an offer ("" when it did not), whether one exists."""

    seconds: float
    found_by: str
    exists: bool


def measure(shop: str, seed: int, count: int, exact_s: float, seconds: float, say: Callable[[str], None]) -> str:
    """A table of what was found of ``count`` instances; ``exact_s`` for each arrival of the long search."""
    wanted = demand(shop, seed, 0.95)
    book = filled(wanted)
    say(f"{len(book.commitments)} cars booked")
    book.warm_up()
    outcomes: list[Outcome] = []
    for one in _missed(book, wanted, seed):
        outcomes.append(_outcome(book, one, wanted.now, exact_s, seconds))
        say(f"{len(outcomes)}: {outcomes[-1]}")
        if len(outcomes) == count:
            break
    return _report(outcomes)


def _missed(book: Book, wanted: Demand, seed: int) -> Iterator[SlotRequest]:
    """Requests for half a day, to be had within some hours, that insertion cannot satisfy."""
    pick = Random(seed)
    spans = [span for span, _ in wanted.cars[1:DAYS]]
    cars = [visit for _, visits in demand("medium", seed + 1, 0.95).cars for visit in visits]
    for n in range(100_000):
        opened, visit = pick.choice(spans), pick.choice(cars)
        begin = opened.start + timedelta(minutes=60 * pick.randrange(6))
        asked = replace(
            request_of(visit, f"M{n:05d}", window=Span(begin, begin + timedelta(hours=3))),
            max_stay=timedelta(minutes=pick.choice([120, 180, 240, 300])),
            loan_car=False,
            booked=False,
        )
        if not book.search(asked, wanted.now):
            yield asked


def _outcome(book: Book, asked: SlotRequest, now: datetime, exact_s: float, seconds: float) -> Outcome:
    begun = time.perf_counter()
    offers = book.reshuffle(asked, now, seconds=seconds)
    took = time.perf_counter() - begun
    found_by = offers[0].found_by.value if offers else ""
    return Outcome(seconds=took, found_by=found_by, exists=bool(offers) or _exists(book, asked, now, exact_s))


def _exists(book: Book, asked: SlotRequest, now: datetime, exact_s: float) -> bool:
    search = Search(book.frame, book.occupancy, asked, now)
    shuffle = Reshuffle(book, asked, now, Budget(float("inf")), seed=0)
    return any(shuffle.by_solver(one, exact_s, _FREE) is not None for one in targets(search, (), most=1000))


def _report(outcomes: list[Outcome]) -> str:
    there = [one for one in outcomes if one.exists]
    found = [one for one in there if one.found_by]
    ways = {name: sum(one.found_by == name for one in found) for name in sorted({one.found_by for one in found})}
    times = [one.seconds for one in outcomes] or [0.0]
    rows = [
        ("instances that insertion misses", str(len(outcomes))),
        ("with a slot", str(len(there))),
        ("of these found by the reshuffle", f"{len(found)} ({100 * len(found) / max(1, len(there)):.0f} %)"),
        *((f"by {name}", str(number)) for name, number in ways.items()),
        ("seconds of the reshuffle, median", f"{np.median(times):.2f}"),
        ("seconds of the reshuffle, p95", f"{np.percentile(times, 95):.2f}"),
    ]
    return markdown(("what", "figure"), rows)
