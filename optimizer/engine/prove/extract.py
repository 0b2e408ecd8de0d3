"""From the solver's values to a solution: starts, crews and stays as they are, machines by colouring."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from optimizer.engine.bounds.occupancy import place_spans
from optimizer.engine.prove.colour import Block, colour
from optimizer.engine.prove.frame import Expression, Frame, Literal
from optimizer.engine.prove.machines import eligible, place_from, standing
from optimizer.engine.solution import Solution
from optimizer.problem.arrays import NONE, Arrays

Value = Callable[[Expression], int]


def extract(frame: Frame, value: Value) -> Solution | None:
    """The solution of a solved model; None when cars or receptions of a class cannot be told apart after all."""
    solution = _blank(frame)
    class_of: dict[int, int] = {}
    for visit, planned in frame.planned.items():
        solution.planned[visit] = _true(value, planned)
        if not solution.planned[visit]:
            continue
        for step in _open(frame, visit):
            _write_step(frame, value, solution, step)
            places = frame.steps[step].places
            class_of.update((step, n) for n, literal in places.items() if _true(value, literal))
    for step, keep in frame.kept_fixed.items():
        solution.keep[step] = _true(value, keep)
    for n, group in enumerate(frame.classes):
        mine = [step for step, chosen in class_of.items() if chosen == n]
        if mine and not _tell_apart(frame, solution, group, mine):
            return None
    return solution


def _true(value: Value, literal: Literal) -> bool:
    return literal if isinstance(literal, bool) else bool(value(literal + 0))


def _open(frame: Frame, visit: int) -> Iterator[int]:
    rows = range(int(frame.a.visit_first[visit]), int(frame.a.visit_first[visit + 1]))
    return (step for step in rows if step in frame.steps)


def _blank(frame: Frame) -> Solution:
    """The incumbent without the free visits; of these the fixed steps."""
    a = frame.a
    empty = Solution.empty(a)
    for visit in range(a.num_visits):
        empty.planned[visit] = a.step_fixed[a.visit_first[visit] : a.visit_first[visit + 1]].all()
    if frame.incumbent is None:
        return empty
    solution = frame.incumbent.copy()
    for visit in frame.free:
        rows = slice(int(a.visit_first[visit]), int(a.visit_first[visit + 1]))
        for mine, none in zip(solution[:-1], empty[:-1], strict=True):
            mine[rows] = none[rows]
        for step in range(rows.start, rows.stop - 1):
            both = a.step_fixed[step] and a.step_fixed[step + 1] and a.step_in_bay[step] and a.step_in_bay[step + 1]
            solution.keep[step] = bool(both and a.fixed_place[step] == a.fixed_place[step + 1])
    return solution


def _write_step(frame: Frame, value: Value, solution: Solution, step: int) -> None:
    variables = frame.steps[step]
    solution.start[step] = value(variables.start)
    solution.end[step] = value(variables.end)
    solution.keep[step] = _true(value, variables.keep)
    for piece in variables.pieces:
        if _true(value, piece.literal):
            solution.first[step], solution.second[step] = piece.crew.first, piece.crew.second
            solution.extended[step] = piece.crew.extended


def _tell_apart(frame: Frame, solution: Solution, group: tuple[int, ...], mine: list[int]) -> bool:
    if len(group) == 1:
        solution.place[mine] = group[0]
        return True
    chains = list(_chains(frame, solution, mine, group))
    others = list(_movable(frame, solution, group))
    blocks = chains + others
    ours = {(block.preferred + offset, start, end) for block in others for offset, start, end in block.lanes}
    taken: dict[int, list[tuple[int, int]]] = {}
    for one in frame.taken:
        if (one.resource, one.start, one.end) not in ours:
            taken.setdefault(one.resource, []).append((one.start, one.end))
    chosen = colour(blocks, group, taken)
    if chosen is None:
        return False
    for n, machine in chosen.items():
        solution.place[list(blocks[n].steps)] = machine
    return True


def _chains(frame: Frame, solution: Solution, steps: list[int], group: tuple[int, ...]) -> Iterator[Block]:
    """Steps between which the car stays are one block."""
    chain: list[int] = []
    for step in sorted(steps):
        chain.append(step)
        if not solution.keep[step]:
            yield _block(frame, solution, chain, group)
            chain = []


def _block(frame: Frame, solution: Solution, chain: list[int], group: tuple[int, ...]) -> Block:
    preferred = NONE
    if frame.incumbent is not None and int(frame.incumbent.place[chain[0]]) in group:
        preferred = int(frame.incumbent.place[chain[0]])
    lanes = tuple(lane for step in chain for lane in place_spans(frame.a, solution, step))
    return Block(steps=tuple(chain), lanes=lanes, preferred=preferred)


def _movable(frame: Frame, solution: Solution, group: tuple[int, ...]) -> Iterator[Block]:
    """Blocks of visits that are not free but might as well be on another machine of the class."""
    a = frame.a
    if frame.incumbent is None:
        return
    pinned = standing(a, range(a.num_visits))
    for visit in set(range(a.num_visits)) - set(frame.free):
        chain: list[int] = []
        for step in range(int(a.visit_first[visit]), int(a.visit_first[visit + 1])):
            place = int(solution.place[step])
            if place not in group:
                continue
            chain.append(step)
            if solution.keep[step]:
                continue
            fits = all(_fits(a, solution, one, group) for one in chain)
            if fits and place not in pinned:
                yield _block(frame, solution, chain, group)
            chain = []


def _fits(a: Arrays, solution: Solution, step: int, group: tuple[int, ...]) -> bool:
    """Whether a step might as well be on any machine of the group."""
    if a.step_fixed[step] or not set(group) <= set(eligible(a, step)):
        return False
    return all(place_from(a, step, machine) <= solution.start[step] for machine in group)
