"""What a plan does with the room that promises leave: it levels."""

from __future__ import annotations

import pytest

from optimizer.policy import PriorityClass
from tests.planned import RECEIVED, late, planned, where
from tests.shops import OPERATIONS, day, policy, shop, technician, visit

ONE_DAY = policy(horizon_days=1)


def test_two_equal_technicians_share_the_work_evenly() -> None:
    cars = (visit(f"v{n}", "WIRING", progress=RECEIVED) for n in range(1, 5))
    plan = planned(day(*cars, workshop=shop(policy=ONE_DAY)))
    who = sorted(where(plan, f"v{n}/work/1") for n in range(1, 5))
    assert who == ["ann", "ann", "bob", "bob"]
    assert plan.cost.amount("technician_load") == 2 * (120**2 // 480)


def test_work_is_spread_over_the_day_when_promises_leave_room() -> None:
    """Two jobs at once would load their half-hours twice: 60² // 60 each, against 30² // 60 one after the other."""
    cars = tuple(visit(f"v{n}", "WIRING", progress=RECEIVED, promised="16:00") for n in (1, 2))
    plan = planned(day(*cars, workshop=shop(policy=ONE_DAY)))
    assert late(plan) == 0
    assert plan.cost.amount("half_hour_load") <= 4 * (30**2 // 60)


def test_promises_come_before_level_half_hours() -> None:
    cars = tuple(
        visit(f"v{n}", "WIRING", progress=RECEIVED, promised=promised) for n, promised in ((1, "9:10"), (2, "9:20"))
    )
    plan = planned(day(*cars, workshop=shop(policy=ONE_DAY)))
    assert late(plan) == 0
    assert plan.cost.amount("half_hour_load") > 4 * (30**2 // 60)


@pytest.mark.parametrize(
    ("jobs", "booked", "priority", "reserve"),
    [
        (6, True, PriorityClass.REST, 0),  # 360 of 384 bookable minutes
        (7, True, PriorityClass.REST, 36),
        (7, False, PriorityClass.REST, 0),  # walk-ins
        (7, True, PriorityClass.VIC, 0),  # a class that opens the reserve
    ],
)
def test_a_fifth_of_the_day_is_kept_in_reserve(jobs: int, booked: bool, priority: PriorityClass, reserve: int) -> None:
    alone = tuple(one for one in OPERATIONS if one.crew == 1)
    workshop = shop(technicians=(technician("ann", "engine"),), operations=alone, policy=ONE_DAY)
    cars = (visit(f"v{n}", "WIRING", progress=RECEIVED, booked=booked, priority=priority) for n in range(jobs))
    assert planned(day(*cars, workshop=workshop)).cost.amount("reserve") == reserve


def test_what_is_not_promised_leaves_the_reserve_alone() -> None:
    """With another day the seventh job goes there."""
    alone = tuple(one for one in OPERATIONS if one.crew == 1)
    workshop = shop(technicians=(technician("ann", "engine"),), operations=alone)
    cars = (visit(f"v{n}", "WIRING", progress=RECEIVED) for n in range(7))
    assert planned(day(*cars, workshop=workshop)).cost.amount("reserve") == 0
