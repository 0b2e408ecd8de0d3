"""Minimal sets of reasons."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from optimizer.engine.bounds.alone import NEVER
from optimizer.engine.bounds.occupancy import Taken, assigned_spans, fixed_spans
from optimizer.engine.solution import Solution
from optimizer.explain.cause import Cause
from optimizer.explain.causes import NOW, causes_of, occupied_by
from optimizer.explain.impossible import structural
from optimizer.explain.scene import Scene
from optimizer.explain.until import until_of
from optimizer.explain.words import say
from optimizer.plan import Reason
from optimizer.problem import Problem
from optimizer.problem.arrays import NO_READY, NO_TIME


def reasons(
    problem: Problem,
    visit: int,
    *,
    solution: Solution | None = None,
    latest_ready: datetime | None = None,
    spans: tuple[Taken, ...] | None = None,
) -> tuple[Reason, ...]:
    """Why a visit cannot be ready by ``latest_ready`` (its promise by default; none: within the horizon).

    A set that suffices and of which nothing can be left out: with the other causes all away and only these left the
    visit is still late (or cannot be planned), and with any one of these away too it is not. ``solution`` None: the
    visit alone beside running and frozen steps. With a solution: beside everything else in it. Empty when nothing
    stands in the way. ``visit`` is an index of ``problem.index.visits``. ``spans``: ``spans_of`` the solution, when
    they are at hand.
    """
    impossible = structural(problem, visit)
    if impossible is not None:
        return (impossible,)
    limit = _limit(problem, visit, latest_ready)
    ready = int(problem.arrays.visit_ready[visit])
    if ready != NO_READY:
        if ready > limit * problem.arrays.tick_minutes:
            return (_was_ready(problem, ready),)
        limit = NEVER - 1  # what is left to ask is whether the hand-over has room
    taken = spans_of(problem, solution) if spans is None else spans
    others = tuple(one for one in taken if one.visit != visit)
    occupied = occupied_by(problem, visit, others, solution)
    scene = Scene(problem, visit, occupied, solution)
    chosen = _minimal(scene, causes_of(problem, visit, occupied), limit)
    return tuple(_reason(problem, visit, cause, scene, solution) for cause in chosen)


def _was_ready(problem: Problem, minute: int) -> Reason:
    """All before the hand-over is finished: when that was is a fact."""
    at = problem.index.grid.start + timedelta(minutes=minute)
    zone = ZoneInfo(problem.day.workshop.time_zone)
    english, chinese = say("ready", "", at, problem.day.now, zone)
    return Reason(rule="started", until=at, text_en=english, text_zh=chinese)


def spans_of(problem: Problem, solution: Solution | None) -> tuple[Taken, ...]:
    """What a solution occupies, or, without one, what running and frozen steps do."""
    a = problem.arrays
    return tuple(fixed_spans(a) if solution is None else assigned_spans(a, solution))


def _limit(problem: Problem, visit: int, latest_ready: datetime | None) -> int:
    """Last tick at which the car may be ready."""
    a = problem.arrays
    if latest_ready is not None:
        return problem.index.grid.down(latest_ready)
    due = int(a.visit_due[visit])
    return NEVER - 1 if due == NO_TIME else due // a.tick_minutes


def _minimal(scene: Scene, causes: tuple[Cause, ...], limit: int) -> tuple[Cause, ...]:
    """Deletion filter: a cause stays only if the visit would be in time without it."""
    left = frozenset(causes)
    if scene.earliest_ready(left) <= limit:
        return ()
    if scene.earliest_ready(frozenset()) > limit:
        return (NOW,)  # the time asked for lies before anything that can be planned
    for cause in causes:
        without = left - {cause}
        if scene.earliest_ready(without) > limit:
            left = without
    return tuple(cause for cause in causes if cause in left)


def _reason(problem: Problem, visit: int, cause: Cause, scene: Scene, solution: Solution | None) -> Reason:
    until, shown = until_of(problem, visit, cause, scene, solution)
    key = "absence" if cause.rule == "working_time" and cause.subject else cause.rule
    zone = ZoneInfo(problem.day.workshop.time_zone)
    english, chinese = say(key, shown, until, problem.day.now, zone)
    return Reason(rule=cause.rule, subject=cause.subject, until=until, text_en=english, text_zh=chinese)
