"""How level a book becomes when every customer takes the first offer, against the earliest free place."""

from __future__ import annotations

from collections.abc import Callable
from statistics import fmean, pstdev

from benchmarks.slots.shop import Demand, demand, request_of
from benchmarks.table import markdown
from optimizer.problem.arrays import Int64
from optimizer.slots.book import Book
from optimizer.slots.records import Goal

DAYS = 10


def measure(shop: str, seed: int, loads: list[float], say: Callable[[str], None]) -> str:
    """A table a load: peak ÷ mean and variation by days, half-hours and technicians, for both ways of filling."""
    parts = []
    for load in loads:
        wanted = demand(shop, seed, load, DAYS)
        shares = {}
        for goal in (Goal.EARLIEST_READY, Goal.LEVEL):
            book = _filled(wanted, goal)
            say(f"load {load}: {len(book.commitments)} cars booked by {goal.value}")
            shares[goal] = _shares(book)
        rows = [
            _row(name, shares[Goal.EARLIEST_READY][name], shares[Goal.LEVEL][name])
            for name in ("days", "half-hours", "technicians", "technicians by day")
        ]
        head = ("load of", "peak ÷ mean, earliest", "first offer", "variation, earliest", "first offer", "share")
        parts.append(f"demand {load} of the technicians' minutes of {DAYS} days\n\n{markdown(head, rows)}")
    return "\n\n".join(parts)


def _filled(wanted: Demand, goal: Goal) -> Book:
    """All cars ask for any time in the days, in the order of their names, and take the first offer."""
    book = Book.build(wanted.workshop, wanted.now, (), booked_days=DAYS)
    for n, (_, visits) in enumerate(wanted.cars):
        for visit in visits:
            for offer in book.search(request_of(visit, f"D{n:02d}-{visit.visit_id}", goal=goal), wanted.now):
                book.accept(offer)
    return book


def _shares(book: Book) -> dict[str, list[float]]:
    """Booked ÷ available of everything that is available at all in the days."""
    tables, state = book.frame.tables, book.occupancy.arrays
    people = slice(0, tables.num_technicians)
    load, hours = state.load[people, :DAYS], book.frame.arrays.tech_available[:, :DAYS]
    half_hours = slice(0, book.frame.booking_end // 30)
    pairs = {
        "days": (state.dates["load"][:DAYS], tables.dates["available"][:DAYS]),
        "half-hours": (state.half_hour_load[half_hours], tables.half_hour_available[half_hours]),
        "technicians": (load.sum(axis=1), hours.sum(axis=1)),
        "technicians by day": (load.ravel(), hours.ravel()),
    }
    return {name: _present(*pair, 30 if name == "half-hours" else 60) for name, pair in pairs.items()}


def _present(booked: Int64, available: Int64, floor: int) -> list[float]:
    """Shares of those who are there: the floor of the load formulas stands for nobody."""
    return [b / a for b, a in zip(booked.tolist(), available.tolist(), strict=True) if a > floor]


def _row(name: str, earliest: list[float], first: list[float]) -> tuple[str, ...]:
    peaks = [max(shares) / fmean(shares) for shares in (earliest, first)]
    spreads = [pstdev(shares) / fmean(shares) for shares in (earliest, first)]
    return (name, *(f"{one:.2f}" for one in (*peaks, *spreads)), f"{spreads[1] / spreads[0]:.2f}")
