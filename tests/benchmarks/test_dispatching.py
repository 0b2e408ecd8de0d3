"""Dispatching rules keep every rule of the model, and the order of their name."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.instances import Instance
from benchmarks.peers.dispatching import RULES, dispatch
from optimizer.engine.to_plan import assignments_of, unplanned_of
from optimizer.plan import Plan
from optimizer.problem import Problem, build_problem
from optimizer.referee import cost, violations


@pytest.fixture(scope="module")
def problem() -> Problem:
    return build_problem(Instance(shop="small", load=0.95, seed=1).day)


@pytest.mark.parametrize("rule", RULES)
def test_the_referee_accepts_the_plan_of_a_rule(problem: Problem, rule: str) -> None:
    solution = dispatch(problem.arrays, RULES[rule])
    assignments, unplanned = assignments_of(problem, solution), unplanned_of(problem, solution)
    grid = problem.index.grid
    plan = Plan(
        workshop_id=problem.day.workshop.workshop_id,
        now=problem.day.now,
        horizon_start=grid.start,
        horizon_end=grid.instant(grid.num_ticks),
        assignments=assignments,
        unplanned=unplanned,
        cost=cost(problem.day, assignments, unplanned),
    )
    assert violations(problem.day, plan) == ()
    assert unplanned == ()


def test_first_come_is_received_first(problem: Problem) -> None:
    a = problem.arrays
    solution = dispatch(a, RULES["FIFO"])
    receptions = solution.start[a.visit_first[:-1]]
    by_advisor: dict[int, list[int]] = {}
    for visit in np.lexsort((receptions,)).tolist():
        by_advisor.setdefault(int(solution.place[a.visit_first[visit]]), []).append(int(a.visit_arrival[visit]))
    for arrivals in by_advisor.values():
        assert arrivals == sorted(arrivals)


def test_priority_serves_the_heavier_class_first(problem: Problem) -> None:
    a = problem.arrays
    order = sorted(range(a.num_visits), key=lambda visit: RULES["priority"](a, visit))
    weights = [int(a.visit_weight[visit]) for visit in order]
    assert weights == sorted(weights, reverse=True)
