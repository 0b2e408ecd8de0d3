"""Rule ``duration`` through the engine: labour ÷ pace, to the nearest minute."""

from __future__ import annotations

import pytest

from tests.planned import RECEIVED, late, planned, when
from tests.shops import day, interrupted, operation, policy, shop, technician, visit


@pytest.mark.parametrize(
    ("hours", "pace", "grid", "work"),
    [
        (1.0, 1.25, 1, "8:00-8:48"),
        (1.0, 0.9, 1, "8:00-9:07"),  # 66.67
        (0.1, 4.0, 1, "8:00-8:02"),  # 1.5: halves up
        (0.2, 1.0, 5, "8:00-8:10"),  # 12 min are nearer to 10
        (0.21, 1.0, 5, "8:00-8:15"),
    ],
)
def test_alone(hours: float, pace: float, grid: int, work: str) -> None:
    workshop = shop(
        technicians=(technician("ann", pace=pace),),
        operations=(operation("JOB", hours, is_diagnosis=True),),
        policy=policy(grid_minutes=grid),
    )
    plan = planned(day(visit("v1", "JOB", promised="8:00", progress=RECEIVED), workshop=workshop))
    assert when(plan, "v1/diagnosis/1") == work


def test_the_faster_one_keeps_a_promise_that_the_slower_one_cannot() -> None:
    workshop = shop(technicians=(technician("ann", "engine", pace=0.8), technician("bob", pace=1.25)))
    for promised, lateness in (("8:24", 0), ("8:23", 1)):
        plan = planned(day(visit("v1", "TEST", promised=promised, progress=RECEIVED), workshop=workshop))
        assert (when(plan, "v1/diagnosis/1"), late(plan)) == ("8:00-8:24", lateness)


def test_what_is_left_of_an_interrupted_step() -> None:
    progress = (*RECEIVED, interrupted("v1/diagnosis/1", "7:50", hours=0.25))
    plan = planned(day(visit("v1", "TEST", promised="8:15", progress=progress)))
    assert (when(plan, "v1/diagnosis/1"), late(plan)) == ("8:00-8:15", 0)
