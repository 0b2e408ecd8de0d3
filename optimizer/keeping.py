"""The published plan as a solution: a re-plan begins no worse than by keeping it."""

from __future__ import annotations

from optimizer.checking import checked_plan
from optimizer.engine.improver import Improver
from optimizer.engine.solution import Solution
from optimizer.errors import PlanRejectedError
from optimizer.plan import Assignment
from optimizer.problem import Problem


def keep_published(problem: Problem, improver: Improver) -> None:
    """Hand the published plan to a search when it still stands as a whole and is cheaper than what the search has.

    "Stands" is the referee's word. Visits that the published plan does not have stay unplanned in it.
    """
    if problem.day.published is None or not problem.index.steps:
        return
    solution = _published_solution(problem, problem.day.published.assignments)
    try:
        cost = checked_plan(problem, solution).cost.total
    except PlanRejectedError:
        return
    if cost < improver.cost:
        improver.adopt(solution)


def _published_solution(problem: Problem, assignments: tuple[Assignment, ...]) -> Solution:
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
