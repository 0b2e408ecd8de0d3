"""Rule ``skill`` through the engine: who cannot is not asked, and who need not leaves the place to who can."""

from __future__ import annotations

import pytest

from tests.planned import RECEIVED, late, planned, when, where
from tests.shops import day, shop, station, technician, visit


@pytest.mark.parametrize(
    ("bobs", "promised", "second", "lateness"),
    [
        (("engine",), "10:10", "8:00-10:00", 0),
        ((), "12:10", "10:00-12:00", 0),
        ((), "12:09", "10:00-12:00", 1),
    ],
)
def test_two_engines(bobs: tuple[str, ...], promised: str, second: str, lateness: int) -> None:
    workshop = shop(
        technicians=(technician("ann", "engine"), technician("bob", *bobs)),
        stations=(station("inspection", 2), station("wash")),
    )
    cars = (
        visit("v1", "ENGINE", promised="10:10", progress=RECEIVED),
        visit("v2", "ENGINE", promised=promised, progress=RECEIVED),
    )
    plan = planned(day(*cars, workshop=workshop))
    assert (when(plan, "v1/work/1"), when(plan, "v2/work/1"), late(plan)) == ("8:00-10:00", second, lateness)


def test_the_specialist_is_kept_for_what_only_she_can_do() -> None:
    cars = (
        visit("v1", "WIRING", promised="9:10", progress=RECEIVED),
        visit("v2", "ENGINE", promised="10:10", progress=RECEIVED),
    )
    plan = planned(day(*cars))
    assert (where(plan, "v1/work/1"), where(plan, "v2/work/1").split()[0]) == ("bob", "ann")
