"""Rule ``sublet``: work sent out takes the time it takes, and leaves when the shop is open."""

from __future__ import annotations

import pytest

from optimizer.referee import violations
from tests.boards import broken, plan
from tests.shops import day, operation, policy, shop, visit

DONE = ("reception 7:40-7:50 eve",)
DAY = day(visit("v1", "PAINT", progress=DONE))


def board(times: str) -> str:
    return f"""
    v1 sublet/1   {times}
    v1 inspection 16:00+1-16:10+1 inspection-1
    v1 hand_over  16:10+1-16:20+1 eve
    """


def test_vacuous_without_sublet() -> None:
    assert broken(day(visit("v1", progress=DONE)), "v1 hand_over 9:00-9:10 eve") == []


@pytest.mark.parametrize(
    ("times", "rules"),
    [
        ("9:00-11:00", []),
        ("9:00-10:59", ["sublet"]),
        ("9:00-11:01", ["sublet"]),
        ("16:59-18:59", []),  # comes back when the shop is closed
        ("17:00-19:00", ["sublet"]),
        ("11:00-13:00", []),  # over the technicians' break
    ],
)
def test_just_feasible_and_just_infeasible(times: str, rules: list[str]) -> None:
    assert broken(DAY, board(times)) == rules


def test_in_words() -> None:
    (found,) = violations(DAY, plan(DAY, board("9:00-11:01")))
    assert found.message == "v1/sublet/1 is out for 121 min, takes 120"
    (found,) = violations(DAY, plan(DAY, board("17:00-19:00")))
    assert found.message == "v1/sublet/1 leaves at 2025-03-03 17:00, when the shop is closed"


def test_rounded_to_the_nearest_tick() -> None:
    workshop = shop(operations=(operation("OUT", sublet_hours=0.71),), policy=policy(grid_minutes=5))
    of = day(visit("v1", "OUT", progress=DONE), workshop=workshop)
    assert broken(of, board("9:00-9:45")) == []  # 42.6 min
    assert broken(of, board("9:00-9:40")) == ["sublet"]


@pytest.mark.parametrize(("who", "rule"), [("ann", "crew"), ("b1", "bay_capability"), ("eve", "station_overlap")])
def test_it_needs_nobody(who: str, rule: str) -> None:
    assert broken(DAY, board(f"9:00-11:00 {who}")) == [rule]
