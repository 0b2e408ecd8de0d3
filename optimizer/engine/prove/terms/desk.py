"""The reception desk: how long people wait there, and how evenly arrivals fall on advisors."""

from __future__ import annotations

from collections import defaultdict

from ortools.sat.python import cp_model

from optimizer.engine.bounds.occupancy import RECEPTION
from optimizer.engine.prove.frame import Expression, Frame
from optimizer.engine.prove.terms.lateness import ready_minutes
from optimizer.engine.prove.terms.squares import square_over
from optimizer.problem.arrays import Needs


def desk_wait(frame: Frame) -> Expression:
    """``desk_wait``: from arrival to reception, and from ready (and there) to hand-over, of planned visits."""
    a = frame.a
    rows: list[Expression] = []
    for visit in frame.free:
        first, last = int(a.visit_first[visit]), int(a.visit_first[visit + 1]) - 1
        if first in frame.steps and a.step_kind[first] == RECEPTION:
            waited = frame.steps[first].start * a.tick_minutes - int(a.visit_arrival[visit])
            rows.append(_if_planned(frame, visit, waited))
        if last in frame.steps:
            rows.append(_if_planned(frame, visit, _at_hand_over(frame, visit, last)))
    return cp_model.LinearExpr.sum(rows)


def _at_hand_over(frame: Frame, visit: int, last: int) -> Expression:
    a = frame.a
    there = int(a.visit_there_minute[visit])
    begun = frame.int_var(-(10**6), 10**6)
    frame.model.add_max_equality(begun, [ready_minutes(frame, visit), there])
    return frame.steps[last].start * a.tick_minutes - begun


def _if_planned(frame: Frame, visit: int, minutes: Expression) -> Expression:
    planned = frame.planned[visit]
    if planned is True:
        return minutes
    waited = frame.int_var(0, 10**6)
    frame.model.add(waited >= minutes).only_enforce_if(planned)
    return waited


def reception_load(frame: Frame) -> Expression:
    """``reception_load``: (receptions × spacing)² ÷ available, for a class of n advisors as n equal shares."""
    a = frame.a
    rows = []
    for (place, date), receptions in _receptions(frame).items():
        advisors = [machine - a.num_technicians - a.num_bays for machine in frame.classes[place]]
        available = sum(int(a.advisor_available[one, date]) for one in advisors)
        booked = cp_model.LinearExpr.sum(receptions) * a.spacing_minutes
        rows.append(square_over(frame, booked, 0, available, max(1, a.spacing_minutes)))
    return cp_model.LinearExpr.sum(rows)


def _receptions(frame: Frame) -> dict[tuple[int, int], list[Expression]]:
    """By class and open date, where the date is certain: a window over several dates counts on its first."""
    a = frame.a
    found: dict[tuple[int, int], list[Expression]] = defaultdict(list)
    for step, variables in frame.steps.items():
        date = int(a.open_date[min(int(frame.windows.start_from[step]), a.num_ticks - 1)])
        if a.step_needs[step] != Needs.UNIT or a.step_kind[step] != RECEPTION or date < 0:
            continue
        for place, literal in variables.places.items():
            found[place, date].append(literal + 0)
    return found
