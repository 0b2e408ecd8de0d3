"""Plans built anew: who was late goes in earlier the next time, and the best plan is never lost."""

from __future__ import annotations

import pytest

from optimizer.checking import checked_plan
from optimizer.day import Day
from optimizer.engine.bounds import promise_cost, unavoidable
from optimizer.engine.improver import Improver
from optimizer.engine.tables import pack
from optimizer.problem import Problem, build_problem
from scenarios.odd import odd_day
from tests.shops import day, visit

ENGINE = visit("engine", "ENGINE", arrival="8:00", promised="10:40")
OILS = (visit("oil1", "OIL", arrival="8:00", promised="9:30"), visit("oil2", "OIL", arrival="8:00", promised="10:30"))
PUSH, THRIFT = 100.0, 0.0


def begun(of: Day) -> tuple[Problem, Improver]:
    """A problem and its first plan."""
    problem = build_problem(of)
    improver = Improver(problem.arrays, pack(problem.arrays), 0)
    improver.construct()
    return problem, improver


def promise(problem: Problem, improver: Improver) -> int:
    """Class-weighted minutes of the best plan."""
    return promise_cost(problem.arrays, problem.day.workshop.policy.weights, improver.solution())


def test_who_was_late_goes_in_first_and_is_in_time() -> None:
    """The engine is promised last, and when it comes to it ann, who alone could do it, does an oil change."""
    problem, improver = begun(day(ENGINE, *OILS))
    assert promise(problem, improver) > 0
    assert improver.build_anew(PUSH, THRIFT) == 1
    assert promise(problem, improver) == 0


def test_nothing_is_done_when_nobody_is_late() -> None:
    problem, improver = begun(day(*OILS))
    before = improver.cost
    assert improver.build_anew(PUSH, THRIFT) == 0
    assert (improver.cost, promise(problem, improver)) == (before, 0)


def test_who_is_late_and_could_not_be_sooner_is_not_pushed() -> None:
    """Two hours of work for an hour: the car is ready as soon as it can be, whoever goes first."""
    problem, improver = begun(day(visit("engine", "ENGINE", arrival="8:00", promised="9:00")))
    assert promise(problem, improver) == unavoidable(problem).total > 0
    assert improver.build_anew(PUSH, THRIFT) == 0


@pytest.mark.parametrize("first", range(0, 40, 20))
def test_the_best_plan_is_kept_and_every_rule_holds_in_it(first: int) -> None:
    for seed in range(first, first + 20):
        problem, improver = begun(odd_day(seed))
        for _ in range(4):
            before = improver.cost
            improver.build_anew(PUSH, THRIFT)
            assert improver.cost <= before, seed
        improver.go_back()
        improver.run(20, 1e6, 4)
        assert checked_plan(problem, improver.solution()).cost.total == improver.cost, seed


def test_a_disturbed_order_is_that_of_the_best_plan_built() -> None:
    """Disturbed by no minutes the best order comes out again, whatever was built since."""
    _, improver = begun(day(ENGINE, *OILS))
    improver.build_anew(PUSH, THRIFT)
    best = improver.cost
    improver.disturb(1e6)
    improver.build_anew(PUSH, THRIFT)
    assert improver.cost <= best
    improver.disturb(0.0)
    improver.build_anew(PUSH, THRIFT)
    assert improver.build_anew(PUSH, THRIFT) == 0, "in the best order nobody is late"
