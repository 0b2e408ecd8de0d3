"""Solving tiny days with the model, and judging what comes out by the referee."""

from __future__ import annotations

import time

from optimizer.day import Day
from optimizer.engine.bounds import promise_cost
from optimizer.engine.improver import Improver
from optimizer.engine.prove.build import build_model
from optimizer.engine.prove.check import broken_rules
from optimizer.engine.prove.solve import Effort, Outcome, solve
from optimizer.engine.solution import Solution
from optimizer.engine.tables import pack
from optimizer.engine.to_plan import assignments_of, unplanned_of
from optimizer.plan import Plan
from optimizer.problem import Problem, build_problem
from optimizer.referee import cost, violations

LIMIT = 2.0  # the solver's own units of work, far above what a tiny day takes


def effort(limit: float = LIMIT) -> Effort:
    """One worker, no clock."""
    return Effort(deadline=time.monotonic(), deterministic_limit=limit)


def optimum(of: Day) -> Outcome:
    """The day solved for its promises."""
    return solve(build_model(build_problem(of)), effort())


def plan_of(problem: Problem, solution: Solution) -> Plan:
    """The solution as a plan."""
    assignments, left_out = assignments_of(problem, solution), unplanned_of(problem, solution)
    grid = problem.index.grid
    return Plan(
        workshop_id=problem.day.workshop.workshop_id,
        now=problem.day.now,
        horizon_start=grid.start,
        horizon_end=grid.instant(grid.num_ticks),
        assignments=assignments,
        unplanned=left_out,
        notes=problem.notes,
        cost=cost(problem.day, assignments, left_out),
    )


def accept(problem: Problem, solution: Solution) -> int:
    """Assert that own check and referee find nothing, and that both count the same promise cost; returns it."""
    assert broken_rules(problem.arrays, solution) == ()
    plan = plan_of(problem, solution)
    assert violations(problem.day, plan) == ()
    weights = problem.day.workshop.policy.weights
    promise = promise_cost(problem.arrays, weights, solution)
    assert plan.cost.tier("promise") == promise * weights.promise_tier
    return promise


def searched(problem: Problem, rounds: int = 0) -> Solution:
    """The first plan of the search, or a better one after some rounds."""
    improver = Improver(problem.arrays, pack(problem.arrays), 0)
    improver.construct()
    improver.run(rounds, 1e6, 4)
    return improver.solution()
