"""Visits for which there is room, and which the policy leaves out all the same."""

from __future__ import annotations

from bisect import bisect_left
from zoneinfo import ZoneInfo

from optimizer.engine.bounds.promise import planned_cost, unplanned_cost
from optimizer.explain.cause import Cause
from optimizer.explain.scene import Scene
from optimizer.explain.words import say
from optimizer.plan import Reason
from optimizer.problem import Problem

OVERLOOKED = "overlooked"


def left_out(problem: Problem, visit: int, scene: Scene, causes: tuple[Cause, ...]) -> tuple[Reason, ...]:
    """That planning the visit would save nothing, or, where it would, that the search has overlooked its place."""
    last = _worth_it_until(problem, visit)
    rule = OVERLOOKED if last >= 0 and scene.has_room(frozenset(causes), last) else "cost"
    zone = ZoneInfo(problem.day.workshop.time_zone)
    english, chinese = say(rule, "", None, problem.day.now, zone)
    return (Reason(rule=rule, text_en=english, text_zh=chinese),)


def _worth_it_until(problem: Problem, visit: int) -> int:
    """Last tick at which a car that is ready costs less by its promise than one left out; below 0 when none does."""
    a, weights = problem.arrays, problem.day.workshop.policy.weights
    without = unplanned_cost(a, weights, visit) * weights.promise_tier

    def is_dear(tick: int) -> bool:
        return planned_cost(a, weights, visit, tick * a.tick_minutes) * weights.promise_tier >= without

    return bisect_left(range(a.num_ticks + 1), True, key=is_dear) - 1
