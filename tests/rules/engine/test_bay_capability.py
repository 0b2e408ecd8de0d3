"""Rule ``bay_capability`` through the engine: cars for the only rack come to it one after the other."""

from __future__ import annotations

import pytest

from tests.planned import RECEIVED, late, planned, step, when
from tests.shops import day, shop, station, visit

INSPECTIONS = (station("inspection", 2), station("wash"))


@pytest.mark.parametrize(
    ("code", "promised", "bay_id", "lateness"),
    [
        ("WIRING", "9:10", None, 0),  # vacuous: done without a bay
        ("OIL", "9:10", "b1", 0),  # leaves the rack to the car that needs it
        ("ALIGN", "10:10", "b2", 0),
        ("ALIGN", "10:09", "b2", 1),
    ],
)
def test_beside_a_car_on_the_rack(code: str, promised: str, bay_id: str | None, lateness: int) -> None:
    cars = (
        visit("v1", "ALIGN", promised="9:10", progress=RECEIVED),
        visit("v2", code, promised=promised, progress=RECEIVED),
    )
    plan = planned(day(*cars, workshop=shop(stations=INSPECTIONS)))
    assert (step(plan, "v1/work/1").bay_id, when(plan, "v1/work/1")) == ("b2", "8:00-9:00")
    assert (step(plan, "v2/work/1").bay_id, late(plan)) == (bay_id, lateness)
