"""A plan of ours is a plan in PyJobShop's model too, of the same tardiness: its rules are ours or fewer."""

from __future__ import annotations

import pytest

pytest.importorskip("pyjobshop", reason="PyJobShop is not installed: make lint or make bench installs it")

from pyjobshop import solve

from benchmarks.instances import Instance
from benchmarks.measure import first_plan
from benchmarks.peers.pyjobshop_model import translate
from benchmarks.peers.pyjobshop_run import as_solution, weighted_tardiness
from optimizer.engine.to_plan import assignments_of, unplanned_of
from optimizer.problem import build_problem
from optimizer.referee import cost


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_our_plan_is_feasible_there_and_costs_the_same(seed: int) -> None:
    problem = build_problem(Instance(shop="small", load=1.05, seed=seed).day)
    solution = first_plan(problem)
    assert unplanned_of(problem, solution) == ()
    tardiness = cost(problem.day, assignments_of(problem, solution), ()).amount("tardiness")
    translated = translate(problem)
    start = as_solution(translated, problem.arrays, solution)
    assert weighted_tardiness(translated, problem.arrays, start) == tardiness
    result = solve(
        translated.data,
        num_workers=1,
        initial_solution=start,
        cp_model_presolve=False,
        fix_variables_to_their_hinted_value=True,
    )
    assert result.objective == tardiness
    assert weighted_tardiness(translated, problem.arrays, result.best) == tardiness
