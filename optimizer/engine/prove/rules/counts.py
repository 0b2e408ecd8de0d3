"""Things that are counted: pieces of a part, loan cars."""

from __future__ import annotations

from ortools.sat.python import cp_model

from optimizer.engine.prove.frame import Frame, negated
from optimizer.problem.arrays import NONE


def parts(frame: Frame) -> None:
    """``parts``: pieces taken so far never exceed pieces come in so far.

    As a cumulative over the whole horizon: what is taken stays taken to its end, what is delivered later is taken
    until its ETA.
    """
    for part in range(frame.a.num_parts):
        _one_part(frame, part)


def _one_part(frame: Frame, part: int) -> None:
    a, model = frame.a, frame.model
    needs = _needs(frame, part)
    free = [(step, quantity) for step, quantity in needs if step in frame.steps]
    rows = [(int(a.supply_at[i]), int(a.supply_quantity[i])) for i in range(a.supply_ptr[part], a.supply_ptr[part + 1])]
    at_once = sum(quantity for at, quantity in rows if at == 0)
    if not free or sum(quantity for _, quantity in needs) <= at_once:
        return
    intervals: list[cp_model.IntervalVar] = []
    demands = []
    for step, quantity in needs:
        if step in frame.steps:
            start, planned = frame.steps[step].start, frame.steps[step].planned
            rest = a.num_ticks - start
            intervals.append(model.new_optional_interval_var(start, rest, a.num_ticks, planned, ""))
        else:
            begin = _taken_from(frame, step)
            if begin == NONE:
                continue
            intervals.append(model.new_fixed_size_interval_var(begin, a.num_ticks - begin, ""))
        demands.append(quantity)
    for at, quantity in rows:
        if at > 0:
            intervals.append(model.new_fixed_size_interval_var(0, at, ""))
            demands.append(quantity)
    model.add_cumulative(intervals, demands, sum(quantity for _, quantity in rows))


def _needs(frame: Frame, part: int) -> list[tuple[int, int]]:
    a = frame.a
    return [
        (step, int(a.part_quantity[i]))
        for i in (a.part_list == part).nonzero()[0].tolist()
        for step in [int(a.part_ptr.searchsorted(i, side="right")) - 1]
    ]


def _taken_from(frame: Frame, step: int) -> int:
    """Start of a step that is not free: frozen, or of a visit left as the incumbent has it."""
    if frame.a.step_fixed[step]:
        return int(frame.a.fixed_start[step])
    return NONE if frame.incumbent is None else int(frame.incumbent.start[step])


def loan_cars(frame: Frame) -> None:
    """``loan_cars``: cars out at no time more than there are.

    Cars that are out already may be more: then the rule is checked afterwards instead, which only weakens a bound.
    """
    a, model = frame.a, frame.model
    visits = [visit for visit in range(a.num_visits) if a.visit_loan[visit]]
    out = sum(_out_from(frame, visit) != NONE for visit in visits)
    if len(visits) <= a.loan_cars or out > a.loan_cars or not any(visit in frame.planned for visit in visits):
        return
    intervals = [interval for visit in visits for interval in _out(frame, visit)]
    model.add_cumulative(intervals, [1] * len(intervals), a.loan_cars)


def _out_from(frame: Frame, visit: int) -> int:
    """Tick from which the visit has its loan car whatever is planned; NONE when its reception is open."""
    a = frame.a
    if a.visit_loan_since[visit] != NONE:
        return int(a.visit_loan_since[visit])
    first = int(a.visit_first[visit])
    return int(a.fixed_start[first]) if a.step_fixed[first] else NONE


def _out(frame: Frame, visit: int) -> list[cp_model.IntervalVar]:
    a, model = frame.a, frame.model
    first, last = int(a.visit_first[visit]), int(a.visit_first[visit + 1]) - 1
    since = _out_from(frame, visit)
    if visit in frame.planned:
        planned = frame.planned[visit]
        start = frame.steps[first].start if since == NONE else since
        end = frame.steps[last].end if last in frame.steps else int(a.fixed_end[last])
        size = frame.int_var(0, 2 * a.num_ticks)
        intervals = [model.new_optional_interval_var(start, size, end, planned, "")]
        if since != NONE and planned is not True:
            rest = model.new_optional_fixed_size_interval_var(since, a.num_ticks - since, negated(planned), "")
            intervals.append(rest)
        return intervals
    solution = frame.incumbent
    if solution is not None and solution.planned[visit]:
        since = int(solution.start[first]) if since == NONE else since
        return [model.new_fixed_size_interval_var(since, int(solution.end[last]) - since, "")]
    return [] if since == NONE else [model.new_fixed_size_interval_var(since, a.num_ticks - since, "")]
