"""Rule ``arrival``: nothing is done to a car that has not come."""

from __future__ import annotations

from optimizer.referee import violations
from tests.boards import broken, plan
from tests.shops import day, policy, shop, visit

BOARD = """
v1 reception   9:00-9:10 eve
v1 diagnosis/1 9:10-9:40 ann
v1 hand_over   9:40-9:50 eve
"""


def test_vacuous_when_a_step_has_started() -> None:
    of = day(visit("v1", "TEST", arrival="10:00", progress=("reception 8:00-8:10 eve",)), now="9:00")
    assert broken(of, "v1 diagnosis/1 9:00-9:30 ann\nv1 hand_over 9:30-9:40 eve") == []


def test_just_feasible() -> None:
    assert broken(day(visit("v1", "TEST", arrival="9:00")), BOARD) == []


def test_just_infeasible() -> None:
    of = day(visit("v1", "TEST", arrival="9:01"))
    (found,) = violations(of, plan(of, BOARD))
    assert (found.rule, found.message) == ("arrival", "v1/reception starts 1 min before the arrival")


def test_rounded_up_to_the_grid() -> None:
    coarse = shop(policy=policy(grid_minutes=5))
    assert broken(day(visit("v1", "TEST", arrival="8:56"), workshop=coarse), BOARD) == []
    assert broken(day(visit("v1", "TEST", arrival="9:01"), workshop=coarse), BOARD) == ["arrival"]
