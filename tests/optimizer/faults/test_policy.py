"""Settings outside their range."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from optimizer.faults.policy import COUNTS
from optimizer.policy import DEFAULT_CLASSES, ClassRule, Policy, PriorityClass, Weights
from tests.optimizer.faults.cases import Case, check, found
from tests.shops import day, policy, shop, visit

VIP = ClassRule(priority_class=PriorityClass.VIC, weight=1)
REST = ClassRule(priority_class=PriorityClass.REST, weight=1)


def _below_nothing(name: str) -> Policy:
    changes = {name: -1}
    return replace(policy(), **changes)  # type: ignore[arg-type]  # a setting that is a whole number


CASES = [
    Case(
        "weights below nothing",
        "negative_weight",
        day(
            workshop=shop(
                policy=policy(weights=Weights(tardiness=-1, level_tier=-100), classes=(replace(REST, weight=-1),))
            )
        ),
        (
            "/workshop/policy/classes/0/weight",
            "/workshop/policy/weights/level_tier",
            "/workshop/policy/weights/tardiness",
        ),
    ),
    Case(
        "a cost that no 64-bit integer holds",
        "weights_too_large",
        day(visit("v1"), workshop=shop(policy=policy(weights=Weights(promise_tier=10**12)))),
        ("/workshop/policy/weights",),
    ),
    Case(
        "a share in per cent",
        "share_out_of_range",
        day(workshop=shop(policy=replace(policy(), reserve_share=20.0, booking_rate=-0.1, productivity=0.0))),
        ("/workshop/policy/booking_rate", "/workshop/policy/productivity", "/workshop/policy/reserve_share"),
    ),
    Case(
        "no date planned",
        "horizon_too_short",
        day(workshop=shop(policy=policy(horizon_days=0))),
        ("/workshop/policy/horizon_days",),
    ),
    Case(
        "promises rounded to nothing",
        "promise_grid_too_small",
        day(workshop=shop(policy=replace(policy(), promise_grid_minutes=0))),
        ("/workshop/policy/promise_grid_minutes",),
    ),
    Case(
        "a class twice",
        "duplicate_class",
        day(workshop=shop(policy=policy(classes=(VIP, REST, VIP)))),
        ("/workshop/policy/classes/2/priority_class",),
    ),
    Case(
        "a visit of a class without weight",
        "class_not_in_policy",
        day(visit("v1"), visit("v2", priority=PriorityClass.COMPLAINT), workshop=shop(policy=policy(classes=(REST,)))),
        ("/visits/1/priority_class",),
    ),
    *(
        Case(
            f"grid of {minutes}",
            "grid_not_dividing_half_hour",
            day(workshop=shop(policy=policy(grid_minutes=minutes))),
            ("/workshop/policy/grid_minutes",),
        )
        for minutes in (0, -5, 4, 7, 60)
    ),
    *(
        Case(
            f"{name} below nothing",
            "negative_setting",
            day(workshop=shop(policy=_below_nothing(name))),
            (f"/workshop/policy/{name}",),
        )
        for name in COUNTS
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_fault(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("minutes", [1, 2, 3, 5, 6, 10, 15, 30])
def test_grids_that_divide_a_half_hour(minutes: int) -> None:
    assert found(day(workshop=shop(policy=policy(grid_minutes=minutes)))) == []


def test_default_weights_hold_a_house_full_of_the_first_class() -> None:
    cars = [visit(f"v{n}", priority=PriorityClass.SAFETY_COMEBACK) for n in range(200)]
    assert found(day(*cars)) == []


def test_weights_of_nothing_are_weights() -> None:
    nothing = Weights(**{field.name: 0 for field in fields(Weights)})
    classes = tuple(replace(rule, weight=0) for rule in DEFAULT_CLASSES)
    assert found(day(visit("v1"), workshop=shop(policy=policy(weights=nothing, classes=classes)))) == []
