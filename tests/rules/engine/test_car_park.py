"""Rule ``car_park`` through the engine: without a place to wait the car goes straight from bay to bay."""

from __future__ import annotations

import pytest

from tests.planned import RECEIVED, late, planned, when
from tests.shops import bay, day, policy, shop, visit


@pytest.mark.parametrize(
    ("outage", "promised", "works"),
    [
        ("", "10:20", ("8:00-9:00", "9:10-10:10")),  # vacuous: no wait
        ("8:00-10:00", "11:10", ("8:50-9:50", "10:00-11:00")),
        ("8:00-10:01", "11:11", ("8:51-9:51", "10:01-11:01")),
    ],
)
def test_no_place(outage: str, promised: str, works: tuple[str, str]) -> None:
    """The first job begins so late that its end, the move and the next job join."""
    workshop = shop(bays=(bay("b1", "LIFT"), bay("b2", "RACK", outages=outage)), policy=policy(car_park_places=0))
    plan = planned(day(visit("v1", "OIL", "ALIGN", promised=promised, progress=RECEIVED), workshop=workshop))
    assert (when(plan, "v1/work/1"), when(plan, "v1/work/2"), late(plan)) == (*works, 0)


def test_a_place_makes_room_in_the_bay() -> None:
    """The second car needs the lift at 9:00, and the rack is free for the first one at 10:00 only.

    With no place the second car goes first, and the first one reaches the rack at 10:10.
    """
    for places, lateness in ((1, 0), (0, 10)):
        workshop = shop(
            bays=(bay("b1", "LIFT"), bay("b2", "RACK", outages="8:00-10:00")), policy=policy(car_park_places=places)
        )
        cars = (
            visit("v1", "OIL", "ALIGN", promised="11:10", progress=RECEIVED),
            visit("v2", "OIL", promised="10:10", progress=RECEIVED),
        )
        assert late(planned(day(*cars, workshop=workshop))) == lateness
