"""Days of the soak on which a plan was rejected once: they stay planned as the soak plans them."""

from __future__ import annotations

import pytest

from optimizer.plan_day import plan_day
from optimizer.referee import violations
from scenarios.odd import odd_day


@pytest.mark.parametrize(
    "seed",
    [70170],  # running steps of two cars overlap; CP-SAT had one advisor hand over two cars at once
)
def test_a_day_that_was_planned_wrongly(seed: int) -> None:
    day = odd_day(seed)
    assert violations(day, plan_day(day, time_limit_s=0.02, seed=seed, deterministic=True)) == ()
