"""Rule ``crew``: as many different technicians as the operation asks for."""

from __future__ import annotations

import pytest

from optimizer.referee import violations
from tests.boards import broken, plan
from tests.shops import day, visit

DONE = ("reception 7:40-7:50 eve",)


def board(who: str, end: str) -> str:
    return f"""
    v1 work/1     8:00-{end}  {who} b1
    v1 inspection 9:10-9:20   inspection-1
    v1 hand_over  10:00-10:10 eve
    """


def test_vacuous_for_steps_without_technicians() -> None:
    assert broken(day(visit("v1")), "v1 reception 8:00-8:10 eve\nv1 hand_over 8:10-8:20 eve") == []


@pytest.mark.parametrize(("code", "who", "end"), [("OIL", "bob", "9:00"), ("EXPRESS", "bob ann", "8:30")])
def test_just_feasible(code: str, who: str, end: str) -> None:
    assert broken(day(visit("v1", code, progress=DONE)), board(who, end)) == []


@pytest.mark.parametrize(
    ("code", "who", "end"),
    [
        ("OIL", "ann bob", "8:30"),  # one too many
        ("EXPRESS", "ann", "9:00"),  # one missing
        ("EXPRESS", "ann ann", "8:30"),  # the same one twice
        ("OIL", "", "9:00"),
    ],
)
def test_just_infeasible(code: str, who: str, end: str) -> None:
    assert broken(day(visit("v1", code, progress=DONE)), board(who, end)) == ["crew"]


def test_in_words() -> None:
    of = day(visit("v1", "EXPRESS", progress=DONE))
    (found,) = violations(of, plan(of, board("ann", "9:00")))
    assert found.message == "v1/work/1 needs 2 technicians, has ann"
    (found,) = violations(of, plan(of, board("", "9:00")))
    assert found.message == "v1/work/1 needs 2 technicians, has nobody"


def test_reception_needs_no_technician() -> None:
    board = "v1 reception 8:00-8:10 eve ann\nv1 hand_over 8:10-8:20 eve"
    assert broken(day(visit("v1")), board) == ["crew"]
