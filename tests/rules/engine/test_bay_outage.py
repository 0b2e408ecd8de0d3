"""Rule ``bay_outage`` through the engine: the car is out of the bay when the outage begins."""

from __future__ import annotations

import pytest

from tests.planned import RECEIVED, late, planned, when, where
from tests.shops import bay, day, shop, visit


@pytest.mark.parametrize(
    ("outages", "work", "lateness"),
    [("", "8:00-9:00", 0), ("9:00-10:00", "8:00-9:00", 0), ("8:59-10:00", "10:00-11:00", 120)],
)
def test_only_bay(outages: str, work: str, lateness: int) -> None:
    workshop = shop(bays=(bay("b1", "LIFT", outages=outages), bay("b9", "RACK")))
    plan = planned(day(visit("v1", "OIL", promised="9:10", progress=RECEIVED), workshop=workshop))
    assert (when(plan, "v1/work/1"), late(plan)) == (work, lateness)


def test_another_bay() -> None:
    workshop = shop(bays=(bay("b1", "LIFT", outages="8:59-10:00"), bay("b2", "LIFT"), bay("b9", "RACK")))
    plan = planned(day(visit("v1", "OIL", promised="9:10", progress=RECEIVED), workshop=workshop))
    assert where(plan, "v1/work/1").endswith("b2")
    assert late(plan) == 0
