"""Rule ``parts`` through the engine: only the promise decides who gets the last piece."""

from __future__ import annotations

import pytest

from optimizer.policy import PriorityClass
from optimizer.workshop import Delivery, PartNeed, PartStock
from tests.planned import RECEIVED, late, planned, when
from tests.shops import at, day, operation, shop, visit

PADS = operation("PADS", 0.5, is_diagnosis=True, parts=(PartNeed(part_number="45022", quantity=2),))


@pytest.mark.parametrize("first", ["v1", "v2"])
@pytest.mark.parametrize(
    ("on_hand", "eta", "second", "lateness"),
    [
        (4, "9:30", "8:00-8:30", 0),
        (2, "8:00", "8:00-8:30", 0),
        (2, "9:30", "9:30-10:00", 90),
        (3, "9:31", "9:31-10:01", 91),
    ],
)
def test_the_last_pieces_go_to_the_vip(first: str, on_hand: int, eta: str, second: str, lateness: int) -> None:
    """Two cars need two pieces each; a delivery of two."""
    workshop = shop(
        operations=(PADS,),
        stock=(PartStock(part_number="45022", on_hand=on_hand),),
        deliveries=(Delivery(part_number="45022", quantity=2, eta=at(eta)),),
    )
    cars = (
        visit(
            one,
            "PADS",
            promised="8:30",
            progress=RECEIVED,
            priority=PriorityClass.VIC if one == first else PriorityClass.REST,
        )
        for one in ("v1", "v2")
    )
    plan = planned(day(*cars, workshop=workshop))
    other = "v2" if first == "v1" else "v1"
    assert (when(plan, f"{first}/diagnosis/1"), when(plan, f"{other}/diagnosis/1")) == ("8:00-8:30", second)
    assert late(plan) == lateness


def test_the_last_piece_goes_to_the_promise_not_to_who_comes_first() -> None:
    workshop = shop(operations=(PADS,), stock=(PartStock(part_number="45022", on_hand=2),))
    cars = (visit("v1", "PADS", progress=RECEIVED), visit("v2", "PADS", arrival="15:00", promised="15:40"))
    assert planned(day(*cars, workshop=workshop)).unplanned == ("v1",)
