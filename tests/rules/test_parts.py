"""Rule ``parts``: nothing is built in before it is there, and each piece once."""

from __future__ import annotations

import pytest

from optimizer.day import Day
from optimizer.referee import violations
from optimizer.visit import StepProgress
from optimizer.workshop import Delivery, PartNeed, PartStock
from tests.boards import broken, plan
from tests.shops import at, day, interrupted, operation, policy, shop, visit

PADS = operation("PADS", 0.5, is_diagnosis=True, parts=(PartNeed(part_number="45022", quantity=2),))


def cars(on_hand: int, *deliveries: str, grid: int = 1, progress: tuple[StepProgress, ...] = ()) -> Day:
    """Two cars that need two pieces each; deliveries of two."""
    workshop = shop(
        operations=(PADS,),
        stock=(PartStock(part_number="45022", on_hand=on_hand), PartStock(part_number="other", on_hand=9)),
        deliveries=tuple(Delivery(part_number="45022", quantity=2, eta=at(eta)) for eta in deliveries),
        policy=policy(grid_minutes=grid),
    )
    done = "reception 7:40-7:50 eve"
    return day(
        visit("v1", "PADS", progress=(done, *progress)), visit("v2", "PADS", progress=(done,)), workshop=workshop
    )


BOARD = """
v1 diagnosis/1 8:00-8:30   ann
v1 hand_over   9:00-9:10   eve
v2 diagnosis/1 9:30-10:00  ann
v2 hand_over   10:00-10:10 eve
"""


def test_vacuous_without_need() -> None:
    of = day(visit("v1", "TEST", progress=("reception 7:40-7:50 eve",)))
    assert broken(of, "v1 diagnosis/1 8:00-8:30 ann\nv1 hand_over 9:00-9:10 eve") == []


@pytest.mark.parametrize(
    ("of", "rules"),
    [
        (cars(4), []),
        (cars(3), ["parts"]),  # a piece short
        (cars(2, "9:30"), []),
        (cars(2, "9:31"), ["parts"]),  # a minute late
        (cars(0, "8:00", "9:00"), []),
        (cars(0, "7:00", "8:00"), []),
        (cars(0, "8:01", "8:01"), ["parts"]),  # v1 starts before its pieces come
        (cars(2, "9:26", grid=5), []),
        (cars(2, "9:31", grid=5), ["parts"]),  # rounded up
    ],
)
def test_just_feasible_and_just_infeasible(of: Day, rules: list[str]) -> None:
    assert broken(of, BOARD) == rules


def test_in_words() -> None:
    (found,) = violations(cars(3), plan(cars(3), BOARD))
    assert (found.visit_id, found.message) == ("v2", "4 of part 45022 taken by 2025-03-03 09:30, 3 there")


def test_at_the_same_moment() -> None:
    together = BOARD.replace("9:30-10:00  ann", "8:00-8:30 bob")
    assert broken(cars(4), together) == []
    assert broken(cars(3), together) == ["parts"]
    assert broken(cars(1), together) == ["parts"]


def test_the_last_piece_goes_to_who_starts_first_or_alone() -> None:
    assert broken(cars(2), BOARD.replace("v1", "w").replace("v2", "v1").replace("w", "v2")) == ["parts"]
    alone = "\n".join(line for line in BOARD.splitlines() if "v1" in line)
    assert broken(cars(2), alone, unplanned=("v2",)) == []


def test_an_interrupted_step_has_its_parts() -> None:
    assert broken(cars(2, progress=(interrupted("v1/diagnosis/1", "7:50"),)), BOARD) == []
    assert broken(cars(1, progress=(interrupted("v1/diagnosis/1", "7:50"),)), BOARD) == ["parts"]
