"""The disturbance tier, exact: what differs from the published plan."""

from __future__ import annotations

from ortools.sat.python import cp_model

from optimizer.engine.prove.frame import Expression, Frame
from optimizer.engine.prove.terms.lateness import lateness
from optimizer.problem.arrays import NONE, Needs


def _in_both(frame: Frame) -> list[int]:
    return [visit for visit in frame.free if frame.a.published_late[visit] != NONE]


def customers_to_call(frame: Frame) -> Expression:
    """``customers_to_call``: visits whose lateness grows by more than the tolerance."""
    calls = []
    for visit in _in_both(frame):
        call = frame.bool_var()
        most = int(frame.a.published_late[visit]) + frame.a.call_tolerance
        frame.model.add(lateness(frame, visit) <= most).only_enforce_if(call.negated())
        calls.append(call)
    return cp_model.LinearExpr.sum(calls)


def promises_moved(frame: Frame) -> Expression:
    """``promises_moved``: minutes by which lateness grows."""
    grown = []
    for visit in _in_both(frame):
        growth = frame.int_var(0, frame.a.num_ticks * frame.a.tick_minutes)
        frame.model.add(growth >= lateness(frame, visit) - int(frame.a.published_late[visit]))
        grown.append(growth)
    return cp_model.LinearExpr.sum(grown)


def technicians_changed(frame: Frame) -> Expression:
    """``technicians_changed``: planned crew steps with other technicians than published."""
    a = frame.a
    changed = [
        piece.literal
        for step, variables in frame.steps.items()
        if a.step_needs[step] == Needs.CREW and a.published_start[step] != NONE
        for piece in variables.pieces
        if (piece.crew.first, piece.crew.second) != (int(a.published_first[step]), int(a.published_second[step]))
    ]
    return cp_model.LinearExpr.sum(changed)


def starts_changed(frame: Frame) -> Expression:
    """``starts_changed``: planned steps published near now with another start."""
    a, model = frame.a, frame.model
    changed = []
    for step, variables in frame.steps.items():
        if not a.step_near[step]:
            continue
        literal = frame.bool_var()
        same = model.add(variables.start == int(a.published_start[step]))
        same.only_enforce_if([one for one in (literal.negated(), variables.planned) if one is not True])
        changed.append(literal)
    return cp_model.LinearExpr.sum(changed)
