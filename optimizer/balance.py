"""The balance of parts: pieces that steps take when they start, against what is on the shelf and what comes.

The n-th piece taken is the n-th there is: on the shelf first, then by deliveries in the order of their ETA. That is
rule ``parts`` of docs/model.md, told for each need: it is kept exactly when each need has its pieces in time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from optimizer.plan import Assignment
from optimizer.steps import Catalogue, steps_of
from optimizer.visit import Visit
from optimizer.workshop import Delivery, PartStock


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """``quantity`` pieces of a part that a step of a visit takes at its ``start``."""

    part_number: str
    quantity: int
    start: datetime
    visit_id: str
    step_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Allotment:
    """What a need gets. ``on_shelf``: every piece is there already.

    ``there_from``: when the delivery with its last piece comes; None: needs none, or none known brings it.
    ``short``: pieces that are not there when the step starts.
    """

    need: Need
    on_shelf: bool
    there_from: datetime | None
    short: int

    @property
    def in_time(self) -> bool:
        """Whether every piece is there when the step starts."""
        return self.short == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PartBalance:
    """One part. ``deliveries`` by ETA, ``allotments`` by the start of their steps."""

    part_number: str
    on_hand: int
    deliveries: tuple[Delivery, ...]
    allotments: tuple[Allotment, ...]

    def free_at(self, at: datetime) -> int:
        """Pieces that a step may take at ``at`` without making any need, then or later, short; below 0: too few."""
        moments = [at, *(moment for moment in self._moments() if moment > at)]
        return min(self._there(moment) - self._taken(moment) for moment in moments)

    def free_from(self, quantity: int, now: datetime) -> datetime | None:
        """First moment from ``now`` on at which ``quantity`` pieces are free; None: no delivery known brings them."""
        for moment in [now, *(one.eta for one in self.deliveries if one.eta > now)]:
            if self.free_at(moment) >= quantity:
                return moment
        return None

    def _there(self, at: datetime) -> int:
        return self.on_hand + sum(one.quantity for one in self.deliveries if one.eta <= at)

    def _taken(self, at: datetime) -> int:
        return sum(one.need.quantity for one in self.allotments if one.need.start <= at)

    def _moments(self) -> Iterator[datetime]:
        return (one.need.start for one in self.allotments)


def needs_of(visit: Visit, assignments: Iterable[Assignment], catalogue: Catalogue) -> tuple[Need, ...]:
    """What the steps of a visit take that have not started yet and have their place.

    A step that has started had its parts issued. Raises ``KeyError`` for an operation code that is unknown.
    """
    started = {one.step_id for one in visit.progress}
    starts = {one.step_id: one.start for one in assignments if one.step_id not in started}
    return tuple(
        Need(
            part_number=need.part_number,
            quantity=need.quantity,
            start=starts[step.step_id],
            visit_id=visit.visit_id,
            step_id=step.step_id,
        )
        for step in steps_of(visit, catalogue)
        if step.step_id in starts
        for need in step.parts
    )


def balances_of(
    stock: Iterable[PartStock], deliveries: Iterable[Delivery], needs: Iterable[Need]
) -> Mapping[str, PartBalance]:
    """The balance of each part that is on the shelf, comes or is needed, by part number."""
    shelf: dict[str, int] = defaultdict(int)
    coming: dict[str, list[Delivery]] = defaultdict(list)
    wanted: dict[str, list[Need]] = defaultdict(list)
    for one in stock:
        shelf[one.part_number] += one.on_hand
    for delivery in deliveries:
        coming[delivery.part_number].append(delivery)
    for need in needs:
        wanted[need.part_number].append(need)
    numbers = sorted(shelf.keys() | coming.keys() | wanted.keys())
    return {one: _balance(one, shelf.get(one, 0), coming.get(one, []), wanted.get(one, [])) for one in numbers}


def _balance(part_number: str, on_hand: int, coming: list[Delivery], wanted: list[Need]) -> PartBalance:
    deliveries = tuple(sorted(coming, key=lambda one: one.eta))
    return PartBalance(
        part_number=part_number,
        on_hand=on_hand,
        deliveries=deliveries,
        allotments=tuple(_allot(on_hand, deliveries, wanted)),
    )


def _allot(on_hand: int, deliveries: tuple[Delivery, ...], wanted: list[Need]) -> Iterator[Allotment]:
    taken = 0
    for need in sorted(wanted, key=lambda one: (one.start, one.visit_id, one.step_id)):
        there = on_hand + sum(one.quantity for one in deliveries if one.eta <= need.start)
        short = min(need.quantity, max(0, taken + need.quantity - there))
        taken += need.quantity
        yield Allotment(
            need=need,
            on_shelf=taken <= on_hand,
            there_from=_arrives(taken - on_hand, deliveries),
            short=short,
        )


def _arrives(pieces: int, deliveries: tuple[Delivery, ...]) -> datetime | None:
    """When so many pieces have been delivered; None: at once, or never."""
    if pieces <= 0:
        return None
    for one in deliveries:
        pieces -= one.quantity
        if pieces <= 0:
            return one.eta
    return None
