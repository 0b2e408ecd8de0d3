"""What holds for every plan of every valid day, however odd. See ``scenarios.odd``."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from threading import Event
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optimizer.day import Day
from optimizer.engine.bounds import unavoidable
from optimizer.plan import Plan, Published
from optimizer.plan_day import plan_day
from optimizer.problem import build_problem
from optimizer.referee import cost, violations
from scenarios.odd import odd_day
from tests.strategies import days

SHORT_S = 0.005
T = TypeVar("T")
odd = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def planned(day: Day, seconds: float = SHORT_S) -> Plan:
    return plan_day(day, time_limit_s=seconds, deterministic=True)


@odd
@given(days())
def test_the_referee_accepts_it(day: Day) -> None:
    """Each visit is planned, unplanned or over; the price is the referee's own."""
    plan = planned(day)
    assert violations(day, plan) == ()
    assert plan.cost == cost(day, plan.assignments, plan.unplanned)
    assert plan.bound is not None
    assert plan.bound.avoidable >= 0
    assert set(plan.unplanned) <= {one.visit_id for one in day.visits}


@odd
@given(days())
def test_no_plan_costs_less_than_what_is_unavoidable(day: Day) -> None:
    plan = planned(day)
    weights = day.workshop.policy.weights
    assert plan.cost.tier("promise") >= unavoidable(build_problem(day)).total * weights.promise_tier


@odd
@given(days())
def test_the_same_question_has_the_same_answer(day: Day) -> None:
    """Byte for byte, but for the seconds it took."""
    once, again = (replace(planned(day), seconds=0.0) for _ in range(2))
    assert repr(once) == repr(again)


@odd
@given(days(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(day: Day, random: Random) -> None:
    plan, other = planned(day), planned(shuffled(day, random))
    assert replace(other, seconds=0.0) == replace(plan, seconds=0.0)


@odd
@given(days())
def test_a_stop_at_once_gives_a_valid_plan(day: Day) -> None:
    stop = Event()
    stop.set()
    plan = plan_day(day, time_limit_s=60.0, stop=stop)
    assert violations(day, plan) == ()


@pytest.mark.parametrize("seed", range(40))
def test_a_plan_made_again_with_nothing_new_is_not_worse_than_the_plan_kept(seed: int) -> None:
    day = odd_day(seed, most_visits=5)
    plan = planned(day, 0.02)
    later = replace(day, published=Published(assignments=plan.assignments))
    kept = cost(later, plan.assignments, plan.unplanned)
    assert planned(later, 0.02).cost.total <= kept.total


def shuffled(day: Day, random: Random) -> Day:
    """The same day with everything that has an id in another order."""

    def mixed(records: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(random.sample(records, len(records)))

    shop = day.workshop
    workshop = replace(
        shop,
        technicians=mixed(shop.technicians),
        advisors=mixed(shop.advisors),
        bays=mixed(shop.bays),
        stations=mixed(shop.stations),
        operations=mixed(shop.operations),
        stock=mixed(shop.stock),
        deliveries=mixed(shop.deliveries),
    )
    visits = tuple(replace(visit, progress=mixed(visit.progress)) for visit in mixed(day.visits))
    published = day.published and replace(day.published, assignments=mixed(day.published.assignments))
    decided = replace(
        day.decisions,
        pins=mixed(day.decisions.pins),
        forbidden=mixed(day.decisions.forbidden),
        orders=mixed(day.decisions.orders),
        overrides=mixed(day.decisions.overrides),
    )
    return replace(day, workshop=workshop, visits=visits, published=published, decisions=decided)
