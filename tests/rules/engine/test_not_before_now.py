"""Rule ``not_before_now`` through the engine: everything between now and the horizon end."""

from __future__ import annotations

import pytest

from tests.planned import RECEIVED, planned, when
from tests.shops import day, policy, shop, visit


def test_now_itself() -> None:
    plan = planned(day(visit("v1", "TEST", arrival="7:00", promised="8:00"), now="9:17"))
    assert when(plan, "v1/reception") == "9:17-9:27"


@pytest.mark.parametrize(("now", "unplanned"), [("12:00", ()), ("16:20", ()), ("16:21", ("v1",))])
def test_the_last_forty_minutes(now: str, unplanned: tuple[str, ...]) -> None:
    """Half an hour of work and ten minutes at the desk, on the only day there is."""
    workshop = shop(policy=policy(horizon_days=1))
    plan = planned(day(visit("v1", "TEST", progress=RECEIVED), now=now, workshop=workshop))
    assert plan.unplanned == unplanned
    if now == "16:20":
        assert (when(plan, "v1/diagnosis/1"), when(plan, "v1/hand_over")) == ("16:20-16:50", "16:50-17:00")
