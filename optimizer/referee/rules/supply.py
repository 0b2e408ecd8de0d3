"""Rules of parts and of work that other firms do."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator

from optimizer.referee.cars import Line
from optimizer.referee.index import Index
from optimizer.referee.rules.say import broken
from optimizer.referee.violation import Violation
from optimizer.visit import StepKind


def parts(index: Index) -> Iterator[Violation]:
    """What steps have taken of a part until any moment was on the shelf or had come by then."""
    supply = _supply(index)
    for part_number, needs in _needs(index).items():
        needs.sort(key=lambda need: need[0])
        arrivals = sorted(supply.get(part_number, []))
        times, taken = [eta for eta, _ in arrivals], 0
        for n, (start, quantity, line) in enumerate(needs):
            taken += quantity
            if n + 1 < len(needs) and needs[n + 1][0] == start:
                continue
            there = sum(pieces for _, pieces in arrivals[: bisect_right(times, start)])
            if taken > there:
                message = f"{taken} of part {part_number} taken by {index.clock.words(start)}, {there} there"
                yield broken("parts", message, line)


def _supply(index: Index) -> dict[str, list[tuple[int, int]]]:
    shop = index.day.workshop
    supply: dict[str, list[tuple[int, int]]] = defaultdict(list)
    long_ago = -(10**9)  # stock is there however early a nonsense plan takes it
    for stock in shop.stock:
        supply[stock.part_number].append((long_ago, stock.on_hand))
    for delivery in shop.deliveries:
        supply[delivery.part_number].append((index.clock.up(delivery.eta), delivery.quantity))
    return supply


def _needs(index: Index) -> dict[str, list[tuple[int, int, Line]]]:
    """Start, pieces and step of each need that is not issued yet nor got elsewhere, by part number."""
    needs: dict[str, list[tuple[int, int, Line]]] = defaultdict(list)
    for line in index.lines:
        if line.progress is None and ("parts", line.step.step_id) not in index.waived:
            for need in line.step.parts:
                needs[need.part_number].append((line.start, need.quantity, line))
    return needs


def sublet(index: Index) -> Iterator[Violation]:
    """Work sent out takes its elapsed time from an open moment on, and nobody here."""
    for line in index.lines:
        operation = line.operation
        if line.step.kind is not StepKind.SUBLET or not line.is_open or operation is None:
            continue
        step_id, clock = line.step.step_id, index.clock
        needed = clock.nearest((operation.sublet_hours or 0.0) * 60)
        if line.end - line.start != needed:
            yield broken("sublet", f"{step_id} is out for {line.end - line.start} min, takes {needed}", line)
        if not index.people.open.works_at(line.start):
            yield broken("sublet", f"{step_id} leaves at {clock.words(line.start)}, when the shop is closed", line)
