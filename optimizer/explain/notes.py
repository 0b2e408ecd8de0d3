"""Notes of a plan: visits left out, and promises not kept, with their reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from optimizer.engine.bounds import Unavoidable
from optimizer.engine.bounds.occupancy import Taken
from optimizer.engine.bounds.promise import ready_minute
from optimizer.engine.solution import Solution
from optimizer.explain.left_out import OVERLOOKED
from optimizer.explain.reasons import reasons, spans_of
from optimizer.explain.stage import Stage
from optimizer.plan import Reason, VisitNote
from optimizer.problem import Problem
from optimizer.problem.arrays import NO_TIME


def fixed_reasons(
    problem: Problem, known: Unavoidable, stage: Stage | None = None
) -> Iterator[tuple[int, tuple[Reason, ...]]]:
    """Visits late, or without room, even with the shop to themselves, each with its reasons: true of every plan."""
    a = problem.arrays
    horizon = problem.index.grid.instant(a.num_ticks)
    stage = Stage(problem) if stage is None else stage
    for visit in range(a.num_visits):
        if known.ready[visit] == NO_TIME:
            yield visit, reasons(problem, visit, latest_ready=horizon, stage=stage)
        elif known.ready[visit] > a.visit_due[visit]:
            yield visit, reasons(problem, visit, stage=stage)


def notes_of(
    problem: Problem,
    solution: Solution,
    known: Unavoidable,
    *,
    worked_out: Mapping[int, tuple[Reason, ...]],
    go_on: Callable[[], bool],
    stage: Stage | None = None,
) -> tuple[VisitNote, ...]:
    """A note for each visit that is unplanned or later than promised, the most urgent class and latest first.

    Codes: ``unplanned``; ``promise_impossible``, late even with the shop to itself; ``promise_at_risk``, late because
    of other work. ``worked_out``: see ``fixed_reasons``. Reasons of the others take some ten milliseconds each and are
    worked out as long as ``go_on`` says so.
    """
    late = [
        (visit, minutes)
        for visit in range(problem.arrays.num_visits)
        for minutes in [_late(problem, solution, visit)]
        if minutes > 0 or not solution.planned[visit]
    ]
    weight = problem.arrays.visit_weight
    late.sort(key=lambda row: (-int(weight[row[0]]), -row[1], row[0]))
    notes = []
    spans: tuple[Taken, ...] | None = None
    stage = Stage(problem) if stage is None else stage
    for visit, minutes in late:
        always = worked_out.get(visit, ())
        # left out although it could be planned alone: what makes it late alone is not what keeps it out
        found = always if solution.planned[visit] or known.ready[visit] == NO_TIME else ()
        if not found and go_on():
            spans = spans_of(problem, solution) if spans is None else spans
            target = _target(problem, solution, visit)
            found = reasons(problem, visit, solution=solution, latest_ready=target, spans=spans, stage=stage)
        notes.append(
            VisitNote(
                visit_id=problem.index.visits[visit].visit.visit_id,
                code=_code(problem, solution, known, visit),
                late_minutes=minutes,
                reasons=found,
            )
        )
    return tuple(notes)


def is_overlooked(problem: Problem, solution: Solution, known: Unavoidable) -> bool:
    """Whether there is a place, and one that saves something, for a visit that a solution leaves out."""
    missed = [n for n in range(problem.arrays.num_visits) if not solution.planned[n] and known.ready[n] != NO_TIME]
    if not missed:
        return False
    stage, spans = Stage(problem), spans_of(problem, solution)
    end = problem.index.grid.instant(problem.arrays.num_ticks)
    return any(
        one.rule == OVERLOOKED
        for visit in missed
        for one in reasons(problem, visit, solution=solution, latest_ready=end, spans=spans, stage=stage)
    )


def num_late(problem: Problem, solution: Solution) -> int:
    """How many visits are unplanned or later than promised."""
    visits = range(problem.arrays.num_visits)
    return sum(not solution.planned[visit] or _late(problem, solution, visit) > 0 for visit in visits)


def _target(problem: Problem, solution: Solution, visit: int) -> datetime | None:
    return None if solution.planned[visit] else problem.index.grid.instant(problem.arrays.num_ticks)


def _code(problem: Problem, solution: Solution, known: Unavoidable, visit: int) -> str:
    if not solution.planned[visit]:
        return "unplanned"
    return "promise_impossible" if known.ready[visit] > problem.arrays.visit_due[visit] else "promise_at_risk"


def _late(problem: Problem, solution: Solution, visit: int) -> int:
    a = problem.arrays
    if a.visit_due[visit] == NO_TIME:
        return 0
    if not solution.planned[visit]:
        return max(0, a.num_ticks * a.tick_minutes - int(a.visit_due[visit]))
    return max(0, ready_minute(a, solution, visit) - int(a.visit_due[visit]))


__all__ = ["fixed_reasons", "is_overlooked", "notes_of", "num_late"]
