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


def left_out(problem: Problem, visit: int, scene: Scene, causes: tuple[Cause, ...]) -> tuple[Reason, ...]:
    """That planning the visit would save nothing, where that is so; nothing for one whose place was overlooked."""
    last = _worth_it_until(problem, visit)
    if last >= 0 and scene.has_room(frozenset(causes), last):
        return ()
    zone = ZoneInfo(problem.day.workshop.time_zone)
    english, chinese = say("cost", "", None, problem.day.now, zone)
    return (Reason(rule="cost", text_en=english, text_zh=chinese),)


def _worth_it_until(problem: Problem, visit: int) -> int:
    """Last tick at which a car that is ready costs less by its promise than one left out; below 0 when none does."""
    a, weights = problem.arrays, problem.day.workshop.policy.weights
    without = unplanned_cost(a, weights, visit) * weights.promise_tier

    def is_dear(tick: int) -> bool:
        return planned_cost(a, weights, visit, tick * a.tick_minutes) * weights.promise_tier >= without

    return bisect_left(range(a.num_ticks + 1), True, key=is_dear) - 1
