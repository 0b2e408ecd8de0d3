"""The referee: checks a plan against docs/model.md and counts its cost again, sharing no code with the engine."""

from __future__ import annotations

from optimizer.day import Day
from optimizer.plan import Assignment, CostBreakdown, Plan
from optimizer.referee.breakdown import breakdown
from optimizer.referee.index import Index
from optimizer.referee.rules import RULES
from optimizer.referee.rules.plan import cost as told_cost
from optimizer.referee.violation import Violation

__all__ = ["Violation", "cost", "review", "violations"]


def violations(day: Day, plan: Plan) -> tuple[Violation, ...]:
    """Every broken rule of a plan, in the order of the rules in the model; empty for a valid plan.

    A nonsense plan gives violations, never an error: what cannot be read (rule ``known``) is left out of the other
    checks. Raises ``KeyError`` when the day itself uses an operation code or priority class that it does not list.
    """
    index = Index.of(day, plan)
    return tuple(violation for rule in RULES for violation in rule(index))


def review(day: Day, plan: Plan) -> tuple[CostBreakdown, tuple[Violation, ...]]:
    """What a plan costs and which rules it breaks, in one look; the cost told in the plan is not looked at.

    Raises ``KeyError`` like ``violations``.
    """
    index = Index.of(day, plan)
    found = tuple(violation for rule in RULES if rule is not told_cost for violation in rule(index))
    return breakdown(index), found


def cost(day: Day, assignments: tuple[Assignment, ...], unplanned: tuple[str, ...]) -> CostBreakdown:
    """Every cost term of docs/model.md from the plan alone, in the order of their tiers.

    A visit that lacks a step counts as unplanned, named so or not. Raises ``KeyError`` like ``violations``.
    """
    return breakdown(Index.bare(day, assignments, unplanned))
