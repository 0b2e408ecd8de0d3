"""Rule ``skill``: who works on a step can."""

from __future__ import annotations

from optimizer.referee import violations
from tests.boards import broken, plan
from tests.shops import day, operation, shop, technician, visit

BOARD = """
v1 work/1     8:00-10:00  ann b1
v1 inspection 10:00-10:10 inspection-1
v1 hand_over  10:10-10:20 eve
"""
DONE = ("reception 7:40-7:50 eve",)


def test_vacuous_without_a_skill_asked_for() -> None:
    wiring = BOARD.replace("8:00-10:00  ann b1", "8:00-9:00 bob")
    assert broken(day(visit("v1", "WIRING", progress=DONE)), wiring) == []


def test_just_feasible() -> None:
    assert broken(day(visit("v1", "ENGINE", progress=DONE)), BOARD) == []


def test_just_infeasible() -> None:
    of = day(visit("v1", "ENGINE", progress=DONE))
    (found,) = violations(of, plan(of, BOARD.replace("ann", "bob")))
    assert (found.rule, found.message) == ("skill", "bob lacks skill engine for v1/work/1")


def test_everyone_of_a_crew_needs_it() -> None:
    two = operation("TWO", 4, "LIFT", skill="engine", crew=2)
    workshop = shop(operations=(two,), technicians=(technician("ann", "engine"), technician("bob", "brakes", "engine")))
    board = BOARD.replace("ann", "ann bob")
    assert broken(day(visit("v1", "TWO", progress=DONE), workshop=workshop), board) == []
    assert broken(day(visit("v1", "TWO", progress=DONE), workshop=shop(operations=(two,))), board) == ["skill"]
