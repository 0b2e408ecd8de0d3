"""Decisions on whole days: what a plan once did can be asked of the next one, and what cannot be done is said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings

from optimizer.day import Day
from optimizer.decisions import NO_DECISIONS, Decisions, Forbidden, Pin, TechnicianOrder
from optimizer.engine.prove.check import broken_rules
from optimizer.faults import faults_of
from optimizer.keeping import published_solution
from optimizer.plan import Assignment, Plan
from optimizer.plan_day import plan_day
from optimizer.problem import build_problem
from optimizer.referee import violations
from scenarios.generator import SHOPS, generate_day
from scenarios.odd import odd_day
from tests.planned import planned
from tests.strategies import days

DECIDED = [seed for seed in range(100) if odd_day(seed).decisions != NO_DECISIONS]
RULES = ("pinned", "forbidden", "ordered")


def small_day(seed: int) -> Day:
    return generate_day(SHOPS["small"], seed=seed, date=date(2026, 11, 24), load=0.9)


def pins_of(rows: Iterable[Assignment], random: Random) -> tuple[Pin, ...]:
    """Pins to where each step stands, by some of the three."""
    return tuple(
        Pin(
            step_id=one.step_id,
            technician_ids=one.technician_ids if random.random() < 0.7 else None,
            bay_id=one.bay_id if random.random() < 0.5 else None,
            start=one.start,
        )
        for one in rows
    )


def order_of(plan: Plan, technician_id: str) -> TechnicianOrder:
    """What the technician does on the first date, in the order of the plan."""
    mine = [one for one in plan.assignments if technician_id in one.technician_ids]
    today = tuple(one.step_id for one in mine if one.start.date() == plan.now.date())
    return TechnicianOrder(technician_id=technician_id, step_ids=today)


@pytest.mark.parametrize("seed", range(1, 4))
def test_what_one_plan_did_another_can_be_asked_to_do(seed: int) -> None:
    """Four steps pinned to where a plan has them, and six in the order of a technician: no visit is left out."""
    of, random = small_day(seed), Random(seed)
    plan = plan_day(of, time_limit_s=0.3, seed=seed, deterministic=True)
    work = [one for one in plan.assignments if one.technician_ids]
    pins = pins_of(random.sample(work, 4), random)
    orders = [order_of(plan, one.technician_id) for one in of.workshop.technicians]
    longest = max(orders, key=lambda order: len(order.step_ids))
    asked = replace(of, decisions=Decisions(pins=pins, orders=(replace(longest, step_ids=longest.step_ids[:6]),)))
    assert faults_of(asked) == ()
    again = plan_day(asked, time_limit_s=0.3, seed=seed + 10, deterministic=True)
    assert again.unplanned == plan.unplanned
    starts = {one.step_id: one.start for one in again.assignments}
    assert [starts[pin.step_id] for pin in pins] == [pin.start for pin in pins]


@pytest.mark.parametrize("seed", DECIDED[::2])
def test_the_engines_own_check_agrees_with_the_referee(seed: int) -> None:
    """Two readings of the rules on one plan, and on the plan made without decisions, which mostly breaks them."""
    of = odd_day(seed)
    problem = build_problem(of)
    for plan in (planned(of), planned(replace(of, decisions=NO_DECISIONS))):
        refused = {one.rule for one in violations(of, plan)} & {*RULES}
        solution = published_solution(problem, plan.assignments)
        if problem.notes or not solution.planned.any():
            continue
        told = " ".join(broken_rules(problem.arrays, solution))
        assert bool(refused) <= bool(told)


@pytest.mark.parametrize("seed", DECIDED)
def test_decisions_cost_and_are_never_broken(seed: int) -> None:
    """A plan with decisions is valid without them too, but for what was set aside."""
    of = odd_day(seed)
    plan = planned(of)
    assert violations(of, plan) == ()
    free = replace(of, decisions=replace(NO_DECISIONS, overrides=of.decisions.overrides))
    assert violations(free, plan) == ()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(days())
def test_whatever_is_decided_the_plan_keeps_it(of: Day) -> None:
    assert violations(of, planned(of)) == ()


def test_a_visit_that_can_be_planned_nowhere_for_what_is_forbidden_names_nothing_else() -> None:
    of = small_day(1)
    plan = plan_day(of, time_limit_s=0.1, deterministic=True)
    work = next(one for one in plan.assignments if one.technician_ids)
    everybody = tuple(
        Forbidden(step_id=work.step_id, technician_id=one.technician_id) for one in of.workshop.technicians
    )
    without = plan_day(replace(of, decisions=Decisions(forbidden=everybody)), time_limit_s=0.1, deterministic=True)
    note = next(note for note in without.notes if note.visit_id == work.visit_id)
    assert (note.code, [(one.rule, one.subject) for one in note.reasons]) == (
        "unplanned",
        [("forbidden", work.step_id)],
    )
