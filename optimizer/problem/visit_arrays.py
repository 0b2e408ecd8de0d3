"""The arrays that have a row for each visit."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

import numpy as np

from optimizer.problem.arrays import NO_READY, NO_TIME, NONE, Bool, Int32, Int64
from optimizer.problem.index import Index, VisitSteps
from optimizer.visit import StepKind, StepStatus


class VisitArrays(TypedDict):
    """Rows by visit; see ``Arrays``."""

    visit_first: Int32
    visit_weight: Int64
    visit_due: Int32
    visit_release: Int32
    visit_arrival: Int32
    visit_there: Int32
    visit_there_minute: Int32
    visit_due_today: Bool
    visit_loan: Bool
    visit_loan_since: Int32
    visit_reserve: Bool
    visit_bay: Int32
    visit_ready: Int32
    visit_started: Bool
    visit_turn: Int32


def visit_arrays(index: Index) -> VisitArrays:
    """All visit rows, in the order of ``index.visits``."""
    grid, policy = index.grid, index.day.workshop.policy
    visits = [one.visit for one in index.visits]
    midnight = grid.instant(grid.date_starts[1])
    now = grid.up(index.day.now)

    def ints(values: list[int]) -> Int32:
        return np.array(values, dtype=np.int32)

    there = [one.customer_there for one in visits]
    classes = [policy.rule_of(one.priority_class) for one in visits]
    return VisitArrays(
        visit_first=ints([0, *np.cumsum([len(one.unfinished) for one in index.visits], dtype=int).tolist()]),
        visit_weight=np.array([one.weight for one in classes], dtype=np.int64),
        visit_due=ints([NO_TIME if one.promised is None else grid.minute(one.promised) for one in visits]),
        visit_release=ints([_release(index, one, now) for one in index.visits]),
        visit_arrival=ints([grid.minute(one.arrival) for one in visits]),
        visit_there=ints([0 if at is None else _clip(index, at) for at in there]),
        visit_there_minute=ints([NO_READY if at is None else grid.minute(at) for at in there]),
        visit_due_today=np.array(
            [one.promised is not None and one.promised < midnight for one in visits], dtype=np.bool_
        ),
        visit_loan=np.array([one.loan_car for one in visits], dtype=np.bool_),
        visit_loan_since=ints([_loan_since(index, one) for one in index.visits]),
        visit_reserve=np.array(
            [one.booked and not rule.opens_reserve for one, rule in zip(visits, classes, strict=True)],
            dtype=np.bool_,
        ),
        visit_bay=ints([NONE if one.in_bay is None else index.bay_of[one.in_bay] for one in visits]),
        visit_ready=ints([_ready(index, one) for one in index.visits]),
        visit_started=np.array([bool(one.progress) for one in index.visits], dtype=np.bool_),
        visit_turn=ints([_turn(index, one) for one in index.visits]),
    )


_PINNED_TURN = -2000
_ORDERED_TURN = -1000  # the first of an order


def _turn(index: Index, visit: VisitSteps) -> int:
    """What is pinned to a time goes in first, then orders from their first step on."""
    if not index.day.decisions.pins and not index.day.decisions.orders:
        return 0
    steps = [step.step_id for step in visit.unfinished]
    if any(index.decided.start(step_id) is not None for step_id in steps):
        return _PINNED_TURN
    ranks = [order.step_ids.index(one) for order in index.decided.orders for one in steps if one in order.step_ids]
    return min(-1, _ORDERED_TURN + min(ranks)) if ranks else 0


def _clip(index: Index, at: datetime) -> int:
    return max(0, min(index.grid.up(at), index.grid.num_ticks))


def _release(index: Index, visit: VisitSteps, now: int) -> int:
    """Arrival, and not before ``now``; a car that has been worked on is there, whatever was agreed."""
    return now if visit.progress else max(now, _clip(index, visit.visit.arrival))


def _loan_since(index: Index, visit: VisitSteps) -> int:
    if visit.finished:
        return 0
    progress = visit.progress.get(visit.unfinished[0].step_id)
    if progress is None or progress.status is not StepStatus.RUNNING:
        return NONE
    return max(0, index.grid.down(progress.started_at))


def _ready(index: Index, visit: VisitSteps) -> int:
    """Minute at which the car was ready, when only the hand-over is left."""
    if len(visit.unfinished) > 1 or visit.unfinished[0].kind is not StepKind.HAND_OVER:
        return NO_READY
    ends = [one.finished_at for one in visit.progress.values() if one.finished_at is not None]
    return index.grid.minute(max(ends)) if ends else index.grid.minute(visit.visit.arrival)
