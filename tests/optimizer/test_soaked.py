"""Days of the soak on which something was wrong once, planned as the soak plans them."""

from __future__ import annotations

import pytest

from optimizer.plan_day import plan_day
from optimizer.referee import violations
from scenarios.odd import odd_day


@pytest.mark.parametrize(
    "seed",
    [
        70170,  # running steps of two cars overlap; CP-SAT had one advisor hand over two cars at once
        3184,  # all but the hand-over is done, and the arrival lies ahead: the bound waited for it, the plan did not
    ],
)
def test_a_day_that_was_planned_wrongly(seed: int) -> None:
    day = odd_day(seed)
    plan = plan_day(day, time_limit_s=0.02, seed=seed, deterministic=True)
    assert violations(day, plan) == ()
    assert plan.bound is not None
    assert plan.bound.avoidable >= 0
