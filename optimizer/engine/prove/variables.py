"""Variables of the model; the rules that concern one step alone are satisfied by their domains."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from optimizer.engine.bounds.busy import Busy
from optimizer.engine.prove.crews import offered_crews
from optimizer.engine.prove.frame import Expression, Frame, Literal, Piece, StepVars, negated
from optimizer.engine.prove.machines import classes_of, eligible, place_from
from optimizer.engine.prove.sizes import Crew, Starts, as_intervals, crew_sizes, lag_starts, union, unit_starts
from optimizer.engine.prove.stay import add_stays
from optimizer.problem.arrays import Int32, Needs

_CREW, _UNIT = int(Needs.CREW), int(Needs.UNIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What is offered to the solver. ``crew_limit``: crews a step, None for all. ``by_date``: pieces split by date.

    ``busy``: spans in which technicians are taken. ``seed``: chooses among crews beyond the best.
    """

    busy: Busy
    crew_limit: int | None
    by_date: bool
    seed: int


def add_variables(frame: Frame, offer: Offer) -> None:
    """Planned visits, starts, crews and places, then what happens to the car between its steps."""
    a, rng = frame.a, np.random.default_rng(offer.seed)
    steps = [step for visit in frame.free for step in open_steps(frame, visit)]
    frame.classes = classes_of(a, steps, frame.free)
    class_of = {machine: n for n, group in enumerate(frame.classes) for machine in group}
    for visit in frame.free:
        frame.look_up()
        frame.planned[visit] = _planned(frame, visit)
        for step in open_steps(frame, visit):
            places = sorted({class_of[machine] for machine in eligible(a, step)})
            if a.step_needs[step] == _CREW:
                frame.steps[step] = _crew_step(frame, offer, step, rng)
            elif a.step_needs[step] == _UNIT:
                frame.steps[step] = _unit_step(frame, step, places)
            else:
                frame.steps[step] = _lag_step(frame, step)
            if a.step_in_bay[step]:
                _choose_place(frame, step, places)
        add_stays(frame, visit)


def open_steps(frame: Frame, visit: int) -> list[int]:
    """Steps of a visit that are neither running nor frozen."""
    rows = range(frame.a.visit_first[visit], frame.a.visit_first[visit + 1])
    return [step for step in rows if not frame.a.step_fixed[step]]


def _planned(frame: Frame, visit: int) -> Literal:
    if visit not in frame.windows.optional:
        return True
    return frame.bool_var(None if frame.incumbent is None else bool(frame.incumbent.planned[visit]))


def _planned_of(frame: Frame, step: int) -> Literal:
    return frame.planned[int(frame.a.step_visit[step])]


def _window(frame: Frame, step: int, crew: Crew | None = None) -> tuple[int, int]:
    """Where a step may lie, when this crew does it."""
    a, start_from = frame.a, int(frame.windows.start_from[step])
    for i in range(a.tech_ptr[step], a.tech_ptr[step + 1]) if crew is not None else ():
        if crew is not None and a.tech_list[i] in crew.members:
            start_from = max(start_from, int(a.tech_from[i]))
    return start_from, int(frame.windows.end_until[step])


def _in_time(frame: Frame, step: int, starts: Int32) -> Int32:
    """Starts that are not too late for a pin."""
    kept: Int32 = starts[starts <= frame.a.step_latest[step]]
    return kept


def _start(frame: Frame, step: int, starts: Int32) -> Expression:
    """Start variable; a step that can start nowhere keeps its visit out of the plan."""
    intervals = as_intervals(starts)
    if not intervals:
        frame.model.add_bool_or([negated(_planned_of(frame, step))])
        intervals = [[int(frame.windows.start_from[step])] * 2]
    return frame.domain_var(intervals, frame.hinted(step))


def _crew_step(frame: Frame, offer: Offer, step: int, rng: np.random.Generator) -> StepVars:
    found = [
        (crew, kept)
        for crew in offered_crews(frame.a, step, frame.incumbent, offer.crew_limit, rng)
        for one in crew_sizes(frame.a, offer.busy, step, crew, window=_window(frame, step, crew), by_date=offer.by_date)
        for kept in [Starts(one.size, _in_time(frame, step, one.starts))]
        if len(kept.starts)
    ]
    every = union([one.starts for _, one in found])
    start = _start(frame, step, every)
    pieces = tuple(_piece(frame, step, start, crew=crew, one=one, num_starts=len(every)) for crew, one in found)
    planned = _planned_of(frame, step)
    _exactly(frame, [piece.literal for piece in pieces], planned)
    size, end = _size_and_end(frame, step, start, pieces)
    return StepVars(start=start, end=end, size=size, planned=planned, pieces=pieces, until=end, hold=size)


def _piece(frame: Frame, step: int, start: Expression, *, crew: Crew, one: Starts, num_starts: int) -> Piece:
    literal = frame.bool_var(_is_hinted(frame, step, crew, one))
    if len(one.starts) < num_starts:
        domain = cp_model.Domain.from_intervals(as_intervals(one.starts))
        frame.model.add_linear_expression_in_domain(start, domain).only_enforce_if(literal)
    return Piece(literal=literal, crew=crew, size=one.size, starts=one.starts)


def _is_hinted(frame: Frame, step: int, crew: Crew, one: Starts) -> bool | None:
    at, solution = frame.hinted(step), frame.incumbent
    if at is None or solution is None:
        return None if solution is None else False
    same = (int(solution.first[step]), int(solution.second[step])) == (crew.first, crew.second)
    return same and bool(solution.extended[step]) == crew.extended and bool(np.isin(at, one.starts))


def _exactly(frame: Frame, literals: list[Literal], planned: Literal) -> None:
    """One of the literals when planned, none otherwise."""
    if planned is True:
        frame.model.add_exactly_one(literals)
    else:
        frame.model.add_exactly_one([*literals, negated(planned)])


def _size_and_end(
    frame: Frame, step: int, start: Expression, pieces: tuple[Piece, ...]
) -> tuple[Expression, Expression]:
    """Both absent visits and steps of one size need no variable of their own."""
    sizes = sorted({piece.size for piece in pieces})
    if len(sizes) <= 1:
        size = sizes[0] if sizes else 0
        return size, start + size
    hint = None
    if frame.incumbent is not None and frame.hinted(step) is not None:
        hint = int(frame.incumbent.end[step] - frame.incumbent.start[step])
    variable = frame.domain_var([[0, 0], *([one, one] for one in sizes)], hint)
    frame.model.add(variable == cp_model.LinearExpr.sum([piece.literal * piece.size for piece in pieces]))
    end = frame.int_var(0, frame.a.num_ticks + sizes[-1], None if hint is None else hint + (frame.hinted(step) or 0))
    frame.model.add(end == start + variable)
    return variable, end


def _unit_step(frame: Frame, step: int, places: list[int]) -> StepVars:
    a, ticks = frame.a, int(frame.a.step_fixed_ticks[step])
    rows = [int(a.unit_calendar[frame.classes[n][0] - a.num_technicians - a.num_bays]) for n in places]
    starts = [_in_time(frame, step, unit_starts(a, row, ticks, *_window(frame, step))) for row in rows]
    every = union([one for one in starts if len(one)])
    start = _start(frame, step, every)
    end = start + ticks
    frame.steps[step] = StepVars(start=start, end=end, size=ticks, planned=_planned_of(frame, step), until=end)
    _choose_place(frame, step, places)
    for place, own in zip(places, starts, strict=True):
        if len(own) < len(every):
            domain = cp_model.Domain.from_intervals(as_intervals(own))
            frame.model.add_linear_expression_in_domain(start, domain).only_enforce_if(frame.steps[step].places[place])
    return frame.steps[step]


def _lag_step(frame: Frame, step: int) -> StepVars:
    ticks = int(frame.a.step_fixed_ticks[step])
    start = _start(frame, step, _in_time(frame, step, lag_starts(frame.a, ticks, *_window(frame, step))))
    return StepVars(start=start, end=start + ticks, size=ticks, planned=_planned_of(frame, step), until=start + ticks)


def _choose_place(frame: Frame, step: int, places: list[int]) -> None:
    """A literal for each class of machines; with one class only the visit's own."""
    variables = frame.steps[step]
    if len(places) == 1:
        variables.places[places[0]] = variables.planned
        _not_before(frame, step)
        return
    placed = frame.incumbent is not None and frame.hinted(step) is not None
    here = int(frame.incumbent.place[step]) if frame.incumbent is not None and placed else None
    for place in places:
        hint = None if frame.incumbent is None else here in frame.classes[place]
        variables.places[place] = frame.bool_var(hint)
    _exactly(frame, list(variables.places.values()), variables.planned)
    _not_before(frame, step)


def _not_before(frame: Frame, step: int) -> None:
    """A place that is forbidden until a time is begun in no earlier."""
    variables = frame.steps[step]
    for place, literal in variables.places.items():
        since = place_from(frame.a, step, frame.classes[place][0])
        if since > 0:
            rule = frame.model.add(variables.start >= since)
            if literal is not True:
                rule.only_enforce_if(literal)
