"""The published plan as solutions: a re-plan begins no worse than by keeping it, or by doing nothing."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from optimizer.checking import checked_plan
from optimizer.engine.bounds import promise_cost
from optimizer.engine.improver import Improver
from optimizer.engine.shift import WANTED, shift_right
from optimizer.engine.solution import Solution
from optimizer.engine.tables import Records, pack
from optimizer.errors import PlanRejectedError
from optimizer.plan import Assignment, Published
from optimizer.problem import Problem
from optimizer.problem.arrays import NONE, Arrays

_GONE = -2  # a technician or a place that the workshop no longer has


def keep_published(problem: Problem, improver: Improver) -> None:
    """Hand what becomes of the published plan without a decision to a search, where it is cheaper than what it has."""
    if problem.day.published is None or not problem.index.steps:
        return
    for solution in carried_on(problem, problem.day.published):
        best = improver.solution()
        if improver.adopt(solution) > improver.cost:
            improver.adopt(best)


def carried_on(problem: Problem, published: Published) -> tuple[Solution, ...]:
    """The published plan where it still stands as a whole; else, or when it leaves a visit out, shifted right too.

    "Stands" is the referee's word. Visits that the published plan does not have stay unplanned in the first and are
    fitted in by the second. The first is left out when what it leaves out alone costs more than the second.
    """
    kept = published_solution(problem, published.assignments)
    whole = bool(kept.planned.all())
    if whole and _stands(problem, kept):
        return (kept,)
    shifted = shift_right(problem.arrays, wanted_of(problem, published.assignments))
    if whole or _promise(problem, kept) > _price(problem, shifted) or not _stands(problem, kept):
        return (shifted,)
    return (kept, shifted)


def _promise(problem: Problem, solution: Solution) -> int:
    weights = problem.day.workshop.policy.weights
    return promise_cost(problem.arrays, weights, solution) * weights.promise_tier


def _price(problem: Problem, solution: Solution) -> int:
    return Improver(problem.arrays, pack(problem.arrays), 0).adopt(solution)


def _stands(problem: Problem, solution: Solution) -> bool:
    if not problem.day.decisions.overrides and _clashes(problem.arrays, solution):
        return False
    try:
        checked_plan(problem, solution)
    except PlanRejectedError:
        return False
    return True


def _clashes(arrays: Arrays, solution: Solution) -> bool:
    """Whether an open step meets another one at a technician, bay or unit: seen sooner than by the referee."""
    fixed = arrays.step_fixed.tolist()
    rows = [column.tolist() for column in (solution.first, solution.second, solution.place)]
    starts, ends = solution.start.tolist(), solution.end.tolist()
    spans = sorted((row[n], starts[n], ends[n], fixed[n]) for row in rows for n in range(len(fixed)) if row[n] >= 0)
    return any(one[0] == other[0] and other[1] < one[2] and not (one[3] and other[3]) for one, other in pairwise(spans))


def published_solution(problem: Problem, assignments: tuple[Assignment, ...]) -> Solution:
    """Visits whose open steps are all published, at their published places; others are left out."""
    arrays = problem.arrays
    by_step = {one.step_id: one for one in assignments}
    solution = Solution.empty(arrays)
    for visit in range(arrays.num_visits):
        steps = range(arrays.visit_first[visit], arrays.visit_first[visit + 1])
        found = {n: by_step.get(problem.index.steps[n].step_id) for n in steps}
        rows = {n: None if one is None else _row(problem, one) for n, one in found.items() if not arrays.step_fixed[n]}
        if any(row is None for row in rows.values()):
            continue
        for n, one in found.items():
            row = rows.get(n)
            if row is not None:
                solution.start[n], solution.end[n], solution.first[n], solution.second[n], solution.place[n] = row
            if one is not None:
                solution.keep[n] = one.keeps_bay and n + 1 in found
                solution.extended[n] = one.overtime if row is not None else solution.extended[n]
        solution.planned[visit] = True
    return solution


def _row(problem: Problem, one: Assignment) -> tuple[int, int, int, int, int] | None:
    """Start, end, technicians and place; None for what the workshop no longer has, or outside of the time planned."""
    index, arrays = problem.index, problem.arrays
    start, end = index.grid.up(one.start), index.grid.up(one.end)
    if not arrays.now <= start < end <= arrays.num_ticks or len(one.technician_ids) > 2:
        return None
    if not (
        all(name in index.technician_of for name in one.technician_ids)
        and (one.bay_id is None or one.bay_id in index.bay_of)
        and (one.unit_id is None or one.unit_id in index.unit_of)
    ):
        return None
    first, second = (*sorted(index.technician_of[name] for name in one.technician_ids), -1, -1)[:2]
    place = -1
    if one.bay_id is not None:
        place = arrays.num_technicians + index.bay_of[one.bay_id]
    elif one.unit_id is not None:
        place = arrays.num_technicians + arrays.num_bays + index.unit_of[one.unit_id]
    return start, end, first, second, place


def wanted_of(problem: Problem, published: tuple[Assignment, ...]) -> Records:
    """Where and by whom each step was to be done, (S,) of dtype ``WANTED``."""
    rows = np.zeros(problem.arrays.num_steps, dtype=WANTED)
    for name in ("start", "end", "first", "second", "place"):
        rows[name] = NONE
    for one in published:
        n = problem.index.step_of.get(one.step_id)
        if n is not None:
            rows[n] = _wish(problem, one)
    return rows.view(np.recarray)


def _wish(problem: Problem, one: Assignment) -> tuple[int, int, int, int, int, bool, bool]:
    index, arrays = problem.index, problem.arrays
    first, second = (*sorted(index.technician_of.get(name, _GONE) for name in one.technician_ids), NONE, NONE)[:2]
    place = NONE
    if one.bay_id is not None:
        place = arrays.num_technicians + index.bay_of[one.bay_id] if one.bay_id in index.bay_of else _GONE
    elif one.unit_id is not None:
        units = arrays.num_technicians + arrays.num_bays
        place = units + index.unit_of[one.unit_id] if one.unit_id in index.unit_of else _GONE
    start, end = max(0, index.grid.up(one.start)), max(0, index.grid.up(one.end))
    return start, end, first, second, place, one.keeps_bay, one.overtime
