"""Rule ``station_overlap``: an advisor, an inspector, a wash place does one step at a time, and its own kind only."""

from __future__ import annotations

import pytest

from optimizer.referee import violations
from tests.boards import broken, plan
from tests.shops import day, running, shop, station, visit

WASHED = ("reception 7:30-7:40 eve",)


def washes(second: str, count: int = 1) -> list[str]:
    workshop = shop(stations=(station("inspection"), station("wash", count)))
    of = day(visit("v1", wash=True, progress=WASHED), visit("v2", wash=True, progress=WASHED), workshop=workshop)
    board = f"""
    v1 wash      8:00-8:20 wash-1
    v1 hand_over 8:20-8:30 eve
    v2 wash      {second}
    v2 hand_over 9:20-9:30 eve
    """
    return broken(of, board)


def test_vacuous_at_two_places() -> None:
    assert washes("8:00-8:20 wash-2", count=2) == []


def test_just_feasible() -> None:
    assert washes("8:20-8:40 wash-1") == []


def test_just_infeasible() -> None:
    assert washes("8:19-8:39 wash-1") == ["station_overlap"]


@pytest.mark.parametrize(("second", "rules"), [("9:10-9:20 eve", []), ("9:09-9:19 eve", ["station_overlap"])])
def test_an_advisor_does_one_thing_at_a_time(second: str, rules: list[str]) -> None:
    of = day(visit("v1", progress=WASHED), visit("v2"))
    board = f"v1 hand_over 9:00-9:10 eve\nv2 reception {second}\nv2 hand_over 10:00-10:10 fay"
    assert broken(of, board) == rules


@pytest.mark.parametrize(
    ("there", "here", "message"),
    [
        ("inspection-1", "wash-1", "v1/inspection needs inspection, has wash-1"),
        ("inspection-1", "", "v1/inspection needs inspection, has nobody"),
        ("inspection-1", "eve", "v1/inspection needs inspection, has eve"),
        ("8:10 eve", "8:10 wash-1", "v1/reception needs an advisor, has wash-1"),
        ("9:10 ann", "9:10 ann fay", "v1/work/1 needs no advisor or station, has fay"),
    ],
)
def test_each_unit_its_own_kind(there: str, here: str, message: str) -> None:
    of = day(visit("v1", "WIRING"))
    board = """
    v1 reception  8:00-8:10 eve
    v1 work/1     8:10-9:10 ann
    v1 inspection 9:10-9:20 inspection-1
    v1 hand_over  9:20-9:30 eve
    """
    assert broken(of, board) == []
    (found,) = violations(of, plan(of, board.replace(there, here)))
    assert (found.rule, found.message) == ("station_overlap", message)


def test_the_named_advisor_receives_but_anyone_hands_over() -> None:
    of = day(visit("v1", advisor_id="eve"))
    board = "v1 reception 8:00-8:10 eve\nv1 hand_over 8:10-8:20 fay"
    assert broken(of, board) == []
    assert broken(of, board.replace("8:10 eve", "8:10 fay")) == ["station_overlap"]


@pytest.mark.parametrize(("second", "rules"), [("8:06-8:16 eve", []), ("8:05-8:15 eve", ["station_overlap"])])
def test_after_a_running_reception(second: str, rules: list[str]) -> None:
    of = day(visit("v1", advisor_id="fay", progress=(running("v1/reception", "7:55", 6, unit_id="eve"),)), visit("v2"))
    board = f"""
    v1 reception 7:55-8:06   eve
    v1 hand_over 9:00-9:10   eve
    v2 reception {second}
    v2 hand_over 10:00-10:10 eve
    """
    assert broken(of, board) == rules
