"""How long the desk waits for its offers: searches over the whole horizon, resident and cold."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import numpy as np

from benchmarks.slots.shop import Demand, demand, filled, request_of
from benchmarks.table import markdown
from optimizer.slots.book import Book
from optimizer.slots.records import Goal, SlotRequest


def measure(shop: str, seed: int, load: float, requests: int, say: Callable[[str], None]) -> str:
    """A table of milliseconds. ``requests``: how many of each kind; every fourth of them also cold."""
    wanted = demand(shop, seed, load)
    book = filled(wanted)
    say(f"{len(book.commitments)} cars booked")
    asked = _requests(shop, seed, load, requests)
    rows = []
    for goal in Goal:
        own = [replace(one, goal=goal) for one in asked]
        rows.append(_row(f"search, {goal.value}", *_resident(book, own, wanted.now)))
    rows.append(_row("built anew and searched", *_cold(book, wanted, asked[::4])))
    rows.append(_row("why not at a full hour", *_why_not(book, asked[::4], wanted.now)))
    head = ("question", "median ms", "p95 ms", "CPU median ms", "CPU p95 ms", "offers each")
    return f"{len(book.commitments)} cars booked over {len(wanted.cars)} days\n\n{markdown(head, rows)}"


def _requests(shop: str, seed: int, load: float, count: int) -> list[SlotRequest]:
    """Requests of other cars than those booked, each for five offers."""
    cars = [visit for _, visits in demand(shop, seed + 1, load).cars for visit in visits][:count]
    wanted = [request_of(visit, "asked") for visit in cars]
    return [replace(one, count=5, apart=timedelta(hours=1)) for one in wanted]


Times = tuple[list[float], list[float], float]


def _timed(calls: Sequence[Callable[[], int]]) -> Times:
    """Seconds and CPU seconds of each call, and the mean of what they return; the first is called once before."""
    calls[0]()
    wall, cpu, total = [], [], 0
    for call in calls:
        begun, used = time.perf_counter(), time.process_time()
        total += call()
        wall.append(time.perf_counter() - begun)
        cpu.append(time.process_time() - used)
    return wall, cpu, total / len(calls)


def _count(book: Book, asked: SlotRequest, now: datetime) -> int:
    return len(book.search(asked, now))


def _resident(book: Book, asked: Sequence[SlotRequest], now: datetime) -> Times:
    return _timed([partial(_count, book, one, now) for one in asked])


def _cold(book: Book, wanted: Demand, asked: Sequence[SlotRequest]) -> Times:
    held = tuple(book.commitments.values())

    def ask(one: SlotRequest) -> int:
        return _count(Book.build(wanted.workshop, wanted.now, held), one, wanted.now)

    return _timed([partial(ask, one) for one in asked])


def _why_not(book: Book, asked: Sequence[SlotRequest], now: datetime) -> Times:
    ten = now.replace(hour=10, minute=0) + timedelta(days=1)

    def ask(one: SlotRequest) -> int:
        return int(book.why_not(one, ten, now).nearest is not None)

    return _timed([partial(ask, one) for one in asked])


def _row(name: str, wall: list[float], cpu: list[float], offers: float) -> tuple[str, ...]:
    figures = [1000 * float(np.percentile(times, share)) for times in (wall, cpu) for share in (50, 95)]
    return (name, *(f"{one:.1f}" for one in figures), f"{offers:.2f}")
