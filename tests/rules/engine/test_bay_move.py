"""Rule ``bay_move`` through the engine: ten minutes from bay to bay, none for a car that stays."""

from __future__ import annotations

import pytest

from optimizer.workshop import Bay
from tests.planned import RECEIVED, late, planned, when
from tests.shops import bay, day, shop, visit

APART = (bay("b1", "LIFT"), bay("b2", "RACK"))


@pytest.mark.parametrize(
    ("bays", "promised", "second", "moves", "lateness"),
    [
        ((bay("b1", "LIFT", "RACK"),), "10:10", "9:00-10:00", 0, 0),
        (APART, "10:20", "9:10-10:10", 1, 0),
        (APART, "10:19", "9:10-10:10", 1, 1),
    ],
)
def test_two_jobs(bays: tuple[Bay, ...], promised: str, second: str, moves: int, lateness: int) -> None:
    plan = planned(day(visit("v1", "OIL", "ALIGN", promised=promised, progress=RECEIVED), workshop=shop(bays=bays)))
    assert (when(plan, "v1/work/2"), plan.cost.amount("bay_moves"), late(plan)) == (second, moves, lateness)
