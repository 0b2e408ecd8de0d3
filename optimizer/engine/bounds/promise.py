"""The promise tier of a visit, from the minute its car is ready. Class-weighted minutes, tier factor left out."""

from __future__ import annotations

from optimizer.engine.solution import Solution
from optimizer.policy import Weights
from optimizer.problem.arrays import NO_READY, NO_TIME, Arrays


def midnight_minute(a: Arrays) -> int:
    """Minute of the local midnight that ends the date of ``now``."""
    return int(a.date_end[0]) * a.tick_minutes


def planned_cost(a: Arrays, weights: Weights, visit: int, ready: int) -> int:
    """Cost when the car is ready at minute ``ready``."""
    weight, due = int(a.visit_weight[visit]), int(a.visit_due[visit])
    late = 0 if due == NO_TIME else max(0, ready - due)
    after_today = bool(a.visit_due_today[visit]) and ready > midnight_minute(a)
    return weight * (weights.tardiness * late + weights.unfinished_today * after_today)


def unplanned_cost(a: Arrays, weights: Weights, visit: int) -> int:
    """Cost when the visit is left out of the plan."""
    weight, due = int(a.visit_weight[visit]), int(a.visit_due[visit])
    late = 0 if due == NO_TIME else max(0, a.num_ticks * a.tick_minutes - due)
    today = int(a.visit_due_today[visit])
    return weight * (weights.tardiness * late + weights.unfinished_today * today + weights.unplanned)


def ready_minute(a: Arrays, solution: Solution, visit: int) -> int:
    """When the car of a planned visit is ready, in minutes."""
    if a.visit_ready[visit] != NO_READY:
        return int(a.visit_ready[visit])
    before = slice(int(a.visit_first[visit]), int(a.visit_first[visit + 1]) - 1)
    return int(solution.end[before].max()) * a.tick_minutes


def visit_promise(a: Arrays, weights: Weights, solution: Solution, visit: int) -> int:
    """Promise cost of one visit of a solution."""
    if not solution.planned[visit]:
        return unplanned_cost(a, weights, visit)
    return planned_cost(a, weights, visit, ready_minute(a, solution, visit))


def promise_cost(a: Arrays, weights: Weights, solution: Solution) -> int:
    """Promise cost of a whole solution."""
    return sum(visit_promise(a, weights, solution, visit) for visit in range(a.num_visits))
