"""Rule ``loan_cars``: a customer who is to get a loan car finds one; one loan car in this shop."""

from __future__ import annotations

import pytest

from optimizer.referee import violations
from optimizer.visit import Visit
from tests.boards import broken, plan
from tests.shops import day, running, shop, visit

ONE = shop(loan_cars=1)
V2 = visit("v2", loan_car=True)


def board(second: str, last: str = "15:00-15:10 eve") -> str:
    return f"""
    v1 reception 8:00-8:10   eve
    v1 hand_over 9:00-9:10   eve
    v2 reception {second}
    v2 hand_over {last}
    """


def rules(first: Visit, second: str) -> list[str]:
    return broken(day(first, V2, workshop=ONE), board(second))


def test_vacuous_without_loan_car() -> None:
    assert rules(visit("v1"), "8:15-8:25 eve") == []


def test_just_feasible_the_car_is_back_when_the_other_comes() -> None:
    assert rules(visit("v1", loan_car=True), "9:10-9:20 eve") == []


def test_just_infeasible_by_a_minute() -> None:
    of = day(visit("v1", loan_car=True), V2, workshop=ONE)
    (found,) = violations(of, plan(of, board("9:09-9:19 fay")))
    assert (found.rule, found.visit_id) == ("loan_cars", "v2")
    assert found.message == "2 loan cars are out at 2025-03-03 09:09, the shop has 1"


def test_none_at_all() -> None:
    assert broken(day(V2), "v2 reception 8:00-8:10 eve\nv2 hand_over 9:00-9:10 eve") == ["loan_cars"]


@pytest.mark.parametrize(
    ("first", "unplanned", "expected"),
    [
        (visit("v1", loan_car=True), "", []),
        (visit("v1", loan_car=True, progress=("reception 7:40-7:50 eve",)), "", ["loan_cars"]),
        (
            visit("v1", loan_car=True, progress=(running("v1/reception", "7:55", 5, unit_id="eve"),)),
            "v1 reception 7:55-8:05 eve",
            ["loan_cars"],
        ),
        (
            visit("v1", loan_car=True, progress=("reception 7:40-7:50 eve", "hand_over 7:50-8:00 eve")),
            None,
            [],
        ),
    ],
)
def test_an_unplanned_visit_has_its_car_till_the_end(first: Visit, unplanned: str | None, expected: list[str]) -> None:
    """If its reception has started; a visit that is over has given it back."""
    of = day(first, V2, workshop=ONE)
    v2 = "\nv2 reception 16:40+1-16:50+1 eve\nv2 hand_over 16:50+1-17:00+1 eve"
    assert broken(of, (unplanned or "") + v2, unplanned=() if unplanned is None else ("v1",)) == expected


def test_cars_that_are_out_are_facts() -> None:
    """Two are out though the shop has one; the third customer gets one when both are back."""
    done = ("reception 7:40-7:50 eve",)
    of = day(visit("v1", loan_car=True, progress=done), visit("v3", loan_car=True, progress=done), V2, workshop=ONE)
    v1_and_v3 = "v1 hand_over 9:00-9:10 eve\nv3 hand_over 10:00-10:10 eve\n"
    later = "v2 reception 10:10-10:20 eve\nv2 hand_over 11:00-11:10 eve"
    assert broken(of, v1_and_v3 + later) == []
    assert broken(of, v1_and_v3 + later.replace("10:10-10:20 eve", "10:09-10:19 fay")) == ["loan_cars"]
