"""Thousands of random bookings and cancellations, with the referee's eye on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random

from benchmarks.slots.shop import HORIZON, Demand, demand, request_of
from optimizer.policy import PriorityClass
from optimizer.slots.book import Book
from optimizer.slots.records import Goal, Offer, SlotRequest
from optimizer.slots.referee import violations_of_book
from optimizer.visit import Visit


@dataclass(slots=True)
class Tally:
    """What was done and what was found."""

    bookings: int = 0
    cancellations: int = 0
    refused: int = 0
    reshuffled: int = 0
    not_as_offered: int = 0
    reviews: int = 0
    violations: list[str] = field(default_factory=list)

    def text(self) -> str:
        """In words, the violations last."""
        words = (
            f"{self.bookings} bookings ({self.reshuffled} by moving others), {self.cancellations} cancellations, "
            f"{self.refused} requests without an offer, {self.reviews} reviews by the referee: "
            f"{self.not_as_offered} offers that could not be booked as offered, {len(self.violations)} violations"
        )
        return "\n".join([words, *self.violations[:20]])

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong."""
        return not self.violations and not self.not_as_offered


def run(count: int, seed: int, every: int, shop: str, say: Callable[[str], None]) -> Tally:
    """Book ``count`` times; the referee reviews the whole book after every ``every`` of them and at the end."""
    pick, tally = Random(seed), Tally()
    wanted = demand(shop, seed, 0.9)
    cars = [visit for _, visits in wanted.cars for visit in visits]
    book = Book.build(wanted.workshop, wanted.now, ())
    while tally.bookings < count:
        asked = _asked(pick, pick.choice(cars), f"B{tally.bookings + tally.refused:06d}", wanted)
        offers = book.search(asked, wanted.now)
        if not offers and pick.random() < 0.02:
            offers = book.reshuffle(asked, wanted.now, seconds=0.3, seed=tally.refused)
        if offers:
            _book(book, pick.choice(offers), tally)
            if tally.bookings % every == 0:
                _review(book, wanted, tally)
                say(tally.text())
        else:
            tally.refused += 1
        if not offers or pick.random() < 0.25:
            _cancel(book, pick, tally)
    _review(book, wanted, tally)
    return tally


def _book(book: Book, offer: Offer, tally: Tally) -> None:
    """Exactly as it was offered."""
    tally.not_as_offered += bool(book.fits(offer.commitment, offer.moved))
    book.accept(offer)
    tally.bookings += 1
    tally.reshuffled += bool(offer.moved)


def _cancel(book: Book, pick: Random, tally: Tally) -> None:
    if book.commitments:
        book.remove(pick.choice(list(book.commitments)))
        tally.cancellations += 1


def _review(book: Book, wanted: Demand, tally: Tally) -> None:
    found = violations_of_book(wanted.workshop, wanted.now, tuple(book.commitments.values()), HORIZON)
    tally.violations += [f"{one.rule}: {one.message}" for one in found]
    tally.reviews += 1


def _asked(pick: Random, visit: Visit, visit_id: str, wanted: Demand) -> SlotRequest:
    """Wishes and musts at random."""
    opened = pick.choice(wanted.cars)[0]
    advisors = [one.advisor_id for one in wanted.workshop.advisors]
    technicians = [one.technician_id for one in wanted.workshop.technicians]
    return replace(
        request_of(visit, visit_id, goal=pick.choice(list(Goal)), window=opened if pick.random() < 0.6 else None),
        priority_class=pick.choice(list(PriorityClass)),
        booked=pick.random() < 0.9,
        advisor_id=pick.choice(advisors) if pick.random() < 0.1 else None,
        preferred_advisor_ids=tuple(pick.sample(advisors, 1)) if pick.random() < 0.1 else (),
        preferred_technician_ids=tuple(pick.sample(technicians, 2)) if pick.random() < 0.1 else (),
        preferred=(opened,) if pick.random() < 0.2 else (),
        ready_by=opened.end if pick.random() < 0.1 else None,
        max_stay=timedelta(hours=pick.choice([3, 9, 30])) if pick.random() < 0.1 else None,
        count=pick.choice([1, 3, 5]),
    )
