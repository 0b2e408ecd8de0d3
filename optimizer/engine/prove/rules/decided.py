"""The order of a technician: its steps one after the other, and no other step of theirs between."""

from __future__ import annotations

from itertools import combinations

from optimizer.engine.prove.frame import Expression, Frame, Literal, negated
from optimizer.problem.arrays import NONE

Spot = tuple[Expression, Expression, list[Literal]]  # start, end, and when it is there


def ordered(frame: Frame) -> None:
    """``ordered``: who is in whose order, and alone in a crew of one, is in the domains; here is when."""
    a = frame.a
    for technician in range(a.num_technicians):
        own = a.order_list[a.order_ptr[technician] : a.order_ptr[technician + 1]].tolist()
        placed = {step: spot for step in own for spot in [_spot(frame, step, technician)] if spot is not None}
        for one, other in combinations(placed, 2):
            if one in frame.steps or other in frame.steps:
                _after(frame, placed[one], placed[other])
        if len(placed) > 1:
            for step in _others(frame, technician, set(own)):
                _outside(frame, technician, step, placed)


def _spot(frame: Frame, step: int, technician: int) -> Spot | None:
    """Where a step is when this technician does it; None when it is nowhere."""
    if step in frame.steps:
        variables = frame.steps[step]
        mine = [piece.literal for piece in variables.pieces if technician in piece.crew.members]
        by_all = len(mine) == len(variables.pieces)
        doing = variables.planned if by_all else _any_of(frame, mine)
        return variables.start, variables.end, [] if doing is True else [doing]
    solution = frame.incumbent
    if solution is None or frame.a.step_fixed[step] or solution.start[step] == NONE:
        return None
    if technician not in (solution.first[step], solution.second[step]):
        return None
    return int(solution.start[step]), int(solution.end[step]), []


def _any_of(frame: Frame, literals: list[Literal]) -> Literal:
    if len(literals) == 1:
        return literals[0]
    done = frame.bool_var()
    frame.model.add(sum(literals) == done)  # a step has one piece at the most
    return done


def _after(frame: Frame, one: Spot, other: Spot) -> None:
    rule = frame.model.add(other[0] >= one[1])
    rule.only_enforce_if([*one[2], *other[2]])


def _others(frame: Frame, technician: int, own: set[int]) -> list[int]:
    """Movable steps outside of the order that the technician may do, or does."""
    return [step for step in range(frame.a.num_steps) if step not in own and _may_do(frame, step, technician)]


def _may_do(frame: Frame, step: int, technician: int) -> bool:
    if step in frame.steps:
        return any(technician in piece.crew.members for piece in frame.steps[step].pieces)
    return _spot(frame, step, technician) is not None


def _outside(frame: Frame, technician: int, step: int, placed: dict[int, Spot]) -> None:
    """Another step of the technician is before the whole order or after it."""
    spot = _spot(frame, step, technician)
    if spot is None or (step not in frame.steps and not any(one in frame.steps for one in placed)):
        return
    first = frame.bool_var()
    for start, end, there in placed.values():
        when = [*spot[2], *there]
        frame.model.add(spot[1] <= start).only_enforce_if([*when, first])
        frame.model.add(spot[0] >= end).only_enforce_if([*when, negated(first)])
