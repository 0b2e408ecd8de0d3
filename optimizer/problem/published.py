"""The published plan as arrays: what a re-plan is compared with."""

from __future__ import annotations

from datetime import timedelta
from typing import TypedDict

import numpy as np

from optimizer.plan import Assignment
from optimizer.problem.arrays import NONE, Bool, Int32
from optimizer.problem.index import Index, VisitSteps
from optimizer.visit import StepKind


class PublishedArrays(TypedDict):
    """Rows by step, and by visit for ``published_late``; see ``Arrays``."""

    published_start: Int32
    published_first: Int32
    published_second: Int32
    step_near: Bool
    published_late: Int32


def published_arrays(index: Index) -> PublishedArrays:
    """Published start and technicians of each unfinished step, and published lateness of each visit."""
    published = index.day.published
    by_step = {} if published is None else {one.step_id: one for one in published.assignments}
    found = [by_step.get(step.step_id) for step in index.steps]
    now = index.day.now
    near = now + timedelta(minutes=index.day.workshop.policy.near_window_minutes)
    crews = [_crew(index, one) for one in found]
    return PublishedArrays(
        published_start=np.array([NONE if one is None else index.grid.up(one.start) for one in found], dtype=np.int32),
        published_first=np.array([crew[0] for crew in crews], dtype=np.int32),
        published_second=np.array([crew[1] for crew in crews], dtype=np.int32),
        step_near=np.array([one is not None and now <= one.start < near for one in found], dtype=np.bool_),
        published_late=np.array([_late(index, by_step, one) for one in index.visits], dtype=np.int32),
    )


def _crew(index: Index, assignment: Assignment | None) -> tuple[int, int]:
    """Indices of the published technicians, sorted; -2 for one who is no longer there, so that it counts as changed."""
    if assignment is None:
        return NONE, NONE
    crew = sorted(index.technician_of.get(one, -2) for one in assignment.technician_ids)
    return (*crew, NONE, NONE)[0], (*crew, NONE, NONE)[1]


def _late(index: Index, by_step: dict[str, Assignment], visit: VisitSteps) -> int:
    """Published lateness in minutes; NONE without a promise or when the visit was not published as planned."""
    steps = (*visit.finished, *visit.unfinished)
    hand_over = next(step for step in steps if step.kind is StepKind.HAND_OVER)
    if visit.visit.promised is None or hand_over.step_id not in by_step:
        return NONE
    before = [by_step[step.step_id].end for step in steps if step is not hand_over and step.step_id in by_step]
    over = [one.finished_at for one in visit.visit.progress if one.finished_at is not None]
    if not before and not over:
        return NONE
    ready = max([*before, *over]) if not before else max(before)
    return max(0, index.grid.minute(ready) - index.grid.minute(visit.visit.promised))
