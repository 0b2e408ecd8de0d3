"""Doing nothing: the published plan carried on, to the minute; and no re-plan is worse than that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.do_nothing import do_nothing
from optimizer.plan import Published
from optimizer.plan_day import plan_day
from scenarios.odd import odd_day
from tests.mornings import odd_morning, under_way
from tests.planned import planned, when, where
from tests.shops import day, visit


def test_a_plan_that_stands_stays_as_it_is() -> None:
    plan = do_nothing(under_way(10))
    times = [when(plan, step) for step in ("v1/work/1", "v2/work/1", "v2/hand_over", "v3/work/1", "v3/hand_over")]
    assert times == ["8:10-9:10", "9:10-10:10", "10:20-10:30", "10:00-11:00", "11:10-11:20"]


def test_work_that_overruns_pushes_what_is_behind_it() -> None:
    """Twenty minutes: v1 and, at the same technician, v2; nobody thinks of bob, who is free until ten."""
    plan = do_nothing(under_way(30))
    assert [when(plan, f"v1/{step}") for step in ("work/1", "hand_over")] == ["8:10-9:30", "9:40-9:50"]
    assert [when(plan, f"v2/{step}") for step in ("work/1", "hand_over")] == ["9:30-10:30", "10:40-10:50"]
    assert when(plan, "v3/work/1") == "10:00-11:00"
    assert where(plan, "v2/work/1") == "ann b1"
    assert plan.cost.amount("promises_moved") == 10 + 10  # ready at 9:40 for 9:30, at 10:40 for 10:30


def test_who_is_away_does_the_work_when_back() -> None:
    plan = do_nothing(under_way(10, absent="9:00-13:30"))
    assert (when(plan, "v3/work/1"), where(plan, "v3/work/1")) == ("13:30-14:30", "bob b2")


def test_who_comes_in_is_fitted_in_and_moves_nobody() -> None:
    plan = do_nothing(under_way(10, visit("w", "TYRES", arrival="9:00", waits=True, booked=False)))
    assert when(plan, "v2/work/1") == "9:10-10:10"
    assert when(plan, "v3/work/1") == "10:00-11:00"
    assert (when(plan, "w/work/1"), where(plan, "w/work/1")) == ("9:10-9:40", "bob b2")


def test_without_a_published_plan_there_is_nothing_to_go_on_with() -> None:
    with pytest.raises(ValueError, match="published"):
        do_nothing(day(visit("v1", "OIL")))


@pytest.mark.parametrize("seed", range(40))
def test_no_plan_made_again_is_worse_than_doing_nothing(seed: int) -> None:
    later = odd_morning(seed)
    assert plan_day(later, time_limit_s=0.005, deterministic=True).cost.total <= do_nothing(later).cost.total


@pytest.mark.parametrize("seed", range(20))
def test_with_nothing_new_nothing_changes(seed: int) -> None:
    of = odd_day(seed, most_visits=5)
    plan = planned(of)
    again = do_nothing(replace(of, published=Published(assignments=plan.assignments)))
    unpinned = tuple(replace(one, pinned=False) for one in again.assignments)  # frozen steps say so now
    assert plan.unplanned or unpinned == tuple(replace(one, pinned=False) for one in plan.assignments)
