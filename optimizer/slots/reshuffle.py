"""Offers that insertion misses: other visits move inside the promises given, and one visit more fits in.

Each arrival in question is tried by ruin-and-recreate, then by CP-SAT with the visits that compete most. Others keep
their arrival, their advisor and their promise and get no later than they are; technicians, bays and times of work may
change. What is found is checked step by step against the book before it is offered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from optimizer.engine.budget import Budget
from optimizer.engine.improver import Improver
from optimizer.engine.prove import admit
from optimizer.engine.solution import Solution
from optimizer.slots.moved import competitors, keeps_hand_over, moved_of, newcomer_rows
from optimizer.slots.offers import Offers
from optimizer.slots.records import Commitment, FoundBy, Offer, SlotRequest
from optimizer.slots.scales import Scales
from optimizer.slots.search import Search
from optimizer.slots.shuffle import PROMISE, Shuffle, Target
from optimizer.slots.targets import targets

if TYPE_CHECKING:
    from optimizer.slots.book import Book

_ROUNDS = 40
_LARGEST = 8
_HOT, _COLD = 30.0, 1.0  # late minutes
_SEARCH_SHARE = 0.5  # of the time, for ruin-and-recreate; the rest is CP-SAT's
_FREE = 14  # visits that CP-SAT plans anew


class Reshuffle:
    """One request that insertion does not satisfy. The book is as before after each call."""

    def __init__(self, book: Book, request: SlotRequest, now: datetime, budget: Budget, seed: int) -> None:
        self._book, self._request, self._now = book, request, now
        self._budget, self._seed = budget, seed
        frozen = timedelta(minutes=book.frame.workshop.policy.frozen_window_minutes)
        self._movable_from = now + frozen

    def offers(self, known: Sequence[Offer]) -> list[Offer]:
        """Up to as many offers as the request wants beside those known."""
        search = Search(self._book.frame, self._book.occupancy, self._request, self._now)
        left = targets(search, known)
        wanted = self._request.count - len(known)
        found: list[Offer] = []
        for method, share in ((self.by_search, _SEARCH_SHARE), (self.by_solver, 1.0)):
            for n, target in enumerate(left):
                if len(found) >= wanted or self._budget.over:
                    return found
                seconds = (self._budget.time_limit_s * share - self._budget.seconds) / (len(left) - n)
                offer = method(target, seconds)
                found += [] if offer is None else [offer]
            offered = [one.visit.arrival for one in found]
            left = [one for one in left if one.visit.arrival not in offered]
        return found

    def by_search(self, target: Target, seconds: float) -> Offer | None:
        """Ruin and recreate until the newcomer has its place and nobody is late, at most so long."""
        budget = Budget(seconds, stop=self._budget)
        movable, _ = self._beside(target)
        shuffle = Shuffle.of(self._book.frame, target, movable, ())
        with self._book.lifted(movable):
            state = shuffle.state(self._book.occupancy, self._seed)
        improver = Improver(shuffle.problem.arrays, shuffle.tables, self._seed, state)
        improver.adopt(shuffle.start)
        while improver.cost >= PROMISE:
            if budget.over:
                return None
            improver.run(_ROUNDS, PROMISE * _HOT * (_COLD / _HOT) ** budget.share, _LARGEST)
        return self._offer(target, shuffle, improver.solution(), FoundBy.RUIN_AND_RECREATE)

    def by_solver(self, target: Target, seconds: float, free: int = _FREE) -> Offer | None:
        """CP-SAT, with the ``free`` visits that compete most planned anew."""
        shuffle = Shuffle.of(self._book.frame, target, *self._beside(target))
        solution = admit(
            shuffle.problem,
            shuffle.start,
            competitors(shuffle, free),
            time_limit_s=seconds,
            seed=self._seed,
            stop=self._budget,
        )
        return None if solution is None else self._offer(target, shuffle, solution, FoundBy.NEIGHBOURHOOD)

    def _beside(self, target: Target) -> tuple[list[Commitment], list[Commitment]]:
        """The commitments at the target's time that may move, and those that may not."""
        frame = self._book.frame
        begin, end = (frame.index.grid.instant(tick) for tick in (target.arrival, target.end))
        movable: list[Commitment] = []
        staying: list[Commitment] = []
        for one in self._book.commitments.values():
            last = max(step.end for step in one.assignments)
            if one.visit.arrival < end and last > begin:
                free = not one.visit.progress and one.visit.arrival >= self._movable_from and last <= end
                (movable if free else staying).append(one)
        return movable, staying

    @contextmanager
    def _without(self, commitments: Sequence[Commitment]) -> Iterator[None]:
        for one in commitments:
            self._book.remove(one.visit.visit_id)
        try:
            yield
        finally:
            for one in commitments:
                self._book.add(one)

    def _offer(self, target: Target, shuffle: Shuffle, solution: Solution, found_by: FoundBy) -> Offer | None:
        """The offer of a solution, when every rule and promise is kept; None when not."""
        moved = moved_of(self._book.frame, shuffle, solution)
        old = [self._book.commitments[one.visit.visit_id] for one in moved]
        if not all(keeps_hand_over(*pair) for pair in zip(old, moved, strict=True)):
            return None
        before = Scales.of(self._book.frame, self._book.occupancy.arrays)
        with self._without(old), self._with(moved):
            search = Search(self._book.frame, self._book.occupancy, self._request, self._now)
            tries = search.settled(target.arrival, newcomer_rows(shuffle, solution))
            offer = None if tries is None else Offers(search, before).of(tries, 0)
        if offer is None:
            return None
        offer = replace(offer, moved=moved, found_by=found_by)
        return None if self._book.fits(offer.commitment, moved, self._now) else offer

    @contextmanager
    def _with(self, commitments: Sequence[Commitment]) -> Iterator[None]:
        for one in commitments:
            self._book.add(one)
        try:
            yield
        finally:
            for one in commitments:
                self._book.remove(one.visit.visit_id)
