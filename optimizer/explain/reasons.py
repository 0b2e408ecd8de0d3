"""Minimal sets of reasons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from optimizer.engine.bounds.alone import NEVER
from optimizer.engine.bounds.occupancy import Taken, assigned_spans, fixed_spans
from optimizer.engine.solution import Solution
from optimizer.explain.cause import Cause
from optimizer.explain.causes import MOVE, NOW, PARK, causes_of, occupied_by
from optimizer.explain.impossible import structural
from optimizer.explain.left_out import left_out
from optimizer.explain.matters import spans_that_matter, that_matter
from optimizer.explain.scene import Scene
from optimizer.explain.stage import Stage
from optimizer.explain.until import until_of
from optimizer.explain.words import say
from optimizer.plan import Reason
from optimizer.problem import Problem
from optimizer.problem.arrays import NO_READY, NO_TIME

Asked = Callable[[frozenset[Cause]], bool]

_PINNED = "pinned"
_DECISIONS = (_PINNED, "forbidden", "ordered")


def reasons(
    problem: Problem,
    visit: int,
    *,
    solution: Solution | None = None,
    latest_ready: datetime | None = None,
    spans: tuple[Taken, ...] | None = None,
    stage: Stage | None = None,
) -> tuple[Reason, ...]:
    """Why a visit cannot be ready by ``latest_ready`` (its promise by default; none: within the horizon).

    By a time within the horizon: a set that suffices and of which nothing can be left out. With the other causes all
    away and only these left the visit is still late, and with any one of these away too it is not. Within the horizon
    at all: what would have to change. With these away it could be planned, and with any one of them left it could not.
    A decision that would have to change is named with the decisions that it clashes with, as they could change in its
    stead, and a pin with all that it clashes with.
    What the shop does not have at all is named alone. ``solution`` None: the visit alone beside running and frozen
    steps. With a solution: beside everything else in it. Empty when nothing stands in the way. ``visit`` is an index of
    ``problem.index.visits``. ``spans``: ``spans_of`` the solution; ``stage``: of the problem; both where at hand.
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
    others = spans_that_matter(problem, visit, taken, limit)
    occupied = occupied_by(problem, visit, others, solution)
    scene = Scene(problem, visit, occupied, solution, stage or Stage(problem))
    exact = limit >= problem.arrays.num_ticks  # the question is whether there is any place at all
    causes = that_matter(problem, visit, causes_of(problem, visit, occupied), limit, scene, exact=exact)
    chosen = (_why_nowhere if exact else _why_late)(scene, causes, limit)
    if not chosen and solution is not None and not solution.planned[visit]:
        return left_out(problem, visit, scene, causes)
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


def _why_late(scene: Scene, causes: tuple[Cause, ...], limit: int) -> tuple[Cause, ...]:
    """Deletion filter: a cause stays only if the visit would be in time without it."""

    def in_time(active: frozenset[Cause]) -> bool:
        return scene.earliest_ready(active) <= limit

    left = frozenset(causes)
    if in_time(left):
        return ()
    if not in_time(frozenset()):
        return (NOW,)  # the time asked for lies before anything that can be planned
    left = _without_needless(left, causes, in_time)
    return tuple(cause for cause in causes if cause in left)


def _without_needless(left: frozenset[Cause], causes: tuple[Cause, ...], in_time: Asked) -> frozenset[Cause]:
    """Take the causes away one after the other where that changes nothing; many at once where none of them matters.

    The more causes there are the later the car: the outcome is that of single steps.
    """
    if not in_time(left.difference(causes)):
        return left.difference(causes)
    if len(causes) == 1:
        return left
    half = len(causes) // 2
    left = _without_needless(left, causes[:half], in_time)
    return _without_needless(left, causes[half:], in_time)


def _why_nowhere(scene: Scene, causes: tuple[Cause, ...], limit: int) -> tuple[Cause, ...]:
    """All that would have to change: each cause that leaves no place beside those put back before it.

    A decision among them comes with what it clashes with, a smallest set beside which it leaves no place: a pin with
    all of it, another one with the decisions in it.
    """

    def has_place(active: frozenset[Cause]) -> bool:
        return scene.earliest_ready(active) <= limit and scene.has_room(active, limit)

    if not has_place(frozenset()):
        return (NOW,)  # too little is left of the time that is planned
    kept = _put_back(frozenset(), tuple(sorted(causes, key=_changeable)), has_place)
    named = frozenset(causes) - kept
    others = tuple(cause for cause in causes if cause in kept)
    for decision in [cause for cause in causes if cause in named and cause.rule in _DECISIONS]:
        clash = _without_needless(kept | {decision}, others, has_place)
        named |= {one for one in clash if decision.rule == _PINNED or one.rule in _DECISIONS}
    return tuple(cause for cause in causes if cause in named)


def _changeable(cause: Cause) -> int:
    """What can be changed sooner is put back later, and so is named rather than a fact that nobody changes."""
    later = (MOVE.rule, PARK.rule, *_DECISIONS)
    return later.index(cause.rule) + 1 if cause.rule in later else 0


def _put_back(kept: frozenset[Cause], causes: tuple[Cause, ...], has_place: Asked) -> frozenset[Cause]:
    """Put the causes back one after the other where a place is left; many at once where one is left with all."""
    if has_place(kept.union(causes)):
        return kept.union(causes)
    if len(causes) == 1:
        return kept
    half = len(causes) // 2
    return _put_back(_put_back(kept, causes[:half], has_place), causes[half:], has_place)


def _reason(problem: Problem, visit: int, cause: Cause, scene: Scene, solution: Solution | None) -> Reason:
    until, shown = until_of(problem, visit, cause, scene, solution)
    key = "absence" if cause.rule == "working_time" and cause.subject else cause.rule
    zone = ZoneInfo(problem.day.workshop.time_zone)
    english, chinese = say(key, shown, until, problem.day.now, zone)
    return Reason(rule=cause.rule, subject=cause.subject, until=until, text_en=english, text_zh=chinese)
