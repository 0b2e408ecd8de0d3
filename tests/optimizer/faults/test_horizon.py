"""Opening times, the moment and the days planned."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.optimizer.faults.cases import Case, check, found
from tests.shops import day, policy, shop, spans, visit

FAR = "8:00-17:00 8:00+200-17:00+200"

CASES = [
    Case("no opening times", "no_open_span", day(workshop=shop(open_spans=())), ("/workshop/open_spans",)),
    Case(
        "opening times before today only, the last until midnight",
        "no_open_span",
        day(workshop=shop(open_spans=spans("8:00+-1-0:00"))),
        ("/workshop/open_spans",),
    ),
    Case(
        "a zone that is none",
        "unknown_time_zone",
        day(workshop=replace(shop(), time_zone="China/Shanghai")),
        ("/workshop/time_zone",),
    ),
    Case(
        "a folder of zones",
        "unknown_time_zone",
        day(workshop=replace(shop(), time_zone="Europe")),
        ("/workshop/time_zone",),
    ),
    Case(
        "open dates far apart",
        "horizon_too_long",
        day(workshop=shop(open_spans=spans(FAR))),
        ("/workshop/open_spans",),
    ),
    Case(
        "arrival at the midnight that ends the last date planned",
        "arrival_after_horizon",
        day(visit("v1", arrival="0:00+2"), visit("v2", arrival="23:59+1")),
        ("/visits/0/arrival",),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_fault(case: Case) -> None:
    check(case)


def test_a_far_open_date_that_is_not_planned_does_no_harm() -> None:
    assert found(day(workshop=shop(open_spans=spans(FAR), policy=policy(horizon_days=1)))) == []


def test_a_promise_before_the_arrival_is_no_fault() -> None:
    assert found(day(visit("v1", "OIL", arrival="10:00", promised="9:00"))) == []


def test_yesterdays_visit_is_no_fault() -> None:
    assert found(day(visit("v1", "OIL", arrival="10:00+-1"))) == []
