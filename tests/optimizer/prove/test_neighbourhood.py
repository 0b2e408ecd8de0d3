"""Some visits planned anew: valid, no dearer in promises, the others left where they are."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
from hypothesis import HealthCheck, Phase, given, settings

from optimizer.day import Day
from optimizer.engine.bounds import promise_cost
from optimizer.engine.prove import solve_neighbourhood
from optimizer.engine.prove.build import REST, build_model
from optimizer.engine.prove.check import broken_rules
from optimizer.engine.prove.solve import solve
from optimizer.problem import build_problem
from tests.optimizer.prove.solved import accept, effort, searched
from tests.shops import day, shop, technician, visit
from tests.strategies import days

WORK = 0.5


def test_the_others_stay_and_the_promise_is_no_worse() -> None:
    cars = (visit(f"v{n}", "OIL", "TYRES", arrival=f"8:{n}0", promised="11:00") for n in range(4))
    problem = build_problem(day(*cars))
    before = searched(problem)
    after = solve_neighbourhood(problem, before, [1, 2], time_limit_s=0.0, deterministic_limit=WORK)
    assert after is not None
    weights = problem.day.workshop.policy.weights
    assert accept(problem, after) <= promise_cost(problem.arrays, weights, before)
    kept = np.isin(problem.arrays.step_visit, [0, 3])
    for name in ("start", "end", "first", "second"):
        assert (getattr(after, name)[kept] == getattr(before, name)[kept]).all()


def test_load_is_levelled_where_promises_are_kept() -> None:
    both = shop(technicians=(technician("ann"), technician("bob")))
    cars = (visit("v1", "WIRING"), visit("v2", "WIRING", arrival="10:00"))
    problem = build_problem(day(*cars, workshop=both))
    before = searched(problem)
    for step in problem.arrays.step_crew.nonzero()[0]:
        before.first[step] = 0
    assert broken_rules(problem.arrays, before) == ()
    outcome = solve(build_model(problem, incumbent=before, tiers=REST, promise_limit=0), effort())
    assert outcome.solution is not None
    accept(problem, outcome.solution)
    assert sorted(outcome.solution.first[problem.arrays.step_crew > 0].tolist()) == [0, 1]


def test_same_seed_same_answer_without_a_clock() -> None:
    cars = (visit(f"v{n}", "OIL", promised="9:30") for n in range(5))
    problem = build_problem(day(*cars))
    before = searched(problem)
    answers = [
        solve_neighbourhood(problem, before, [0, 1, 2, 3, 4], time_limit_s=0.0, seed=3, deterministic_limit=WORK)
        for _ in range(2)
    ]
    assert answers[0] is not None
    assert answers[1] is not None
    assert all((one == other).all() for one, other in zip(answers[0], answers[1], strict=True))


def test_a_stop_before_the_start_builds_nothing() -> None:
    problem = build_problem(day(visit("v1", "OIL")))
    stop = threading.Event()
    stop.set()
    assert solve_neighbourhood(problem, searched(problem), [0], time_limit_s=60.0, stop=stop) is None


def test_what_the_check_refuses() -> None:
    problem = build_problem(day(visit("v1", "OIL", arrival="8:30"), visit("v2", "OIL", arrival="8:30")))
    good = searched(problem)
    early = good.copy()
    early.start[0] -= 60
    assert any(line.startswith("arrival") for line in broken_rules(problem.arrays, early))
    double = good.copy()
    double.first[double.first >= 0] = 0
    assert any(line.startswith("overlap") for line in broken_rules(problem.arrays, double))
    gone = good._replace(planned=np.zeros(2, dtype=np.bool_))
    assert any(line.startswith("step_order") for line in broken_rules(problem.arrays, gone))


@settings(max_examples=15, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(days(most_visits=5))
def test_odd_days_stay_valid(of: Day) -> None:
    problem = build_problem(replace(of))
    before = searched(problem, 10)
    visits = list(range(0, problem.arrays.num_visits, 2))
    after = solve_neighbourhood(problem, before, visits, time_limit_s=0.0, deterministic_limit=WORK)
    if after is not None:
        weights = of.workshop.policy.weights
        assert accept(problem, after) <= promise_cost(problem.arrays, weights, before)
