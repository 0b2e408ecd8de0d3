"""From the solution of a shuffle back to the book: who moved, and where the newcomer is."""

from __future__ import annotations

import numpy as np

from optimizer.engine.solution import Solution
from optimizer.engine.state import PLACEMENT
from optimizer.plan import Assignment
from optimizer.problem.arrays import NONE, Arrays, Needs
from optimizer.slots.frame import Frame
from optimizer.slots.kernels.scan import Table
from optimizer.slots.offers import assignment
from optimizer.slots.records import Commitment
from optimizer.slots.shuffle import Shuffle
from optimizer.visit import StepKind

_SAME = ("start", "end", "first", "second", "place", "keep")


def moved_of(frame: Frame, shuffle: Shuffle, solution: Solution) -> tuple[Commitment, ...]:
    """The visits with a step at another time, place or with other people than at the start, at their new places."""
    a, index = shuffle.problem.arrays, shuffle.problem.index
    differs = np.zeros(a.num_steps, dtype=np.bool_)
    for name in _SAME:
        differs |= getattr(solution, name) != getattr(shuffle.start, name)
    rows = rows_of_solution(a, solution)
    moved = sorted(set(a.step_visit[differs].tolist()) - {shuffle.newcomer})
    return tuple(
        Commitment(
            visit=index.visits[visit].visit,
            assignments=tuple(
                assignment(frame, index.steps[step], rows[step])
                for step in range(int(a.visit_first[visit]), int(a.visit_first[visit + 1]))
            ),
        )
        for visit in moved
    )


def newcomer_rows(shuffle: Shuffle, solution: Solution) -> Table:
    """The placements of the newcomer's steps."""
    a = shuffle.problem.arrays
    rows = rows_of_solution(a, solution)
    return rows[int(a.visit_first[shuffle.newcomer]) : int(a.visit_first[shuffle.newcomer + 1])]


def rows_of_solution(a: Arrays, solution: Solution) -> Table:
    """Placements of a solution, with the tick from which each bay is held."""
    rows = np.zeros(a.num_steps, dtype=PLACEMENT)
    for name in (*_SAME, "extended"):
        rows[name] = getattr(solution, name)
    rows["held_from"] = rows["start"]
    stays = np.flatnonzero(solution.keep[:-1] & (a.step_visit[1:] == a.step_visit[:-1])) + 1
    rows["held_from"][stays] = rows["end"][stays - 1]
    return rows


def competitors(shuffle: Shuffle, most: int) -> list[int]:
    """The newcomer, and the movable visits with the most work, by people or in bays it needs, in the time it has."""
    a, start = shuffle.problem.arrays, shuffle.start
    mine = a.step_visit == shuffle.newcomer
    needed = _needed(a, np.flatnonzero(mine))
    begin, end = int(a.visit_release[shuffle.newcomer]), int(a.visit_due[shuffle.newcomer]) // a.tick_minutes
    inside = np.minimum(start.end, end) - np.maximum(start.start, begin)
    uses = np.isin(start.first, needed) | np.isin(start.second, needed) | np.isin(start.place, needed)
    counts = uses & (a.step_needs == Needs.CREW) & ~a.step_fixed & (start.start != NONE)
    weight = np.where(counts, np.maximum(inside, 0), 0)
    shares = np.bincount(a.step_visit, weights=weight, minlength=a.num_visits)
    best = [int(visit) for visit in np.argsort(-shares, kind="stable")[:most] if shares[visit] > 0]
    return sorted({shuffle.newcomer, *best})


def _needed(a: Arrays, steps: np.ndarray[tuple[int], np.dtype[np.intp]]) -> list[int]:
    """Resource numbers of the technicians and bays that could do one of the steps."""
    found: set[int] = set()
    for step in steps.tolist():
        found.update(a.tech_list[a.tech_ptr[step] : a.tech_ptr[step + 1]].tolist())
        found.update((a.num_technicians + a.bay_list[a.bay_ptr[step] : a.bay_ptr[step + 1]]).tolist())
    return sorted(found)


def keeps_hand_over(old: Commitment, new: Commitment) -> bool:
    """Whether the customer gets the car no later than by the old plan, or at the promised time when that is later."""
    before, after = _hand_over(old), _hand_over(new)
    promised = old.visit.promised
    return after.start <= (before.start if promised is None else max(before.start, promised))


def _hand_over(commitment: Commitment) -> Assignment:
    return next(one for one in commitment.assignments if one.kind is StepKind.HAND_OVER)
