"""Rule ``arrival_spacing``: an advisor has a quarter of an hour for each customer who comes."""

from __future__ import annotations

import pytest

from optimizer.referee import violations
from tests.boards import broken, plan
from tests.shops import day, policy, running, shop, visit

TWO = day(visit("v1"), visit("v2"))


def board(second: str) -> str:
    return f"""
    v1 reception 8:00-8:10   eve
    v1 hand_over 9:00-9:10   eve
    v2 reception {second}
    v2 hand_over 10:00-10:10 eve
    """


def test_vacuous_with_two_advisors() -> None:
    assert broken(TWO, board("8:00-8:10 fay")) == []


def test_just_feasible() -> None:
    assert broken(TWO, board("8:15-8:25 eve")) == []


def test_just_infeasible() -> None:
    (found,) = violations(TWO, plan(TWO, board("8:14-8:24 eve")))
    assert (found.rule, found.message) == (
        "arrival_spacing",
        "receptions of eve start 14 min apart, 15 are needed",
    )


@pytest.mark.parametrize(("second", "rules"), [("8:15-8:25 eve", []), ("8:10-8:20 eve", ["arrival_spacing"])])
def test_rounded_up_to_the_grid(second: str, rules: list[str]) -> None:
    of = day(*TWO.visits, workshop=shop(policy=policy(grid_minutes=5, arrival_spacing_minutes=11)))
    assert broken(of, board(second)) == rules


def test_receptions_that_have_started_are_history() -> None:
    of = day(visit("v1", progress=(running("v1/reception", "7:55", 5, unit_id="eve"),)), visit("v2"))
    assert broken(of, board("8:05-8:15 eve").replace("8:00-8:10", "7:55-8:05")) == []


def test_hand_overs_need_no_spacing() -> None:
    assert broken(TWO, board("8:15-8:25 eve").replace("10:00-10:10", "9:10-9:20")) == []
