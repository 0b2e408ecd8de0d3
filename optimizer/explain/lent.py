"""What the shop has a number of: places of the car park and loan cars, and when the others have them all."""

from __future__ import annotations

import numpy as np

from optimizer.engine.solution import Solution
from optimizer.problem import Arrays
from optimizer.problem.arrays import NONE, Bool


def full_park(a: Arrays, solution: Solution | None, visit: int) -> Bool:
    """Ticks (H,) at which the cars of the other visits leave no place in the car park."""
    there = np.zeros(a.num_ticks, dtype=np.int32)
    if solution is None:
        solution = Solution.empty(a)
    for step in np.flatnonzero(a.step_bay_or_sublet & (solution.start != NONE)).tolist():
        left = _left(a, solution, step) if a.step_visit[step] != visit else None
        if left is not None:
            there[left + a.move_ticks : solution.start[step]] += 1
    full: Bool = there >= a.car_park_places
    return full


def _left(a: Arrays, solution: Solution, step: int) -> int | None:
    """When a car left the place from which it was moved to a step; None when it was not moved."""
    visit = int(a.step_visit[step])
    if step == a.visit_first[visit]:
        stood = int(a.visit_bay[visit])
        waits = stood != NONE and a.step_in_bay[step] and not a.step_running[step]
        return a.now if waits and solution.place[step] != a.num_technicians + stood else None
    return int(solution.end[step - 1]) if a.step_bay_or_sublet[step - 1] and not solution.keep[step - 1] else None


def no_loan_car(a: Arrays, solution: Solution | None, visit: int) -> Bool:
    """Ticks (H,) at which the other visits have every loan car.

    An unplanned visit that holds one, or whose reception is fixed, has it to the horizon end.
    """
    out = np.zeros(a.num_ticks, dtype=np.int32)
    plan = Solution.empty(a) if solution is None else solution
    for other in a.visit_loan.nonzero()[0].tolist():
        since, until = _stay(a, plan, other)
        if other != visit and since != NONE:
            out[since:until] += 1
    gone: Bool = out >= a.loan_cars
    return gone


def _stay(a: Arrays, solution: Solution, visit: int) -> tuple[int, int]:
    first, last = int(a.visit_first[visit]), int(a.visit_first[visit + 1]) - 1
    since = int(a.visit_loan_since[visit])
    return (
        int(solution.start[first]) if since == NONE else since,
        int(solution.end[last]) if solution.planned[visit] else a.num_ticks,
    )
