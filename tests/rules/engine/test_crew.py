"""Rule ``crew`` through the engine: two for the express lane, which makes the hour."""

from __future__ import annotations

import pytest

from tests.planned import RECEIVED, late, planned, step, when
from tests.shops import day, shop, technician, visit


@pytest.mark.parametrize(
    ("code", "second_comes", "crew", "work", "lateness"),
    [
        ("OIL", "8:00", 1, "8:00-9:00", 0),  # vacuous: one is enough
        ("EXPRESS", "8:00", 2, "8:00-8:30", 0),
        ("EXPRESS", "8:01", 2, "8:01-8:31", 1),
    ],
)
def test_crew(code: str, second_comes: str, crew: int, work: str, lateness: int) -> None:
    people = (technician("ann", "engine"), technician("bob", shifts=f"{second_comes}-17:00"))
    cars = visit("v1", code, promised="8:40" if crew == 2 else "9:10", progress=RECEIVED)
    plan = planned(day(cars, workshop=shop(technicians=people)))
    assert len(step(plan, "v1/work/1").technician_ids) == crew
    assert (when(plan, "v1/work/1"), late(plan)) == (work, lateness)


def test_express_lane_from_arrival_to_hand_over_within_the_hour() -> None:
    plan = planned(day(visit("v1", "EXPRESS", arrival="9:00", promised="9:50", waits=True)))
    assert [when(plan, f"v1/{one}") for one in ("reception", "work/1", "inspection", "hand_over")] == [
        "9:00-9:10",
        "9:10-9:40",
        "9:40-9:50",
        "9:50-10:00",
    ]
