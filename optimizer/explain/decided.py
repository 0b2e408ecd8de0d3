"""What the foreman has decided, as causes: for the visit itself, and where others stand because of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from optimizer.engine.bounds.occupancy import Taken, place_spans
from optimizer.engine.solution import Solution
from optimizer.explain.cause import Cause
from optimizer.problem import Problem
from optimizer.problem.arrays import NONE


def own_decisions(problem: Problem, visit: int) -> Iterator[Cause]:
    """Decisions on the visit's steps that can still be moved."""
    decided = problem.index.decided
    for step in problem.index.visits[visit].unfinished:
        if step.step_id not in problem.fixed:
            if step.step_id in decided.forbidden:
                yield Cause("forbidden", step.step_id)
            yield from (Cause("ordered", name) for name in decided.ordered.get(step.step_id, ()))
            if step.step_id in decided.pins:
                yield Cause("pinned", step.step_id)


def held_by_decision(problem: Problem, solution: Solution | None) -> dict[Taken, Cause]:
    """Spans in which a step stands where it is pinned to or ordered, by the decision that holds it there."""
    decided, a = problem.index.decided, problem.arrays
    found: dict[Taken, Cause] = {}
    if solution is None:
        return found
    for step_id in sorted({*decided.pins, *decided.ordered}):
        step = problem.index.step_of.get(step_id)
        if step is None or step_id in problem.fixed or solution.start[step] == NONE:
            continue
        cause = Cause("pinned", step_id) if step_id in decided.pins else Cause("ordered", decided.ordered[step_id][0])
        visit, start, end = int(a.step_visit[step]), int(solution.start[step]), int(solution.end[step])
        if _holds_technicians(problem, step_id):
            for technician in {int(solution.first[step]), int(solution.second[step])} - {NONE}:
                found[Taken(technician, start, end, visit)] = cause
        pin = decided.pins.get(step_id)
        if solution.place[step] != NONE and pin is not None and (pin.bay_id is not None or pin.start is not None):
            for offset, begin, until in place_spans(a, solution, step):
                found[Taken(int(solution.place[step]) + offset, begin, until, visit)] = cause
    return found


def _holds_technicians(problem: Problem, step_id: str) -> bool:
    pin = problem.index.decided.pins.get(step_id)
    return pin is None or pin.technician_ids is not None or pin.start is not None


def blocks_of(problem: Problem, visit: int, solution: Solution | None) -> Iterator[tuple[Taken, Cause]]:
    """For who is not in an order: from its first placed step to its last a technician has no time for others."""
    a = problem.arrays
    for technician, name, own in _orders(problem):
        placed = [step for step in own if solution is not None and solution.start[step] != NONE]
        mine = any(a.step_visit[step] == visit for step in own)
        if len(placed) > 1 and not mine and solution is not None:
            low, high = int(solution.start[placed].min()), int(solution.end[placed].max())
            yield Taken(technician, low, high, int(a.step_visit[placed[0]])), Cause("ordered", name)


def _orders(problem: Problem) -> Iterator[tuple[int, str, list[int]]]:
    a = problem.arrays
    for technician in range(a.num_technicians):
        own = a.order_list[a.order_ptr[technician] : a.order_ptr[technician + 1]].tolist()
        if own:
            yield technician, problem.index.technicians[technician].technician_id, own


def turn_of(problem: Problem, visit: int, step: int, name: str, solution: Solution | None) -> tuple[int, int]:
    """Tick from which a step may begin for its place in the order of a technician, and last tick at which it may."""
    a = problem.arrays
    low, high = 0, a.num_ticks
    for technician, owner, own in _orders(problem):
        if owner != name or solution is None or step not in own:
            continue
        rank = own.index(step)
        placed = {one: n for n, one in enumerate(own) if solution.start[one] != NONE and a.step_visit[one] != visit}
        for one, n in placed.items():
            low = max(low, int(solution.end[one])) if n < rank else low
            high = min(high, int(solution.start[one]) - 1) if n > rank else high
        if placed:
            begin = min(int(solution.start[one]) for one in placed)
            for one in _others(problem, solution, technician, {*own}, visit):
                low = max(low, int(solution.end[one])) if solution.end[one] <= begin else low
                high = min(high, int(solution.start[one]) - 1) if solution.start[one] >= begin else high
    return low, high


def _others(problem: Problem, solution: Solution, technician: int, own: set[int], visit: int) -> Iterator[int]:
    """Movable steps of the technician outside of the order, of other visits."""
    a = problem.arrays
    mine = ((solution.first == technician) | (solution.second == technician)) & ~a.step_fixed & (solution.start != NONE)
    return (step for step in mine.nonzero()[0].tolist() if step not in own and a.step_visit[step] != visit)


def shown(problem: Problem, cause: Cause) -> tuple[datetime | None, str]:
    """The time of a decision, if it has one, and its subject in words."""
    decided = problem.index.decided
    if cause.rule == "ordered":
        return None, cause.subject
    if cause.rule == "pinned":
        pin = decided.pins[cause.subject]
        return pin.start, _with(cause.subject, (*(pin.technician_ids or ()), pin.bay_id))
    rows = decided.forbidden[cause.subject]
    ends = [one.until for one in rows if one.until is not None]
    names = (one.technician_id or one.bay_id for one in rows)
    return (max(ends) if len(ends) == len(rows) else None), _with(cause.subject, tuple(names))


def _with(step_id: str, names: tuple[str | None, ...]) -> str:
    given = ", ".join(name for name in names if name is not None)
    return f"{step_id} ({given})" if given else step_id
