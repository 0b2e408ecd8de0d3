"""The workshop's book: everything that is promised over its horizon, and where one visit more would fit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from types import MappingProxyType

from optimizer.engine.budget import Budget, StopSignal
from optimizer.engine.warm import is_warm, warm_up
from optimizer.plan import Reason
from optimizer.slots.fitting import conflicts, not_there
from optimizer.slots.frame import Frame
from optimizer.slots.occupancy import Occupancy
from optimizer.slots.offers import Offers
from optimizer.slots.records import Commitment, Offer, Refusal, SlotRequest
from optimizer.slots.reshuffle import Reshuffle
from optimizer.slots.rows import rows_of
from optimizer.slots.search import Search
from optimizer.slots.why_not import refusal
from optimizer.visit import Visit
from optimizer.workshop import Workshop

BOOKED_DAYS = 14
CARRY_OVER_DAYS = 3


class Book:
    """A workshop over its booking horizon with all its commitments. Not for several threads at once: the caller locks.

    The horizon begins at the local midnight before ``now`` and has ``booked_days`` open dates for arrivals and
    ``carry_over_days`` more for work that is carried over. A new date, or a workshop that changed, is a new book.
    """

    def __init__(self, frame: Frame, commitments: Iterable[Commitment]) -> None:
        self._frame = frame
        self._commitments = {one.visit.visit_id: one for one in commitments}
        self._occupancy = self._occupied()

    @contextmanager
    def lifted(self, commitments: Sequence[Commitment]) -> Iterator[None]:
        """Some commitments are out of the occupancy for a while, all at once; the book still lists them."""
        kept, rows = self._occupancy, rows_of(self._frame, commitments)
        if kept.clashes:
            gone = {one.visit.visit_id for one in commitments}
            self._occupancy = self._occupied(gone)
        else:
            kept.put(rows, -1)
        try:
            yield
        finally:
            if self._occupancy is kept:
                kept.put(rows, 1)
            self._occupancy = kept

    def _occupied(self, without: Collection[str] = ()) -> Occupancy:
        """What the commitments occupy, some visits left out, made anew."""
        occupancy = Occupancy(self._frame)
        here = [one for visit_id, one in self._commitments.items() if visit_id not in without]
        ordered = sorted(here, key=lambda one: (one.visit.arrival, one.visit.visit_id))
        occupancy.put(rows_of(self._frame, ordered), 1)
        return occupancy

    @classmethod
    def build(
        cls,
        workshop: Workshop,
        now: datetime,
        commitments: Iterable[Commitment],
        *,
        booked_days: int = BOOKED_DAYS,
        carry_over_days: int = CARRY_OVER_DAYS,
    ) -> Book:
        """The book of a workshop at ``now``.

        Raises ``ValueError`` when the workshop is not open on the date of ``now`` or later, ``KeyError`` for an
        operation code or priority class that it does not have.
        """
        return cls(Frame.of(workshop, now, booked_days, carry_over_days), commitments)

    @property
    def frame(self) -> Frame:
        """The workshop in integers, to read."""
        return self._frame

    @property
    def occupancy(self) -> Occupancy:
        """What the commitments occupy, to read."""
        return self._occupancy

    @property
    def commitments(self) -> Mapping[str, Commitment]:
        """All commitments by visit id."""
        return MappingProxyType(self._commitments)

    def warm_up(self) -> None:
        """Load the compiled search, or compile it the first time on a machine, so that no customer waits for it."""
        if not is_warm():
            warm_up(self._frame.problem)
        classes = self._frame.workshop.policy.classes
        nothing = SlotRequest(visit_id="", jobs=(), wash=False, priority_class=classes[0].priority_class, count=1)
        for offer in self.search(nothing, self._frame.now):
            self.fits(offer.commitment)
            Reshuffle(self, nothing, self._frame.now, Budget(0.0), 0).offers(())
        self.why_not(nothing, self._frame.now, self._frame.now)

    def add(self, commitment: Commitment) -> None:
        """Enter a commitment, whether it fits or not: facts need no permission (``fits`` is who asks for it).

        Raises ``ValueError`` when its visit is in the book already.
        """
        visit_id = commitment.visit.visit_id
        if visit_id in self._commitments:
            raise ValueError(f"visit {visit_id} is in the book already: remove it first")
        self._occupancy.put(rows_of(self._frame, [commitment]), 1)
        self._commitments[visit_id] = commitment

    def accept(self, offer: Offer) -> None:
        """Enter an offer: the visits it moves take their new places. Raises ``ValueError`` like ``add``."""
        for one in offer.moved:
            self.remove(one.visit.visit_id)
        for one in (*offer.moved, offer.commitment):
            self.add(one)

    def remove(self, visit_id: str) -> Commitment:
        """Take a commitment out and return it. Raises ``KeyError`` when it is not in the book."""
        commitment = self._commitments.pop(visit_id)
        if self._occupancy.clashes:
            self._occupancy = self._occupied()
        else:
            self._occupancy.put(rows_of(self._frame, [commitment]), -1)
        return commitment

    def reshuffle(
        self,
        request: SlotRequest,
        now: datetime,
        *,
        seconds: float = 1.0,
        seed: int = 0,
        stop: StopSignal | None = None,
    ) -> tuple[Offer, ...]:
        """What ``search`` offers and, when that is less than asked for, offers for which other visits move.

        These keep their arrival, advisor and promise and get no later than they are; who has begun, or begins within
        the frozen window, does not move. Takes ``seconds`` more than the search at most, less when ``stop`` is set.
        Raises ``KeyError`` like ``search``.
        """
        if not is_warm():
            warm_up(self._frame.problem)
        offers = self.search(request, now)
        budget = Budget(seconds, stop=stop)
        if len(offers) >= request.count:
            return offers
        return (*offers, *Reshuffle(self, request, now, budget, seed).offers(offers))

    def why_not(self, request: SlotRequest, at: datetime, now: datetime) -> Refusal:
        """Why a car cannot arrive at a time by insertion: a minimal set of reasons, and the nearest offer.

        ``request`` is taken without its windows and preferred times and people. Raises ``KeyError`` like ``search``.
        """
        return refusal(self._frame, self._occupancy, request, at, now)

    def fits(
        self, commitment: Commitment, moved: Sequence[Commitment] = (), now: datetime | None = None
    ) -> tuple[Reason, ...]:
        """What stands in the way of booking a commitment exactly as it is; empty when it still goes.

        ``moved``: new places of other visits that it needs. ``now``: no open step may start before it. Where a visit is
        in the book now does not count. The rule ``known`` names a moved visit that is gone or has changed.
        Raises ``KeyError`` for an operation code, advisor or priority class that the workshop does not have.
        """
        earliest = self._frame.index.grid.up(now or self._frame.now)
        gone = [one for one in moved if not self._holds(one.visit)]
        if gone:
            return tuple(not_there(one) for one in gone)
        wanted = (*moved, commitment)
        before = [self._commitments[one.visit.visit_id] for one in wanted if one.visit.visit_id in self._commitments]
        entered: list[Commitment] = []
        for one in before:
            self.remove(one.visit.visit_id)
        try:
            for one in wanted:
                found = conflicts(self._frame, self._occupancy, one, earliest)
                if found:
                    return found
                self.add(one)
                entered.append(one)
        finally:
            for one in entered:
                self.remove(one.visit.visit_id)
            for one in before:
                self.add(one)
        return ()

    def _holds(self, visit: Visit) -> bool:
        mine = self._commitments.get(visit.visit_id)
        return mine is not None and mine.visit == visit

    def search(self, request: SlotRequest, now: datetime) -> tuple[Offer, ...]:
        """Offers by insertion, best first: every commitment stays where it is.

        Raises ``KeyError`` for an operation code, person or priority class that the workshop does not have.
        """
        search = Search(self._frame, self._occupancy, request, now)
        offers, found = Offers(search), search.best()
        return tuple(offers.of(found, n) for n in range(len(found)))
