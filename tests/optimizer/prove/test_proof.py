"""Proofs are shown only when they stand twice, and a claim that a plan refutes never."""

from __future__ import annotations

import threading

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from optimizer.day import Day
from optimizer.engine.bounds import promise_cost, unavoidable
from optimizer.engine.prove import Proof, proof, prove
from optimizer.engine.prove.build import Model
from optimizer.engine.prove.solve import Effort, Outcome, solve
from optimizer.engine.solution import Solution
from optimizer.problem import Problem, build_problem
from tests.optimizer.prove.solved import accept, searched
from tests.shops import day, shop, technician, visit
from tests.strategies import days

WORK = 2.0
ONE = shop(technicians=(technician("ann"),))


def proved(problem: Problem, incumbent: Solution) -> Proof:
    return prove(problem, incumbent, time_limit_s=0.0, deterministic_limit=WORK)


def pair() -> Problem:
    """Two cars that compete for the one technician: one of them is an hour late, alone neither would be."""
    return build_problem(day(visit("v1", "OIL", promised="9:20"), visit("v2", "OIL", promised="9:20"), workshop=ONE))


def test_lateness_that_nobody_could_avoid_is_proof_enough() -> None:
    problem = build_problem(day(visit("v1", "OIL", promised="9:00")))
    found = proved(problem, searched(problem))
    assert (found.bound, found.proven, found.proofs) == (20, True, ("unavoidable lateness",))


def test_competition_needs_two_proofs() -> None:
    problem = pair()
    found = proved(problem, searched(problem))
    assert (found.bound, found.proven) == (60, True)
    assert found.proofs == ("optimal by CP-SAT", "no plan below with technicians alone")
    assert unavoidable(problem).total == 0


def test_when_technicians_alone_do_not_explain_it_every_rule_is_asked() -> None:
    problem = build_problem(day(visit("v1", "ALIGN", promised="9:20"), visit("v2", "ALIGN", promised="9:20")))
    found = proved(problem, searched(problem))
    assert found.proofs == ("optimal by CP-SAT", "no plan below with every rule, model not presolved")
    assert found.bound == 60


def test_a_better_plan_is_handed_back() -> None:
    problem = pair()
    late = Solution.empty(problem.arrays)
    found = proved(problem, late)
    assert found.solution is not None
    assert accept(problem, found.solution) == 60


def test_without_a_second_proof_nothing_is_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "SECOND_OPINIONS", ())
    problem = pair()
    found = proved(problem, searched(problem))
    assert (found.proven, found.proofs, found.bound) == (False, (), 0)
    assert (found.claimed_bound, found.claimed_optimal) == (60, True)


def test_a_false_claim_is_a_contradiction_and_no_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    def lying(model: Model, effort: Effort) -> Outcome:
        """Claims what 9.15 was seen to claim: optimal, at a cost above that of a plan that exists."""
        true = solve(model, effort)
        return Outcome(is_optimal=True, is_infeasible=False, objective=90, bound=90, solution=true.solution)

    monkeypatch.setattr(proof, "solve", lying)
    problem = pair()
    found = proved(problem, searched(problem))
    refuted = found.contradictions[0]
    assert (refuted.claimed, refuted.exists) == (90, 60)
    assert refuted.solver.startswith("ortools ")
    assert (found.proven, found.proofs, found.bound) == (False, (), 0)


def test_a_claim_refuted_by_the_second_model_is_a_contradiction(monkeypatch: pytest.MonkeyPatch) -> None:
    def first_lies(model: Model, effort: Effort) -> Outcome:
        if not effort.presolve:
            return solve(model, effort)
        cost = 40 * 60  # both left out would cost more still
        return Outcome(is_optimal=True, is_infeasible=False, objective=cost, bound=cost, solution=None)

    monkeypatch.setattr(proof, "solve", first_lies)
    problem = pair()
    worse = searched(problem)
    last = int(problem.arrays.visit_first[2]) - 1
    assert worse.planned.all()
    found = proved(problem, worse)
    assert last > 0
    assert not found.proven
    assert [one.exists for one in found.contradictions] == [60]


def test_a_stop_ends_it_at_once() -> None:
    stop = threading.Event()
    stop.set()
    problem = pair()
    found = prove(problem, searched(problem), time_limit_s=60.0, stop=stop)
    assert (found.proven, found.solution, found.bound) == (False, None, 0)


@settings(max_examples=12, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(days(most_visits=4))
def test_odd_days_hold_no_contradiction(of: Day) -> None:
    problem = build_problem(of)
    incumbent = searched(problem, 10)
    found = proved(problem, incumbent)
    best = incumbent if found.solution is None else found.solution
    cost = promise_cost(problem.arrays, of.workshop.policy.weights, best)
    assert found.contradictions == ()
    assert unavoidable(problem).total <= found.bound <= cost
    assert not found.proven or found.bound == cost
