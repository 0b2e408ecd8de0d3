"""Rule ``bay_outage``: no car in a bay that is out of order."""

from __future__ import annotations

import pytest

from optimizer.day import Day
from optimizer.referee import violations
from tests.boards import broken, plan
from tests.shops import bay, day, policy, running, shop, visit

DONE = ("reception 7:40-7:50 eve",)
BOARD = """
v1 work/1     8:00-9:00   ann b1
v1 work/2     9:30-10:00  ann b1
v1 inspection 10:00-10:10 inspection-1
v1 hand_over  10:10-10:20 eve
"""


def car(outages: str, grid: int = 1, in_bay: str | None = None) -> Day:
    bays = (bay("b1", "LIFT", outages=outages), bay("b2", "LIFT", outages="8:00-17:00"))
    workshop = shop(bays=bays, policy=policy(grid_minutes=grid))
    return day(visit("v1", "OIL", "TYRES", progress=DONE, in_bay=in_bay), workshop=workshop)


def test_vacuous_in_another_bay() -> None:
    assert broken(car(""), BOARD) == []


def test_just_feasible() -> None:
    assert broken(car("7:00-8:00 9:00-9:30 10:00-11:00"), BOARD) == []


@pytest.mark.parametrize("outages", ["7:00-8:01", "8:59-9:30", "9:00-9:31"])
def test_just_infeasible(outages: str) -> None:
    (found,) = violations(car(outages), plan(car(outages), BOARD))
    assert found.rule == "bay_outage"
    assert "b1 for 1 min of an outage" in found.message


def test_the_time_a_bay_is_kept_counts() -> None:
    kept = BOARD.replace("9:00   ann b1", "9:00   ann b1 keeps")
    assert broken(car("9:00-9:30"), kept) == ["bay_outage"]


def test_so_does_the_time_a_car_stands_there() -> None:
    late = BOARD.replace("8:00-9:00", "8:10-9:10")
    assert broken(car("8:00-8:10"), late) == []
    assert broken(car("8:09-8:10", in_bay="b1"), late) == ["bay_outage"]


def test_outages_are_rounded_outwards() -> None:
    assert broken(car("9:01-9:29", grid=5), BOARD) == []
    assert broken(car("9:01-9:31", grid=5), BOARD) == ["bay_outage"]
    assert broken(car("8:59-9:29", grid=5), BOARD) == ["bay_outage"]


def test_a_running_step_is_exempt_but_not_what_follows() -> None:
    step = running("v1/work/1", "7:50", 70, who="ann", bay_id="b1")
    board = BOARD.replace("8:00-9:00", "7:50-9:10")
    for outage, kept, expected in (
        ("8:00-9:10", "", []),
        ("8:00-9:10", "keeps", []),
        ("8:00-9:11", "keeps", ["bay_outage"]),
        ("8:00-9:11", "", []),
    ):
        workshop = shop(bays=(bay("b1", "LIFT", outages=outage),))
        of = day(visit("v1", "OIL", "TYRES", progress=(*DONE, step)), workshop=workshop)
        assert broken(of, board.replace("9:10   ann b1", f"9:10   ann b1 {kept}")) == expected
