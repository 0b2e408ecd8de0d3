"""Rule ``station_overlap`` through the engine: cars wash one after the other, one at a place."""

from __future__ import annotations

import pytest

from tests.planned import RECEIVED, late, planned, where
from tests.shops import day, shop, station, visit


@pytest.mark.parametrize(("places", "promised", "lateness"), [(2, "8:20", 0), (1, "8:40", 0), (1, "8:39", 1)])
def test_wash(places: int, promised: str, lateness: int) -> None:
    cars = (
        visit("v1", wash=True, promised="8:20", progress=RECEIVED),
        visit("v2", wash=True, promised=promised, progress=RECEIVED),
    )
    plan = planned(day(*cars, workshop=shop(stations=(station("inspection"), station("wash", places)))))
    assert late(plan) == lateness
    assert {where(plan, "v1/wash"), where(plan, "v2/wash")} == {f"wash-{n}" for n in range(1, places + 1)}


@pytest.mark.parametrize("advisor_id", ["eve", "fay"])
def test_a_named_advisor_receives(advisor_id: str) -> None:
    assert where(planned(day(visit("v1", advisor_id=advisor_id))), "v1/reception") == advisor_id
