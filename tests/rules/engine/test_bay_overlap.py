"""Rule ``bay_overlap`` through the engine: the next car comes into the bay the minute it is free."""

from __future__ import annotations

import pytest

from optimizer.workshop import Bay
from tests.planned import RECEIVED, late, planned, when
from tests.shops import bay, day, shop, station, visit

ONE = (bay("b1", "LIFT"), bay("b9", "RACK"))


@pytest.mark.parametrize(
    ("bays", "promised", "second", "lateness"),
    [
        ((*ONE, bay("b2", "LIFT")), "8:40", "8:00-8:30", 0),
        (ONE, "9:10", "8:30-9:00", 0),
        (ONE, "9:09", "8:30-9:00", 1),
    ],
)
def test_second_car(bays: tuple[Bay, ...], promised: str, second: str, lateness: int) -> None:
    workshop = shop(bays=bays, stations=(station("inspection", 2), station("wash")))
    cars = (
        visit("v1", "TYRES", promised="8:40", progress=RECEIVED),
        visit("v2", "TYRES", promised=promised, progress=RECEIVED),
    )
    plan = planned(day(*cars, workshop=workshop))
    assert (when(plan, "v1/work/1"), when(plan, "v2/work/1"), late(plan)) == ("8:00-8:30", second, lateness)


def test_a_car_stays_in_its_bay_for_its_next_job() -> None:
    plan = planned(day(visit("v1", "OIL", "TYRES", promised="9:40", progress=RECEIVED), workshop=shop(bays=ONE)))
    first = {one.step_id: one for one in plan.assignments}["v1/work/1"]
    assert first.keeps_bay
    assert (when(plan, "v1/work/1"), when(plan, "v1/work/2")) == ("8:00-9:00", "9:00-9:30")
