"""What happens to a car between two consecutive steps: it stays in its bay, or is a moved pair."""

from __future__ import annotations

from optimizer.engine.prove.frame import Expression, Frame, Literal, Pair, StepVars, negated
from optimizer.problem.arrays import NONE


def add_stays(frame: Frame, visit: int) -> None:
    """Pairs of a visit; ``keep`` and ``until`` of its bay steps."""
    a = frame.a
    first, last = int(a.visit_first[visit]), int(a.visit_first[visit + 1])
    if a.step_fixed[first:last].all():
        return
    if a.visit_bay[visit] != NONE and a.step_in_bay[first] and not a.step_fixed[first]:
        _first_in_bay(frame, first)
    for step in range(first, last - 1):
        if a.step_bay_or_sublet[step] and a.step_bay_or_sublet[step + 1] and step + 1 in frame.steps:
            _between(frame, step)


def _first_in_bay(frame: Frame, step: int) -> None:
    """The car stands in a bay at ``now``: it stays exactly if its first step is there."""
    a, variables = frame.a, frame.steps[step]
    bay = a.num_technicians + int(a.visit_bay[a.step_visit[step]])
    stays = next((literal for n, literal in variables.places.items() if frame.classes[n] == (bay,)), False)
    _add_pair(frame, a.now, variables, stays)
    frame.held_since_now[step] = (bay, stays)


def _between(frame: Frame, step: int) -> None:
    """A step and the next one, which is open."""
    a, following = frame.a, frame.steps[step + 1]
    if step in frame.steps:
        mine = frame.steps[step]
        mine.keep = _kept(frame, step, mine.places, following)
        if mine.keep is not False:
            mine.until = _until(frame, step, mine, following)
            mine.hold = frame.int_var(0, 2 * a.num_ticks)
            frame.model.add(mine.hold == mine.until - mine.start)
        _add_pair(frame, mine.end, following, mine.keep)
        return
    bay = int(a.fixed_place[step])
    here: dict[int, Literal] = {n: True for n, group in enumerate(frame.classes) if group == (bay,)}
    keep = _kept(frame, step, here, following)
    frame.kept_fixed[step] = keep
    _add_pair(frame, int(a.fixed_end[step]), following, keep)


def _kept(frame: Frame, step: int, places: dict[int, Literal], following: StepVars) -> Literal:
    """Whether the car stays: only in a bay where both steps may be done."""
    common = [n for n in places if n in following.places]
    if not common:
        return False
    hint = None
    if frame.incumbent is not None:
        hint = bool(frame.incumbent.keep[step]) and bool(frame.incumbent.start[step + 1] >= 0)
    keep = frame.bool_var(hint)
    model = frame.model
    if following.planned is not True:
        model.add_implication(keep, following.planned)
    for n, literal in places.items():
        other = following.places.get(n, False)
        model.add_bool_or([negated(keep), negated(literal), other])
    for n, literal in following.places.items():
        model.add_bool_or([negated(keep), negated(literal), places.get(n, False)])
    return keep


def _until(frame: Frame, step: int, mine: StepVars, following: StepVars) -> Expression:
    """End of the hold: the start of the next step when the car stays."""
    hint = None
    solution = frame.incumbent
    if solution is not None and frame.hinted(step) is not None:
        hint = int(solution.start[step + 1] if solution.keep[step] else solution.end[step])
    until = frame.int_var(0, 2 * frame.a.num_ticks, hint)
    frame.model.add(until == following.start).only_enforce_if(mine.keep)
    frame.model.add(until == mine.end).only_enforce_if(negated(mine.keep))
    return until


def _add_pair(frame: Frame, left: Expression, following: StepVars, stays: Literal) -> None:
    hint = None
    moved = frame.all_of([following.planned, negated(stays)], hint)
    if moved is not False:
        frame.pairs.append(Pair(left=left, start=following.start, planned=following.planned, moved=moved))
