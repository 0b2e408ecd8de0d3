"""A re-plan heals what broke and leaves the rest alone; it is never worse than doing nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from threading import Event

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optimizer.day import Day
from optimizer.do_nothing import do_nothing
from optimizer.errors import InvalidDayError
from optimizer.goals import Goal, day_for
from optimizer.in_force import in_force
from optimizer.plan import Assignment, Plan, Published
from optimizer.plan_day import Progress, plan_day
from optimizer.policy import PriorityClass, Weights
from optimizer.referee import cost, violations
from optimizer.replan_day import replan_day
from optimizer.steady import CHANGE_MINUTES, move_cost, steady
from optimizer.visit import Visit
from scenarios.advance import advance
from tests import mornings
from tests.boards import assignments
from tests.mornings import PUBLISHED
from tests.planned import late, when, where
from tests.shops import bay, day, technician, visit
from tests.strategies import days

LIMIT_S = 0.02
odd = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# cai has nothing to do before the afternoon, when v4 comes.
BOARD = f"""{PUBLISHED}
v4 reception   14:00-14:10 eve
v4 work/1      14:10-15:10 cai b3
v4 inspection  15:10-15:20 inspection-1
v4 hand_over   15:20-15:30 eve
"""


def under_way(
    minutes: int, *more: Visit, absent: str = "", promised: str = "12:00", priority: PriorityClass = PriorityClass.REST
) -> Day:
    """The morning with a colleague and a bay more, and a car in the afternoon."""
    return mornings.under_way(
        minutes,
        visit("v4", "OIL", arrival="14:00", promised="16:00", waits=True),
        *more,
        absent=absent,
        promised=promised,
        priority=priority,
        colleagues=(technician("cai"),),
        bays=(bay("b3", "LIFT"),),
        board=BOARD,
    )


def replanned(of: Day, goal: Goal = Goal.BALANCED) -> Plan:
    return replan_day(of, goal=goal, time_limit_s=LIMIT_S, deterministic=True)


def places(plan: Plan | Published) -> dict[str, Assignment]:
    return {one.step_id: replace(one, pinned=False) for one in plan.assignments}


def test_with_nothing_new_the_published_plan_comes_back() -> None:
    of = under_way(10)
    plan = replanned(of)
    assert of.published is not None
    known = places(of.published)
    assert places(plan) == {name: known[name] for name in places(plan)}
    assert plan.cost.tier("disturbance") == 0


def test_it_comes_back_though_the_load_could_be_spread_better() -> None:
    """ann has a third car while cai is idle: that alone moves nobody."""
    board = BOARD.replace("14:10-15:10 cai b3", "14:10-15:10 ann b3")
    of = under_way(10)
    of = replace(of, published=Published(assignments=assignments(of.workshop, board)))
    assert where(replanned(of), "v4/work/1") == "ann b3"


def test_an_overrun_changes_the_car_behind_it_and_no_other() -> None:
    """Forty minutes more at v1: cai, who is free, takes v2 over at its published time; its promise is kept."""
    plan = replanned(under_way(50))
    assert (when(plan, "v2/work/1"), where(plan, "v2/work/1").split()[0]) == ("9:10-10:10", "cai")
    assert [when(plan, f"v2/{step}") for step in ("inspection", "hand_over")] == ["10:10-10:20", "10:20-10:30"]
    assert (when(plan, "v3/work/1"), where(plan, "v3/work/1")) == ("10:00-11:00", "bob b2")
    assert (when(plan, "v4/work/1"), where(plan, "v4/work/1")) == ("14:10-15:10", "cai b3")
    assert plan.cost.amount("technicians_changed") == 1


def test_who_goes_home_is_stood_in_for_at_the_published_times() -> None:
    of = under_way(10, absent="9:00-17:00")
    plan = replanned(of)
    assert (when(plan, "v3/work/1"), where(plan, "v3/work/1").split()[0]) == ("10:00-11:00", "cai")
    assert plan.cost.amount("starts_changed") == 0
    assert do_nothing(of).cost.amount("customers_to_call") == 1


def test_who_walks_in_is_fitted_in_and_moves_nobody() -> None:
    of = under_way(10, visit("w", "TYRES", arrival="9:00", promised="11:00", waits=True, booked=False))
    plan = replanned(of)
    assert plan.unplanned == ()
    assert plan.cost.tier("disturbance") == plan.cost.tier("promise") == 0
    assert where(plan, "w/work/1").split()[0] in {"bob", "cai"}


def test_a_plan_that_stands_changes_for_a_promise_worth_it_unless_it_is_settled() -> None:
    """v3 is published as ready at 11:10 and promised for 11:00; bob could begin sooner.

    Ten minutes of weight 1 do not pay for a changed start, of the 16 of a VIC they do.
    """
    small, large = under_way(10, promised="11:00"), under_way(10, promised="11:00", priority=PriorityClass.VIC)
    assert small.published is not None
    assert places(replanned(small))["v3/work/1"] == places(small.published)["v3/work/1"]
    assert late(replanned(large)) == 0
    assert replan_day(large, settled=True, time_limit_s=LIMIT_S, deterministic=True).cost.tier("disturbance") == 0


@odd
@given(days(), st.sampled_from(list(Goal)))
def test_no_replan_is_worse_than_doing_nothing(of: Day, goal: Goal) -> None:
    """By the referee's count and the weights of the goal; the referee accepts it under the goal's rules."""
    later = worked_on(of)
    until = later.now + timedelta(hours=9) if goal is Goal.WITH_OVERTIME else None
    asked = day_for(later, goal, until)
    plan = replan_day(later, goal=goal, until=until, time_limit_s=LIMIT_S, deterministic=True)
    mine = cost(asked, plan.assignments, plan.unplanned)
    assert mine.total <= do_nothing(asked).cost.total
    assert violations(asked, replace(plan, cost=mine)) == ()
    if goal is Goal.BALANCED:
        assert plan.cost == mine


@odd
@given(days())
def test_what_was_published_a_moment_ago_comes_back(of: Day) -> None:
    plan = plan_day(of, time_limit_s=0.005, deterministic=True)
    again = replan_day(
        replace(of, published=Published(assignments=plan.assignments)),
        settled=True,
        time_limit_s=LIMIT_S,
        deterministic=True,
    )
    assert plan.unplanned or places(again) == places(plan)


@settings(odd, max_examples=10)
@given(days())
def test_the_same_question_has_the_same_answer(of: Day) -> None:
    later = worked_on(of)
    once, again = (replace(replanned(later), seconds=0.0) for _ in range(2))
    assert repr(once) == repr(again)


def test_a_stop_at_once_gives_what_doing_nothing_gives_or_better() -> None:
    stop = Event()
    stop.set()
    of = under_way(30)
    plan = replan_day(of, time_limit_s=60.0, stop=stop)
    assert violations(of, plan) == ()
    assert plan.cost.total <= do_nothing(of).cost.total


def test_progress_tells_of_a_first_plan_before_the_search() -> None:
    told: list[Progress] = []
    replan_day(under_way(30), time_limit_s=LIMIT_S, on_progress=told.append)
    assert told[0].phase == "construct"


def test_goals_are_told_by_one_yardstick() -> None:
    """Each plan's cost is the one of the day's own weights, so that proposals compare."""
    of = under_way(30)
    for goal in (Goal.FEWEST_CALLS, Goal.LEAST_LATENESS, Goal.NO_OVERTIME):
        plan = replanned(of, goal)
        assert plan.cost == cost(of, plan.assignments, plan.unplanned)


def test_without_a_published_plan_there_is_nothing_to_heal() -> None:
    with pytest.raises(ValueError, match="plan_day"):
        replanned(day(visit("v1", "OIL")))


def test_a_day_that_cannot_be_read_is_refused_with_its_faults() -> None:
    of = under_way(10)
    with pytest.raises(InvalidDayError):
        replanned(replace(of, workshop=replace(of.workshop, advisors=())))


def test_a_changed_start_weighs_fifteen_minutes_to_the_search_and_a_call_ninety() -> None:
    weights = steady(Weights())
    minute = weights.promise_tier * weights.tardiness
    assert weights.starts_changed * weights.disturbance_tier == CHANGE_MINUTES * minute
    assert weights.customers_to_call * weights.disturbance_tier == 90 * minute
    assert move_cost(weights) * 20 == CHANGE_MINUTES * minute
    assert weights.desk_wait * weights.level_tier * 20 == move_cost(weights)


@pytest.mark.parametrize("given", [Weights(starts_changed=0), Weights(disturbance_tier=10**9)])
def test_weights_that_say_otherwise_stay(given: Weights) -> None:
    assert steady(given) == replace(given, desk_wait=steady(given).desk_wait)


def worked_on(of: Day) -> Day:
    """Two hours later, with overruns and interruptions; decisions that have lapsed are no longer there."""
    return in_force(advance(of, plan_day(of, time_limit_s=0.005, deterministic=True), of.now + timedelta(hours=2), 1))
