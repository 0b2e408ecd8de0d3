"""Settings outside their range."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from optimizer.day import Day
from optimizer.faults.finding import Finding, pointer
from optimizer.policy import Weights

# Costs are summed in 64-bit integers; a factor of 100 is left for the terms below the promise.
MAX_PROMISE_COST = 2**63 // 100
MINUTES_LATE = 120 * 24 * 60

COUNTS = (
    "reception_minutes",
    "inspection_minutes",
    "wash_minutes",
    "hand_over_minutes",
    "arrival_spacing_minutes",
    "bay_move_minutes",
    "car_park_places",
    "frozen_window_minutes",
    "near_window_minutes",
    "grace_minutes",
    "call_tolerance_minutes",
    "promise_slack_minutes",
    "first_confirmation_days",
    "second_confirmation_days",
)


def negative_weight(day: Day) -> Iterator[Finding]:
    """A weight below 0."""
    policy = day.workshop.policy
    weights: list[tuple[str, int]] = [
        (pointer("workshop", "policy", "weights", field.name), getattr(policy.weights, field.name))
        for field in fields(Weights)
    ]
    weights += [(pointer("workshop", "policy", "classes", i, "weight"), r.weight) for i, r in enumerate(policy.classes)]
    for place, weight in weights:
        if weight < 0:
            yield Finding(place, f"the weight is {weight}", "give 0 (does not count) or more")


def weights_too_large(day: Day) -> Iterator[Finding]:
    """Weights with which the cost of the day no longer fits into 64-bit integers."""
    policy = day.workshop.policy
    weights = policy.weights
    by_class = {rule.priority_class: rule.weight for rule in policy.classes}
    class_weight = sum(by_class.get(visit.priority_class, 0) for visit in day.visits)
    per_visit = weights.tardiness * MINUTES_LATE + weights.unfinished_today + weights.unplanned
    if weights.promise_tier * class_weight * per_visit > MAX_PROMISE_COST:
        yield Finding(
            pointer("workshop", "policy", "weights"),
            "the cost of leaving every visit out would not fit into 64 bits",
            "divide promise_tier, disturbance_tier and level_tier, or the weights of the classes, by a common factor",
        )


def negative_setting(day: Day) -> Iterator[Finding]:
    """A number of minutes or places below 0."""
    for name in COUNTS:
        value: int = getattr(day.workshop.policy, name)
        if value < 0:
            yield Finding(pointer("workshop", "policy", name), f"{name} is {value}", "give 0 or more")


def share_out_of_range(day: Day) -> Iterator[Finding]:
    """A share outside 0 to 1, or a productivity that is not above 0."""
    policy = day.workshop.policy
    for name, share in (("reserve_share", policy.reserve_share), ("booking_rate", policy.booking_rate)):
        if not 0 <= share <= 1:
            yield Finding(
                pointer("workshop", "policy", name),
                f"{name} is {share}",
                "give a share from 0 to 1, such as 0.2 for 20 per cent",
            )
    if not policy.productivity > 0:
        yield Finding(
            pointer("workshop", "policy", "productivity"),
            f"productivity is {policy.productivity}",
            "give time worked ÷ time available, above 0",
        )


def grid_not_dividing_half_hour(day: Day) -> Iterator[Finding]:
    """A time grid that does not divide 30 minutes."""
    grid = day.workshop.policy.grid_minutes
    if grid < 1 or 30 % grid:
        yield Finding(
            pointer("workshop", "policy", "grid_minutes"),
            f"a grid of {grid} minutes does not divide a half-hour",
            "give 1, 2, 3, 5, 6, 10, 15 or 30",
        )


def horizon_too_short(day: Day) -> Iterator[Finding]:
    """Fewer than one open date to plan."""
    if day.workshop.policy.horizon_days < 1:
        yield Finding(
            pointer("workshop", "policy", "horizon_days"),
            f"horizon_days is {day.workshop.policy.horizon_days}",
            "give the number of open dates planned, 1 or more",
        )


def promise_grid_too_small(day: Day) -> Iterator[Finding]:
    """Promises rounded up to less than a minute."""
    grid = day.workshop.policy.promise_grid_minutes
    if grid < 1:
        yield Finding(
            pointer("workshop", "policy", "promise_grid_minutes"),
            f"promises are rounded up to {grid} minutes",
            "give 1 or more, such as 15 for quarters of an hour",
        )


def duplicate_class(day: Day) -> Iterator[Finding]:
    """A priority class twice in the policy."""
    first: dict[str, int] = {}
    for i, rule in enumerate(day.workshop.policy.classes):
        name = rule.priority_class.value
        if name in first:
            yield Finding(
                pointer("workshop", "policy", "classes", i, "priority_class"),
                f"class {name} is already at {pointer('workshop', 'policy', 'classes', first[name])}",
                "keep one of the two",
            )
        first.setdefault(name, i)


def class_not_in_policy(day: Day) -> Iterator[Finding]:
    """A visit of a priority class that the policy does not list."""
    listed = {rule.priority_class for rule in day.workshop.policy.classes}
    for i, visit in enumerate(day.visits):
        if visit.priority_class not in listed:
            yield Finding(
                pointer("visits", i, "priority_class"),
                f"the policy gives class {visit.priority_class.value} of visit {visit.visit_id} no weight",
                "add the class to workshop.policy.classes, or give the visit one that is listed",
            )
