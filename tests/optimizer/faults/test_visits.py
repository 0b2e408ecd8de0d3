"""Visits that name what the workshop does not have."""

from __future__ import annotations

import pytest

from tests.optimizer.faults.cases import Case, check, found
from tests.shops import day, running, shop, station, visit

RECEIVED = ("reception 7:00-7:10",)
AT_WORK = (*RECEIVED, running("v1/work/1", "7:30", 20, who="bob", bay_id="b1"))
NO_PLACE = station("wash", 0)

CASES = [
    Case(
        "an advisor of another shop", "unknown_advisor", day(visit("v1", advisor_id="zoe")), ("/visits/0/advisor_id",)
    ),
    Case("a car in a bay of another shop", "unknown_in_bay", day(visit("v1", in_bay="b9")), ("/visits/0/in_bay",)),
    Case(
        "a car put into a bay while it is worked on",
        "in_bay_while_running",
        day(visit("v1", "OIL", progress=AT_WORK, in_bay="b2")),
        ("/visits/0/in_bay",),
    ),
    Case(
        "two waiting cars in a bay",
        "two_cars_in_bay",
        day(visit("v1", in_bay="b1"), visit("v2", in_bay="b2"), visit("v3", in_bay="b1")),
        ("/visits/2/in_bay",),
    ),
    Case(
        "a waiting car in the bay of a running step, listed before it",
        "two_cars_in_bay",
        day(visit("v0", in_bay="b1"), visit("v1", "OIL", progress=AT_WORK)),
        ("/visits/0/in_bay",),
    ),
    Case(
        "inspection and wash without stations",
        "no_station",
        day(visit("v1", "OIL", wash=True), workshop=shop(stations=())),
        ("/workshop/stations", "/workshop/stations"),
    ),
    Case(
        "a wash without places",
        "no_station",
        day(visit("v1", wash=True), workshop=shop(stations=(NO_PLACE,))),
        ("/workshop/stations",),
    ),
    Case(
        "a wash that never opens",
        "no_station",
        day(visit("v1", wash=True), workshop=shop(stations=(station("wash", open_spans=""),))),
        ("/workshop/stations",),
    ),
    Case(
        "a loan car out that the workshop does not have",
        "too_many_loan_cars",
        day(
            visit("v1", loan_car=True, progress=RECEIVED),
            visit("v2", loan_car=True, progress=RECEIVED),
            workshop=shop(loan_cars=1),
        ),
        ("/workshop/loan_cars",),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_fault(case: Case) -> None:
    check(case)


def test_stations_are_not_missed_by_visits_that_pass_them_by() -> None:
    assert found(day(visit("v1", "TEST"), workshop=shop(stations=()))) == []


def test_a_station_that_has_done_its_work_is_not_missed() -> None:
    washed = visit("v1", wash=True, progress=("reception 7:00-7:10", "wash 7:10-7:30"))
    assert found(day(washed, workshop=shop(stations=()))) == []


def test_loan_cars_that_are_back_or_not_yet_out_do_not_count() -> None:
    back = visit("v1", loan_car=True, progress=("reception 7:00-7:10", "hand_over 7:30-7:40"))
    out = visit("v2", loan_car=True, progress=("reception 7:00-7:10",))
    assert found(day(back, out, visit("v3", loan_car=True), workshop=shop(loan_cars=1))) == []
