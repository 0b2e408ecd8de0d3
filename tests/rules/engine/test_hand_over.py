"""Rule ``hand_over`` through the engine: the desk waits for the customer, not a minute longer."""

from __future__ import annotations

import pytest

from optimizer.visit import Visit
from tests.planned import RECEIVED, planned, when
from tests.shops import day, visit


@pytest.mark.parametrize(
    ("car", "hand_over"),
    [
        (visit("v1", progress=RECEIVED), "8:00-8:10"),  # vacuous: no promise
        (visit("v1", progress=RECEIVED, promised="12:00", waits=True), "8:00-8:10"),
        (visit("v1", progress=RECEIVED, promised="12:00"), "12:00-12:10"),
        (visit("v1", progress=RECEIVED, promised="10:00", pick_up="12:01"), "12:01-12:11"),
        (visit("v1", progress=RECEIVED, promised="10:00", pick_up="16:50"), "16:50-17:00"),  # before closing
        (visit("v1", progress=RECEIVED, promised="10:00", pick_up="16:51"), "8:00+1-8:10+1"),
    ],
)
def test_customer(car: Visit, hand_over: str) -> None:
    assert when(planned(day(car)), "v1/hand_over") == hand_over
