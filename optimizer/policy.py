"""The policy: priorities, limits and weights that a person reads and changes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PriorityClass(StrEnum):
    """Priority classes of a visit (domain: safety comeback first, the rest in booking order)."""

    SAFETY_COMEBACK = "safety_comeback"
    COMPLAINT = "complaint"
    VIC = "vic"
    WAITING = "waiting"
    CLASS_A = "class_a"
    CLASS_B = "class_b"
    CLASS_C = "class_c"
    REST = "rest"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRule:
    """What a priority class is worth: ``weight`` per late minute, and whether it may open the reserve."""

    priority_class: PriorityClass
    weight: int
    opens_reserve: bool = False


DEFAULT_CLASSES: tuple[ClassRule, ...] = (
    ClassRule(priority_class=PriorityClass.SAFETY_COMEBACK, weight=64, opens_reserve=True),
    ClassRule(priority_class=PriorityClass.COMPLAINT, weight=32, opens_reserve=True),
    ClassRule(priority_class=PriorityClass.VIC, weight=16, opens_reserve=True),
    ClassRule(priority_class=PriorityClass.WAITING, weight=8),
    ClassRule(priority_class=PriorityClass.CLASS_A, weight=4),
    ClassRule(priority_class=PriorityClass.CLASS_B, weight=3),
    ClassRule(priority_class=PriorityClass.CLASS_C, weight=2),
    ClassRule(priority_class=PriorityClass.REST, weight=1),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Weights of the cost terms and the factors between the four tiers, all non-negative integers.

    A tier factor multiplies every term of its tier, so that a unit of a higher tier outweighs what a
    planner could gain in the tiers below: the order is lexicographic in effect.
    """

    promise_tier: int = 1_000_000
    disturbance_tier: int = 10_000
    level_tier: int = 100
    efficiency_tier: int = 1

    tardiness: int = 1  # per class-weighted minute
    unfinished_today: int = 240  # class-weighted minutes for each visit promised that day and not ready
    unplanned: int = 2880  # class-weighted minutes for each visit left out of the plan

    customers_to_call: int = 60  # per customer
    promises_moved: int = 1  # per minute
    technicians_changed: int = 5  # per step
    starts_changed: int = 10  # per step

    technician_load: int = 4  # per load minute
    half_hour_load: int = 1
    reception_load: int = 1
    desk_wait: int = 2  # per minute
    bay_load: int = 1
    day_load: int = 1
    reserve: int = 1  # per minute

    overtime: int = 2  # per minute
    bay_moves: int = 15  # per move
    idle_bay: int = 1  # per minute


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Settings of one workshop. Minutes are whole; shares are 0..1."""

    classes: tuple[ClassRule, ...] = DEFAULT_CLASSES
    weights: Weights = Weights()
    grid_minutes: int = 1
    horizon_days: int = 3
    reception_minutes: int = 12
    inspection_minutes: int = 10
    wash_minutes: int = 20
    hand_over_minutes: int = 10
    arrival_spacing_minutes: int = 15
    bay_move_minutes: int = 10
    car_park_places: int = 12
    reserve_share: float = 0.2
    booking_rate: float = 0.8
    productivity: float = 1.0
    frozen_window_minutes: int = 30
    near_window_minutes: int = 120
    grace_minutes: int = 15
    call_tolerance_minutes: int = 5
    promise_slack_minutes: int = 15
    promise_grid_minutes: int = 15
    first_confirmation_days: int = 3  # open dates before the arrival
    second_confirmation_days: int = 1
    overtime_allowed: bool = False

    def rule_of(self, priority_class: PriorityClass) -> ClassRule:
        """The rule of a class. Raises ``KeyError`` when the policy does not list it."""
        for rule in self.classes:
            if rule.priority_class is priority_class:
                return rule
        raise KeyError(f"policy lists no class {priority_class.value}")
