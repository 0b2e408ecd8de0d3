"""From a solution back to trade words."""

from __future__ import annotations

from optimizer.engine.solution import Solution
from optimizer.plan import Assignment
from optimizer.problem import Problem
from optimizer.problem.durations import exact_ticks
from optimizer.visit import Step, StepProgress, StepStatus


def assignments_of(problem: Problem, solution: Solution) -> tuple[Assignment, ...]:
    """The assignments of a solution, in order of start; running steps keep the start they really had."""
    placed = (
        _assignment(problem, solution, n, step) for n, step in enumerate(problem.index.steps) if solution.start[n] >= 0
    )
    return tuple(sorted(placed, key=lambda one: (one.start, one.step_id)))


def unplanned_of(problem: Problem, solution: Solution) -> tuple[str, ...]:
    """Ids of the visits left out."""
    return tuple(
        one.visit.visit_id for one, planned in zip(problem.index.visits, solution.planned, strict=True) if not planned
    )


def rounding_error(problem: Problem, solution: Solution) -> float:
    """Planned ÷ exact working time of all technicians over open diagnosis and work steps, minus one."""
    index, arrays = problem.index, problem.arrays
    planned = exact = 0.0
    for n, step in enumerate(index.steps):
        crew = [int(one) for one in (solution.first[n], solution.second[n]) if one >= 0]
        if solution.start[n] < 0 or not crew or arrays.step_running[n]:
            continue
        wanted = exact_ticks(index, step, crew)
        exact += wanted * len(crew)
        planned += max(1, int(wanted + 0.5)) * len(crew)
    return planned / exact - 1.0 if exact else 0.0


def _assignment(problem: Problem, solution: Solution, n: int, step: Step) -> Assignment:
    index = problem.index
    progress = index.visit_of[step.visit_id].progress.get(step.step_id)
    running = _running(progress)
    place = int(solution.place[n]) - len(index.technicians)
    bay = index.bays[place].bay_id if 0 <= place < len(index.bays) else None
    unit = index.units[place - len(index.bays)].unit_id if place >= len(index.bays) else None
    crew = (solution.first[n], solution.second[n])
    return Assignment(
        step_id=step.step_id,
        visit_id=step.visit_id,
        kind=step.kind,
        start=index.grid.instant(int(solution.start[n])) if running is None else running.started_at,
        end=index.grid.instant(int(solution.end[n])),
        technician_ids=tuple(index.technicians[one].technician_id for one in crew if one >= 0),
        bay_id=bay,
        unit_id=unit,
        keeps_bay=bool(solution.keep[n]),
        pinned=bool(problem.arrays.step_fixed[n]),
        overtime=bool(solution.extended[n]) and running is None,
    )


def _running(progress: StepProgress | None) -> StepProgress | None:
    return progress if progress is not None and progress.status is StepStatus.RUNNING else None
