"""Rule ``interruption``: an interrupted step waits for what it was interrupted for."""

from __future__ import annotations

from tests.boards import broken
from tests.shops import day, interrupted, policy, shop, visit

BOARD = "v1 diagnosis/1 9:30-10:00 ann\nv1 hand_over 10:00-10:10 eve"


def rules(resume_at: str, grid: int = 1) -> list[str]:
    step = interrupted("v1/diagnosis/1", "8:20", resume_at=resume_at)
    of = day(
        visit("v1", "TEST", progress=("reception 8:00-8:10 eve", step)),
        now="9:00",
        workshop=shop(policy=policy(grid_minutes=grid)),
    )
    return broken(of, BOARD)


def test_vacuous_without_a_time() -> None:
    assert rules("") == []


def test_just_feasible() -> None:
    assert rules("9:30") == []


def test_just_infeasible() -> None:
    assert rules("9:31") == ["interruption"]
    assert rules("11:00") == ["interruption"]


def test_rounded_up_to_the_grid() -> None:
    assert rules("9:26", grid=5) == []
    assert rules("9:31", grid=5) == ["interruption"]
