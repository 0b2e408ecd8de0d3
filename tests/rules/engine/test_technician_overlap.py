"""Rule ``technician_overlap`` through the engine: the next car the minute the technician is free, the dearest first."""

from __future__ import annotations

import pytest

from optimizer.policy import PriorityClass
from tests.planned import RECEIVED, late, planned, when
from tests.shops import OPERATIONS, day, shop, technician, visit

ALONE = tuple(one for one in OPERATIONS if one.crew == 1)


@pytest.mark.parametrize(
    ("names", "promised", "second", "lateness"),
    [(("ann", "bob"), "8:30", "8:00-8:30", 0), (("ann",), "9:00", "8:30-9:00", 0), (("ann",), "8:59", "8:30-9:00", 1)],
)
def test_second_car(names: tuple[str, ...], promised: str, second: str, lateness: int) -> None:
    workshop = shop(technicians=tuple(technician(one, "engine") for one in names), operations=ALONE)
    cars = (
        visit("v1", "TEST", promised="8:30", progress=RECEIVED),
        visit("v2", "TEST", promised=promised, progress=RECEIVED),
    )
    plan = planned(day(*cars, workshop=workshop))
    assert (when(plan, "v1/diagnosis/1"), when(plan, "v2/diagnosis/1"), late(plan)) == ("8:00-8:30", second, lateness)


def test_a_very_important_customer_before_a_drop_off() -> None:
    cars = (
        visit("v1", "TEST", promised="8:30", progress=RECEIVED),
        visit("v2", "TEST", promised="8:30", progress=RECEIVED, priority=PriorityClass.VIC),
    )
    plan = planned(day(*cars, workshop=shop(technicians=(technician("ann", "engine"),), operations=ALONE)))
    assert (when(plan, "v2/diagnosis/1"), when(plan, "v1/diagnosis/1")) == ("8:00-8:30", "8:30-9:00")
