"""Notes of a plan: visits left out, and promises not kept, with their reasons."""

from __future__ import annotations

from optimizer.engine.bounds import Unavoidable, unavoidable
from optimizer.engine.bounds.promise import ready_minute
from optimizer.engine.solution import Solution
from optimizer.explain.reasons import reasons
from optimizer.plan import VisitNote
from optimizer.problem import Problem
from optimizer.problem.arrays import NO_TIME


def notes_of(
    problem: Problem, solution: Solution, *, known: Unavoidable | None = None, limit: int | None = None
) -> tuple[VisitNote, ...]:
    """A note for each visit that is unplanned or later than promised, the most urgent class and latest first.

    Codes: ``unplanned``; ``promise_impossible``, late even with the shop to itself; ``promise_at_risk``, late because
    of other work. Reasons are worked out for the first ``limit`` notes (None: all); a set of reasons takes some ten
    milliseconds.
    """
    known = unavoidable(problem) if known is None else known
    late = [
        (visit, minutes)
        for visit in range(problem.arrays.num_visits)
        for minutes in [_late(problem, solution, visit)]
        if minutes > 0 or not solution.planned[visit]
    ]
    weight = problem.arrays.visit_weight
    late.sort(key=lambda row: (-int(weight[row[0]]), -row[1], row[0]))
    return tuple(
        _note(problem, solution, known, visit, minutes, with_reasons=limit is None or n < limit)
        for n, (visit, minutes) in enumerate(late)
    )


def _late(problem: Problem, solution: Solution, visit: int) -> int:
    a = problem.arrays
    if a.visit_due[visit] == NO_TIME:
        return 0
    if not solution.planned[visit]:
        return max(0, a.num_ticks * a.tick_minutes - int(a.visit_due[visit]))
    return max(0, ready_minute(a, solution, visit) - int(a.visit_due[visit]))


def _note(
    problem: Problem, solution: Solution, known: Unavoidable, visit: int, minutes: int, *, with_reasons: bool
) -> VisitNote:
    a = problem.arrays
    alone = int(known.ready[visit]) > int(a.visit_due[visit]) or known.ready[visit] == NO_TIME
    planned = bool(solution.planned[visit])
    code = "unplanned" if not planned else "promise_impossible" if alone else "promise_at_risk"
    beside = None if (alone and planned) or known.ready[visit] == NO_TIME else solution
    horizon = problem.index.grid.instant(a.num_ticks)
    target = horizon if not planned else None
    found = reasons(problem, visit, solution=beside, latest_ready=target) if with_reasons else ()
    return VisitNote(
        visit_id=problem.index.visits[visit].visit.visit_id,
        code=code,
        late_minutes=minutes,
        reasons=found,
    )


__all__ = ["notes_of"]
