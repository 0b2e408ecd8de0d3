"""Rule ``known``: a plan speaks of its own day, once of each step, on the grid; nonsense is named, never a crash."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from optimizer.plan import Assignment, Plan
from optimizer.referee import violations
from optimizer.visit import StepKind
from tests.boards import broken, plan
from tests.shops import day, interrupted, policy, running, shop, visit

TEST = """
v1 reception   8:00-8:10 eve
v1 diagnosis/1 8:10-8:40 ann
v1 hand_over   8:40-8:50 eve
"""
DAY = day(visit("v1", "TEST"))


def messages(changed: Plan) -> list[str]:
    return [one.message for one in violations(DAY, changed) if one.rule == "known"]


def with_step(**changes: object) -> list[str]:
    """What the referee knows not when the diagnosis is changed."""
    good = plan(DAY, TEST)
    first, second, third = good.assignments
    return messages(replace(good, assignments=(first, replace(second, **changes), third)))  # type: ignore[arg-type]  # nonsense on purpose


def test_vacuous_an_empty_plan_of_an_empty_day() -> None:
    assert broken(day(), "") == []


def test_just_feasible() -> None:
    assert broken(DAY, TEST) == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"step_id": "v1/work/9"}, "v1/work/9 is no step of this day"),
        ({"visit_id": "v2"}, "v1/diagnosis/1 belongs to visit v1, not v2"),
        ({"kind": StepKind.WORK}, "v1/diagnosis/1 is diagnosis, not work"),
        ({"technician_ids": ("zoe",)}, "v1/diagnosis/1 names unknown technician zoe"),
        ({"bay_id": "b9"}, "v1/diagnosis/1 names unknown bay b9"),
        ({"unit_id": "zoe"}, "v1/diagnosis/1 names unknown unit zoe"),
        ({"start": datetime(2025, 3, 3, 8, 10)}, "v1/diagnosis/1 has a time without zone"),  # noqa: DTZ001  # nonsense on purpose
    ],
)
def test_just_infeasible(changes: dict[str, object], message: str) -> None:
    assert with_step(**changes) == [message]


def test_a_step_that_ends_when_it_starts() -> None:
    (message,) = with_step(end=plan(DAY, TEST).assignments[1].start)
    assert message.endswith("not after its start 2025-03-03 08:10:00+08:00")


def test_a_step_twice() -> None:
    good = plan(DAY, TEST)
    twice = replace(good, assignments=(*good.assignments, good.assignments[0]))
    assert messages(twice) == ["v1/reception is assigned twice"]


def test_what_is_not_known_is_missing() -> None:
    good = plan(DAY, TEST)
    odd = tuple(replace(one, technician_ids=("zoe",)) for one in good.assignments)
    rules = [one.rule for one in violations(DAY, replace(good, assignments=odd))]
    assert rules == ["known"] * 3 + ["step_order"] * 3 + ["cost"] * 3


def test_grid() -> None:
    coarse = day(visit("v1", "TEST"), workshop=shop(policy=policy(grid_minutes=5)))
    assert broken(coarse, TEST) == []
    assert "known" in broken(coarse, TEST.replace("8:40-8:50", "8:41-8:51"))
    late = replace(plan(DAY, TEST).assignments[2], end=plan(DAY, TEST).assignments[2].end + timedelta(seconds=1))
    assert "off the grid" in with_step(**{name: getattr(late, name) for name in Assignment.__slots__})[0]


def test_a_running_step_may_have_started_off_the_grid() -> None:
    step = running("v1/diagnosis/1", "8:08", 28, who="ann")
    coarse = day(
        visit("v1", "TEST", progress=("reception 8:00-8:08", step)),
        now="8:10",
        workshop=shop(policy=policy(grid_minutes=5)),
    )
    assert broken(coarse, "v1 diagnosis/1 8:08-8:40 ann\nv1 hand_over 8:40-8:50 eve") == []


def test_an_interrupted_step_is_taken_up_on_the_grid() -> None:
    step = interrupted("v1/diagnosis/1", "8:08", hours=0.5)
    coarse = day(
        visit("v1", "TEST", progress=("reception 8:00-8:08", step)),
        now="8:10",
        workshop=shop(policy=policy(grid_minutes=5)),
    )
    board = "v1 diagnosis/1 8:15-8:45 ann\nv1 hand_over 8:45-8:55 eve"
    assert broken(coarse, board) == []
    assert "known" in broken(coarse, board.replace("8:15-8:45", "8:11-8:45"))


def test_another_day() -> None:
    good = plan(DAY, TEST)
    assert messages(replace(good, workshop_id="other")) == ["plan is of workshop other, the day of tiny"]
    late = good.now + timedelta(minutes=1)
    assert messages(replace(good, now=late))[0].startswith("plan's now is 2025-03-03T08:01")
    assert messages(replace(good, horizon_start=late))[0].startswith("plan's horizon start is")
    assert messages(replace(good, horizon_end=late.replace(tzinfo=None)))[0].startswith("plan's horizon end is")


def test_unplanned_visits() -> None:
    over = day(visit("v1", progress=("reception 7:40-7:50 eve", "hand_over 7:50-8:00 eve")))
    assert broken(over, "") == []
    assert broken(over, "", unplanned=("v1",)) == ["known"]
    assert broken(day(), "", unplanned=("v9",)) == ["known"]
    assert broken(DAY, "", unplanned=("v1",)) == []
    assert broken(DAY, "", unplanned=("v1", "v1")) == ["known"]
