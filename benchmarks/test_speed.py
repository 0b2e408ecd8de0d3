"""How long the parts take on small days: ``make bench``."""

from __future__ import annotations

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.instances import Instance
from optimizer.engine.bounds import unavoidable
from optimizer.engine.improver import Improver
from optimizer.engine.tables import Tables, pack
from optimizer.faults import faults_of
from optimizer.plan import Plan
from optimizer.plan_day import plan_day
from optimizer.problem import Problem, build_problem
from optimizer.referee import violations

ROUNDS = 200
LOAD = 0.95


@pytest.fixture(scope="module", params=["small", "medium"])
def problem(request: pytest.FixtureRequest) -> Problem:
    """A day of 20 and one of 60 cars."""
    return build_problem(Instance(shop=request.param, load=LOAD, seed=1).day)


@pytest.fixture(scope="module")
def tables(problem: Problem) -> Tables:
    """The problem as the kernels read it."""
    return pack(problem.arrays)


@pytest.fixture(scope="module")
def plan(problem: Problem) -> Plan:
    """A plan of the day; making it compiles the kernels."""
    return plan_day(problem.day, time_limit_s=0.5)


def _constructed(problem: Problem, tables: Tables) -> Improver:
    improver = Improver(problem.arrays, tables, 0)
    improver.construct()
    return improver


def test_faults(benchmark: BenchmarkFixture, problem: Problem) -> None:
    """Look for every fault of a day that has none."""
    assert benchmark(faults_of, problem.day) == ()


def test_build(benchmark: BenchmarkFixture, problem: Problem) -> None:
    """From trade words to the Problem."""
    built = benchmark(build_problem, problem.day)
    assert built.arrays.num_steps == problem.arrays.num_steps


def test_construct(benchmark: BenchmarkFixture, problem: Problem, tables: Tables) -> None:
    """The first valid plan, from the Problem built."""
    _constructed(problem, tables)
    improver = benchmark(_constructed, problem, tables)
    assert improver.solution().planned.all()


def test_improve(benchmark: BenchmarkFixture, problem: Problem, tables: Tables) -> None:
    """Rounds of ruin and recreate, one thread."""
    improver = _constructed(problem, tables)
    first = improver.cost
    improver.run(1, 1.0, 10)
    benchmark.extra_info["rounds"] = ROUNDS
    benchmark(improver.run, ROUNDS, 1000.0, 10)
    assert improver.cost <= first


def test_bound(benchmark: BenchmarkFixture, problem: Problem) -> None:
    """Unavoidable lateness."""
    unavoidable(problem)
    assert benchmark(unavoidable, problem).total >= 0


def test_referee(benchmark: BenchmarkFixture, problem: Problem, plan: Plan) -> None:
    """Every rule checked again, from the plan alone."""
    assert benchmark(violations, problem.day, plan) == ()
