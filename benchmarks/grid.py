"""Which time grid: what rounding does to a technician's day, and what the grid costs the search."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import median

from benchmarks.instances import Instance
from optimizer.day import Day
from optimizer.engine.improve import LARGEST_RUIN, temperature
from optimizer.engine.improver import Improver
from optimizer.engine.solution import Solution
from optimizer.engine.tables import pack
from optimizer.engine.to_plan import rounding_error
from optimizer.problem import Problem, build_problem
from optimizer.problem.durations import crew_ticks, exact_ticks

GRIDS = (1, 2, 3, 5, 6)
_ROUNDS = 2000
_HOT = 0.1  # first temperature, as a share of the cost: the same on every grid


@dataclass(frozen=True, slots=True, kw_only=True)
class GridFigures:
    """One day on one grid: rounding of all work and of the worst technician (shares), CPU seconds of the search."""

    grid: int
    all_work: float
    worst_technician: float
    seconds: float


def measure(day: Day, grid: int) -> GridFigures:
    """Construct and improve for a fixed number of rounds on one grid."""
    policy = replace(day.workshop.policy, grid_minutes=grid)
    problem = build_problem(replace(day, workshop=replace(day.workshop, policy=policy)))
    improver = Improver(problem.arrays, pack(problem.arrays), 1)
    improver.construct()
    improver.compile_search()
    began = time.process_time()
    for done in range(0, _ROUNDS, 50):
        improver.run(50, temperature(improver.cost, done / _ROUNDS, _HOT), LARGEST_RUIN)
    seconds = time.process_time() - began
    solution = improver.solution()
    return GridFigures(
        grid=grid,
        all_work=rounding_error(problem, solution),
        worst_technician=max((abs(share) for share in _by_technician(problem, solution)), default=0.0),
        seconds=seconds,
    )


def _by_technician(problem: Problem, solution: Solution) -> Iterator[float]:
    """Planned ÷ exact working time − 1 of each technician."""
    planned: defaultdict[int, float] = defaultdict(float)
    exact: defaultdict[int, float] = defaultdict(float)
    for n, step in enumerate(problem.index.steps):
        crew = [int(one) for one in (solution.first[n], solution.second[n]) if one >= 0]
        for technician in crew:
            planned[technician] += crew_ticks(problem.index, step, crew)
            exact[technician] += exact_ticks(problem.index, step, crew)
    return (planned[one] / exact[one] - 1.0 for one in exact)


def report(days: list[Instance]) -> str:
    """A line a grid: medians over the days, the worst technician of all."""
    days_of = [one.day for one in days]
    measure(days_of[0], 1)
    lines = ["grid min   all work   worst technician   search CPU s"]
    for grid in GRIDS:
        rows = [measure(day, grid) for day in days_of]
        lines.append(
            f"{grid:8d}   {median(row.all_work for row in rows):+8.2%}   "
            f"{max(row.worst_technician for row in rows):16.2%}   {median(row.seconds for row in rows):12.2f}"
        )
    return "\n".join(lines)
