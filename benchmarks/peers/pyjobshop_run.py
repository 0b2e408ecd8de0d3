"""PyJobShop on one problem: cold, or started from a plan of ours."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

from pyjobshop import ScheduledTask, Solution, SolveStatus, solve

from benchmarks.peers.pyjobshop_model import Translated
from optimizer.engine.solution import Solution as Placement
from optimizer.problem import Arrays
from optimizer.problem.arrays import NO_READY, NO_TIME, NONE, Needs


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Weighted tardiness in class-weighted minutes (None: no plan), status and seconds of the solver."""

    tardiness: int | None
    status: str
    seconds: float


def solve_with_pyjobshop(
    translated: Translated, arrays: Arrays, *, limit_s: float, threads: int, start: Placement | None = None
) -> Answer:
    """Solve within ``limit_s`` of the solver's own time: building the model is not counted, in its favour."""
    hint = None if start is None else as_solution(translated, arrays, start)
    began = time.perf_counter()
    # With probing it does not leave presolve in ten seconds from 60 cars on.
    result = solve(
        translated.data, time_limit=limit_s, num_workers=threads, initial_solution=hint, cp_model_probing_level=0
    )
    seconds = time.perf_counter() - began
    found = result.status in (SolveStatus.OPTIMAL, SolveStatus.FEASIBLE)
    tardiness = weighted_tardiness(translated, arrays, result.best) if found else None
    return Answer(tardiness=tardiness, status=result.status.value, seconds=seconds)


def weighted_tardiness(translated: Translated, arrays: Arrays, solution: Solution) -> int:
    """Σ class weight × minutes after the promise, of the visits that have steps to plan and those that are ready."""
    ready = {visit: int(at) for visit, at in enumerate(arrays.visit_ready) if at != NO_READY}
    for step, task in zip(translated.steps, solution.tasks, strict=True):
        visit = int(arrays.step_visit[step])
        ready[visit] = max(ready.get(visit, 0), task.end * arrays.tick_minutes)
    late = {
        visit: at - int(arrays.visit_due[visit]) for visit, at in ready.items() if arrays.visit_due[visit] != NO_TIME
    }
    return sum(int(arrays.visit_weight[visit]) * max(0, minutes) for visit, minutes in late.items())


def late_minutes(arrays: Arrays, visit: int, ready: int) -> int:
    """Minutes after the promise at which a visit is ready; 0 without a promise."""
    due = int(arrays.visit_due[visit])
    return 0 if due == NO_TIME else max(0, ready - due)


def as_solution(translated: Translated, arrays: Arrays, placement: Placement) -> Solution:
    """Our plan in PyJobShop's words. Visits that are not planned follow one another after the horizon."""
    modes = _mode_of(translated)
    cursor = arrays.num_ticks
    tasks = []
    for number, step in enumerate(translated.steps):
        start, end = max(0, int(placement.start[step])), int(placement.end[step])
        mode = modes.get((number, _crew(arrays, placement, step)))
        if end == NONE or mode is None:
            mode = next(index for (task, _), index in modes.items() if task == number)
            start, end = cursor, cursor + translated.data.modes[mode].duration
            cursor = end
        chosen = translated.data.modes[mode]
        tasks.append(
            ScheduledTask(mode, chosen.resources, max(0, start), end, 0, end - max(0, start) - chosen.duration)
        )
    return Solution(translated.data, tasks)


def _mode_of(translated: Translated) -> Mapping[tuple[int, tuple[int, ...]], int]:
    modes = zip(translated.data.modes, translated.crews, strict=True)
    return {(mode.task, crew): index for index, (mode, crew) in enumerate(modes)}


def _crew(arrays: Arrays, placement: Placement, step: int) -> tuple[int, ...]:
    """The key of the mode that does what our plan does: technicians, advisor, or all places of a station."""
    if arrays.step_fixed[step] or arrays.step_needs[step] == Needs.LAG:
        return (NONE,)
    if arrays.step_needs[step] == Needs.CREW:
        both = (int(placement.first[step]), int(placement.second[step]))
        return tuple(sorted(one for one in both if one != NONE))
    unit = int(placement.place[step]) - arrays.num_technicians - arrays.num_bays
    units = tuple(arrays.unit_list[arrays.unit_ptr[step] : arrays.unit_ptr[step + 1]].tolist())
    return (unit,) if unit < arrays.num_advisors else units
