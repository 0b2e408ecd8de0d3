"""Rule ``bay_capability``: work that needs a bay has one that can, other work has none."""

from __future__ import annotations

import pytest

from optimizer.referee import violations
from tests.boards import broken, plan
from tests.shops import day, visit

DONE = ("reception 7:40-7:50 eve",)


def board(where: str) -> str:
    return f"""
    v1 work/1     8:00-9:00 ann {where}
    v1 inspection 9:00-9:10 inspection-1
    v1 hand_over  9:10-9:20 eve
    """


def test_vacuous_for_work_that_needs_no_bay() -> None:
    assert broken(day(visit("v1", "WIRING", progress=DONE)), board("")) == []


@pytest.mark.parametrize(("code", "where"), [("OIL", "b1"), ("OIL", "b2"), ("ALIGN", "b2")])
def test_just_feasible(code: str, where: str) -> None:
    assert broken(day(visit("v1", code, progress=DONE)), board(where)) == []


@pytest.mark.parametrize(
    ("code", "where", "message"),
    [
        ("ALIGN", "b1", "v1/work/1 needs a bay with RACK, has b1"),
        ("OIL", "", "v1/work/1 needs a bay with LIFT, has none"),
        ("WIRING", "b1", "v1/work/1 needs no bay, has b1"),
    ],
)
def test_just_infeasible(code: str, where: str, message: str) -> None:
    of = day(visit("v1", code, progress=DONE))
    (found,) = violations(of, plan(of, board(where)))
    assert (found.rule, found.message) == ("bay_capability", message)


def test_nobody_is_received_in_a_bay() -> None:
    assert broken(day(visit("v1", progress=DONE)), "v1 hand_over 9:10-9:20 eve b1") == ["bay_capability"]
