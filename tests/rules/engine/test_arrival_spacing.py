"""Rule ``arrival_spacing`` through the engine: the second customer of an advisor waits a quarter of an hour."""

from __future__ import annotations

import pytest

from optimizer.workshop import Advisor
from tests.planned import late, planned, when
from tests.shops import advisor, day, shop, visit

EVE = (advisor("eve"),)
TWO = (advisor("eve"), advisor("fay"))


@pytest.mark.parametrize(
    ("advisors", "promised", "second", "lateness"),
    [(TWO, "8:40", "8:00-8:10", 0), (EVE, "8:55", "8:15-8:25", 0), (EVE, "8:54", "8:15-8:25", 1)],
)
def test_second_reception(advisors: tuple[Advisor, ...], promised: str, second: str, lateness: int) -> None:
    workshop = shop(advisors=advisors)
    plan = planned(day(visit("v1", "TEST", promised="8:40"), visit("v2", "TEST", promised=promised), workshop=workshop))
    assert (when(plan, "v1/reception"), when(plan, "v2/reception")) == ("8:00-8:10", second)
    assert late(plan) == lateness
