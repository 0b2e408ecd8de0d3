"""What the orders of technicians say of several steps of one visit, beside what stands already.

``decided.turn_of`` looks at one step among those of others. Here: steps of the visit that are in one order, and its
other steps by the same technician, which must not lie between.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product
from typing import NamedTuple

from optimizer.engine.solution import Solution
from optimizer.explain.cause import Cause
from optimizer.problem import Problem
from optimizer.problem.arrays import NONE

Span = tuple[int, int]


class Turns(NamedTuple):
    """One way to keep the orders. ``starts``: by step, first and last tick at which it may start. ``aside``: by step
    and technician in whose order it is not, the tick before which it must end and the one from which it may begin."""

    starts: dict[int, Span]
    aside: dict[tuple[int, int], Span]


class _Order(NamedTuple):
    technician: int
    own: list[int]  # steps of the visit, as the order has them
    block: Span | None  # what others have of it, first start to last end
    others: list[int]  # starts of what the technician does for others outside of it


def ways(problem: Problem, visit: int, solution: Solution | None, active: frozenset[Cause]) -> tuple[Turns, ...]:
    """Every way in which the steps of a visit can keep the orders that count; none when they contradict its course.

    Two steps in one order of which others have nothing yet stand in one gap between other work of the technician.
    """
    orders = [one for one in _orders(problem, visit, solution, active) if one.own]
    if any(one.own != sorted(one.own) for one in orders):
        return ()
    aside = {key: span for one in orders for key, span in _aside(problem, visit, one)}
    gaps = [[(one, gap) for gap in _gaps(problem, one)] for one in orders if len(one.own) > 1 and one.block is None]
    return tuple(Turns(_starts(way), aside) for way in product(*gaps))


def _starts(way: tuple[tuple[_Order, Span], ...]) -> dict[int, Span]:
    found: dict[int, Span] = {}
    for order, (low, high) in way:
        for step in order.own:
            before = found.get(step, (low, high))
            found[step] = max(before[0], low), min(before[1], high)
    return found


def _gaps(problem: Problem, order: _Order) -> Iterator[Span]:
    """First and last tick at which steps may start with no other work's start between them."""
    starts = sorted({0, *order.others, problem.arrays.num_ticks})
    yield from pairwise(starts)


def _aside(problem: Problem, visit: int, order: _Order) -> Iterator[tuple[tuple[int, int], Span]]:
    a = problem.arrays
    low, high = order.block if order.block is not None else (a.num_ticks, 0)
    for step in range(int(a.visit_first[visit]), int(a.visit_first[visit + 1])):
        if a.step_fixed[step] or step in order.own:
            continue
        after, before = order.own[0] < step, step < order.own[-1]
        yield (step, order.technician), (0 if after else low, a.num_ticks if before else high)


def _orders(problem: Problem, visit: int, solution: Solution | None, active: frozenset[Cause]) -> Iterator[_Order]:
    a = problem.arrays
    for technician, record in enumerate(problem.index.technicians):
        rows = a.order_list[a.order_ptr[technician] : a.order_ptr[technician + 1]].tolist()
        if not rows or Cause("ordered", record.technician_id) not in active:
            continue
        own = [step for step in rows if a.step_visit[step] == visit]
        yield _beside(problem, technician, rows, own, solution)


def _beside(problem: Problem, technician: int, rows: list[int], own: list[int], solution: Solution | None) -> _Order:
    a = problem.arrays
    if solution is None:
        return _Order(technician, own, None, [])
    placed = [step for step in rows if step not in own and solution.start[step] != NONE]
    block = (int(solution.start[placed].min()), int(solution.end[placed].max())) if placed else None
    theirs = ((solution.first == technician) | (solution.second == technician)) & ~a.step_fixed
    rest = [step for step in (theirs & (solution.start != NONE)).nonzero()[0].tolist() if step not in rows]
    visit = a.step_visit[own[0]] if own else NONE
    return _Order(technician, own, block, [int(solution.start[one]) for one in rest if a.step_visit[one] != visit])
