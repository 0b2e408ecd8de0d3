"""Which causes can matter at all: the others need not be taken away to know that nothing changes without them."""

from __future__ import annotations

from optimizer.engine.bounds.occupancy import Taken
from optimizer.explain.cause import Cause
from optimizer.explain.causes import HAND_OVER, MOVE, PARK
from optimizer.explain.scene import Scene
from optimizer.problem import Problem
from optimizer.problem.arrays import NO_READY, NONE


def spans_that_matter(problem: Problem, visit: int, spans: tuple[Taken, ...], limit: int) -> tuple[Taken, ...]:
    """Spans of others that may keep a step from ending by tick ``limit``, distances of arrivals included."""
    a = problem.arrays
    if a.visit_ready[visit] != NO_READY:
        return tuple(one for one in spans if one.visit != visit)
    last = limit + a.spacing_ticks
    return tuple(one for one in spans if one.start < last and one.visit != visit)


def that_matter(
    problem: Problem, visit: int, causes: tuple[Cause, ...], limit: int, scene: Scene, *, exact: bool
) -> tuple[Cause, ...]:
    """The causes without which the car might be ready by tick ``limit``, or be planned (``exact``)."""
    index, a = problem.index, problem.arrays
    over = a.visit_ready[visit] != NO_READY  # what is left to ask is whether the hand-over has room

    def begins_later(cause: Cause) -> bool:
        if cause.rule == "working_time" and cause.subject:
            spans = index.technicians[index.technician_of[cause.subject]].absences
        elif cause.rule == "bay_outage":
            spans = index.bays[index.bay_of[cause.subject]].outages
        else:
            return False
        return not over and all(start >= limit for start, _ in index.grid.outer(spans))

    def matters(cause: Cause) -> bool:
        if cause == PARK:
            return exact
        if cause == HAND_OVER:
            return exact or over
        if cause == MOVE:
            return _may_be_moved(problem, visit)
        if cause.rule == "parts":
            return scene.is_short(cause)
        return not begins_later(cause)

    return tuple(cause for cause in causes if matters(cause))


def _may_be_moved(problem: Problem, visit: int) -> bool:
    a = problem.arrays
    mine = a.step_bay_or_sublet[int(a.visit_first[visit]) : int(a.visit_first[visit + 1])]
    return bool(a.visit_bay[visit] != NONE and mine[0]) or bool((mine[1:] & mine[:-1]).any())
