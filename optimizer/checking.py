"""From the engine's solutions to plans that the referee has accepted."""

from __future__ import annotations

from dataclasses import replace

from optimizer.engine.solution import Solution
from optimizer.engine.to_plan import assignments_of, rounding_error, unplanned_of
from optimizer.errors import PlanRejectedError
from optimizer.plan import CostBreakdown, Plan
from optimizer.problem import Problem
from optimizer.referee import review


def checked_plan(problem: Problem, solution: Solution) -> Plan:
    """The plan of a solution, priced by the referee. Raises ``PlanRejectedError`` when it breaks a rule: a bug."""
    grid = problem.index.grid
    plan = Plan(
        workshop_id=problem.day.workshop.workshop_id,
        now=problem.day.now,
        horizon_start=grid.start,
        horizon_end=grid.instant(grid.num_ticks),
        assignments=assignments_of(problem, solution),
        unplanned=unplanned_of(problem, solution),
        notes=problem.notes,
        cost=CostBreakdown(terms=()),
        rounding_error=rounding_error(problem, solution),
    )
    price, found = review(problem.day, plan)
    if found:
        raise PlanRejectedError(found)
    return replace(plan, cost=price)
