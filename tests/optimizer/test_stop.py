"""What does not end when it is told to is not waited for."""

from __future__ import annotations

import threading

import pytest

from optimizer import plan_day as front
from optimizer import watch as watching
from optimizer.checking import checked_plan
from optimizer.engine.budget import Budget
from optimizer.engine.exact import Exact
from optimizer.engine.prove import Proof
from optimizer.engine.solution import Solution
from optimizer.plan import Plan
from optimizer.plan_day import Progress, plan_day
from optimizer.problem import Problem
from optimizer.referee import violations
from tests.shops import day, visit


def test_a_solver_that_does_not_look_at_its_clock_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two visits want the one rack at once, so a promise stays open and the solver is asked."""
    asked, freed, ended = threading.Event(), threading.Event(), threading.Event()

    def stubborn(*_: object) -> Proof | None:
        asked.set()
        freed.wait(60)
        ended.set()
        return None

    monkeypatch.setattr(Exact, "work", stubborn)
    of = day(*(visit(f"v{n}", "ALIGN", arrival="8:00", promised="9:20") for n in range(3)))
    plan = plan_day(of, time_limit_s=0.5)
    assert asked.is_set()
    assert not ended.is_set()
    assert violations(of, plan) == ()
    freed.set()


def test_what_ends_in_time_is_heard() -> None:
    said: list[Progress] = []
    plan = plan_day(day(visit("v", "OIL", promised="10:00")), time_limit_s=0.1, on_progress=said.append)
    assert plan.bound is not None
    assert plan.bound.proven
    assert said[-1].avoidable == 0


def test_where_nobody_can_stop_the_plan_is_checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    checks: list[Solution] = []

    def counted(problem: Problem, solution: Solution) -> Plan:
        checks.append(solution)
        return checked_plan(problem, solution)

    monkeypatch.setattr(watching, "checked_plan", counted)
    of = day(*(visit(f"v{n}", "ALIGN", arrival="8:00", promised="9:20") for n in range(3)))
    plan = plan_day(of, time_limit_s=0.2)
    assert violations(of, plan) == ()
    assert len(checks) == 1


def test_an_error_of_the_solver_is_not_swallowed() -> None:
    def broken() -> Proof | None:
        raise ZeroDivisionError("a crash")

    with pytest.raises(ZeroDivisionError):
        front._unless_over(broken, Budget(5))
