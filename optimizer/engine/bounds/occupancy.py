"""What is taken before a visit is looked at: outages, fixed steps, and, when asked for, the rest of a plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from optimizer.engine.bounds.busy import Busy
from optimizer.engine.solution import Solution
from optimizer.problem.arrays import NONE, Arrays
from optimizer.visit import StepKind

RECEPTION = list(StepKind).index(StepKind.RECEPTION)


class Taken(NamedTuple):
    """A resource taken in ``[start, end)`` by a visit; ``visit`` NONE: an outage."""

    resource: int
    start: int
    end: int
    visit: int


def outages(a: Arrays) -> Iterator[Taken]:
    """Every outage of every bay."""
    for bay in range(a.num_bays):
        for i in range(a.outage_ptr[bay], a.outage_ptr[bay + 1]):
            yield Taken(a.num_technicians + bay, int(a.outage_start[i]), int(a.outage_end[i]), NONE)


def fixed_spans(a: Arrays) -> Iterator[Taken]:
    """What running and frozen steps occupy."""
    return assigned_spans(a, Solution.empty(a), only_fixed=True)


def assigned_spans(a: Arrays, solution: Solution, *, only_fixed: bool = False) -> Iterator[Taken]:
    """What the steps of a solution occupy: technicians, bays (held time included), units, distance of arrivals."""
    for step in range(a.num_steps):
        start, end, visit = int(solution.start[step]), int(solution.end[step]), int(a.step_visit[step])
        if end == NONE or (only_fixed and not a.step_fixed[step]):
            continue
        for technician in (int(solution.first[step]), int(solution.second[step])):
            if technician != NONE:
                yield Taken(technician, start, end, visit)
        place = int(solution.place[step])
        if place != NONE:
            for offset, begin, until in place_spans(a, solution, step):
                yield Taken(place + offset, begin, until, visit)


def place_spans(a: Arrays, solution: Solution, step: int) -> list[tuple[int, int, int]]:
    """What a step takes of its bay or unit: offset of the resource number, start and end.

    A bay with the time held; an advisor's arrivals (offset U) for the distance to the next reception.
    """
    start, end = int(solution.start[step]), int(solution.end[step])
    if a.step_in_bay[step]:
        return [(0, _held_from(a, solution, step), held_until(a, solution, step))]
    if a.step_kind[step] == RECEPTION and not a.step_running[step]:
        return [(0, start, end), (a.num_units, start, start + a.spacing_ticks)]
    return [(0, start, end)]


def _held_from(a: Arrays, solution: Solution, step: int) -> int:
    """A car that never left the bay it stood in at ``now`` holds it from then on."""
    visit = a.step_visit[step]
    stood = a.visit_bay[visit] != NONE and step == a.visit_first[visit] and not a.step_running[step]
    if stood and solution.place[step] == a.num_technicians + a.visit_bay[visit]:
        return min(int(a.now), int(solution.start[step]))
    return int(solution.start[step])


def held_until(a: Arrays, solution: Solution, step: int) -> int:
    """End of a bay step, or the start of the next one when the car stays for it."""
    following = step + 1
    if solution.keep[step] and following < a.num_steps and solution.start[following] != NONE:
        return int(solution.start[following])
    return int(solution.end[step])


def busy_of(a: Arrays, taken: Iterable[Taken]) -> Busy:
    """Spans as arrays, sorted by resource and start."""
    rows = sorted(one for one in taken if one.start < one.end)
    counts = np.zeros(a.num_technicians + a.num_bays + a.num_units + a.num_advisors + 1, dtype=np.int32)
    for one in rows:
        counts[one.resource + 1] += 1
    return Busy(
        ptr=np.cumsum(counts, dtype=np.int32),
        start=np.array([one.start for one in rows], dtype=np.int32),
        end=np.array([one.end for one in rows], dtype=np.int32),
    )
