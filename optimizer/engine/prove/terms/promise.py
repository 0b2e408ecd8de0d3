"""The promise tier, exact."""

from __future__ import annotations

from ortools.sat.python import cp_model

from optimizer.engine.bounds.promise import midnight_minute
from optimizer.engine.prove.frame import Expression, Frame, negated
from optimizer.engine.prove.terms.lateness import lateness, ready_minutes, ready_ticks
from optimizer.problem.arrays import NO_TIME


def tardiness(frame: Frame) -> Expression:
    """``tardiness``: class weight times minutes of lateness."""
    a = frame.a
    rows = [
        lateness(frame, visit) * int(a.visit_weight[visit]) for visit in frame.free if a.visit_due[visit] != NO_TIME
    ]
    return cp_model.LinearExpr.sum(rows)


def unfinished_today(frame: Frame) -> Expression:
    """``unfinished_today``: class weight of visits promised today and ready after midnight, or unplanned."""
    a = frame.a
    rows = [_after_today(frame, visit) * int(a.visit_weight[visit]) for visit in frame.free if a.visit_due_today[visit]]
    return cp_model.LinearExpr.sum(rows)


def _after_today(frame: Frame, visit: int) -> Expression:
    a, model, planned = frame.a, frame.model, frame.planned[visit]
    midnight = midnight_minute(a)
    if planned is True and ready_ticks(frame, visit) is None:
        return int(int(a.visit_ready[visit]) > midnight)
    after = frame.bool_var()
    model.add(ready_minutes(frame, visit) <= midnight).only_enforce_if(
        [one for one in (negated(after), planned) if one is not True]
    )
    if planned is not True:
        model.add_bool_or([planned, after])
    return after


def unplanned(frame: Frame) -> Expression:
    """``unplanned``: class weight of visits left out."""
    rows = [
        (1 - planned) * int(frame.a.visit_weight[visit])
        for visit, planned in frame.planned.items()
        if planned is not True
    ]
    return cp_model.LinearExpr.sum(rows)
