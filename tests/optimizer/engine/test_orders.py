"""Orders of building: pursued while plans become better, then disturbed, and never for the whole budget."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from optimizer.engine.improve import Orders

EARLY, LATER, LATE = 0.1, 0.5, 0.6


@dataclass
class Builder:
    """What builds plans, all of a cost."""

    cost: int = 100
    disturbed: list[float] = field(default_factory=list)

    def disturb(self, minutes: float) -> None:
        """Note by how much."""
        self.disturbed.append(minutes)


def plans(orders: Orders, share: float, most: int) -> int:
    """Plans that are built without any becoming better, up to ``most``."""
    return next((built for built in range(most) if not orders.go_on(share)), most)


def test_an_order_is_disturbed_after_forty_plans_that_are_no_better_and_then_after_every_ten() -> None:
    builder = Builder()
    orders = Orders(builder)
    assert plans(orders, EARLY, 40) == 40
    assert builder.disturbed == []
    assert plans(orders, EARLY, 10) == 10
    assert builder.disturbed == [300.0]
    assert plans(orders, EARLY, 10) == 10
    assert builder.disturbed == [300.0, 300.0]


def test_a_better_plan_gives_the_order_forty_more() -> None:
    builder = Builder()
    orders = Orders(builder)
    plans(orders, EARLY, 40)
    builder.cost = 99
    assert plans(orders, EARLY, 40) == 40
    assert builder.disturbed == []


@pytest.mark.parametrize(("share", "built"), [(EARLY, 100), (0.2, 40), (LATER, 40), (LATE, 0)])
def test_most_of_the_budget_is_left_to_the_search(share: float, built: int) -> None:
    """Undisturbed up to 0.6 of it, disturbed up to 0.2; who ends does not disturb."""
    builder = Builder()
    assert plans(Orders(builder), share, 100) == built
    assert bool(builder.disturbed) == (share == EARLY)
