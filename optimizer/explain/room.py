"""Whether one visit has room beside the others, exactly: no order of starts is overlooked.

The bounds let a car wait in its bay through what others do there, and do not know the car park. Here, step by step,
every tick is kept at which the car can be done and in which bay it then stands, so that a step may also be put off for
the sake of a later one. Left to the caller: what the orders of technicians say of two steps of the visit itself.
"""

from __future__ import annotations

import numpy as np

from optimizer.explain.spans import World, crew_spans, free_until, lag_ends, resource_until, unit_spans
from optimizer.problem.arrays import NONE, Bool, Int32, Needs

Done = dict[int, Bool]  # by the bay in which the car stands (NONE: in none), (H+1,): whether a step can end then


def has_room(world: World, visit: int, limit: int) -> bool:
    """Whether a visit can be planned so that the car is ready by tick ``limit``."""
    return any(_reaches(world, visit, limit, *stay) for stay in _stays(world, visit))


def _stays(world: World, visit: int) -> list[tuple[int, int]]:
    """Spans one of which the visit must not leave from reception to hand-over: those in which a loan car is in."""
    t = world.tables
    row = t.visits[visit]
    if not row.loan or row.loan_since >= 0 or t.steps[row.first].fixed:
        return [(0, t.num_ticks)]
    changes = np.flatnonzero(np.diff(np.concatenate(([True], world.no_loan, [True])).astype(np.int8)))
    return [(int(since), int(until)) for since, until in zip(changes[::2], changes[1::2], strict=True)]


def _reaches(world: World, visit: int, limit: int, since: int, until: int) -> bool:
    t = world.tables
    first, last = int(t.visits[visit].first), int(t.visits[visit + 1].first) - 1
    done, paired = _before(world, visit)
    for step in range(first, last + 1):
        if t.steps[step].fixed:
            place = int(t.steps[step].fixed_place) - t.num_technicians if t.steps[step].in_bay else NONE
            done = {place: _only(t.num_ticks, max(_first(done), int(t.steps[step].fixed_end)))}
        else:
            done = _after(world, step, done, paired, stands=step == first, since=since if step == first else 0)
        if step == last - 1 and limit < t.num_ticks:
            for row in done.values():
                row[max(0, limit + 1) :] = False
        if not any(row.any() for row in done.values()):
            return False
        paired = bool(t.steps[step].bay_or_sublet)
    return _first(done) <= until


def _before(world: World, visit: int) -> tuple[Done, bool]:
    """Where the car is before its first step: in the bay where it stands at now, or nowhere in particular."""
    t = world.tables
    bay, first = int(t.visits[visit].bay), t.steps[t.visits[visit].first]
    if bay >= 0 and first.in_bay and not first.fixed:
        return {bay: _only(t.num_ticks, t.now)}, True
    return {NONE: _only(t.num_ticks, 0)}, False


def _after(world: World, step: int, done: Done, paired: bool, *, stands: bool, since: int) -> Done:
    """When an open step can be done, and where; ``stands``: the car has not been moved since now."""
    t = world.tables
    row = t.steps[step]
    if row.needs == Needs.UNIT:
        free = _from_first(done, since)
        return _ends(t.num_ticks, [(NONE, free, ends) for _, ends in unit_spans(world, step)])
    if row.needs == Needs.LAG:
        free = _moved(world, list(done.values())) if paired else _from_first(done, since)
        return _ends(t.num_ticks, [(NONE, free, lag_ends(world, step))])
    if not row.in_bay:
        free = _from_first(done, since)
        return _ends(t.num_ticks, [(NONE, free, ends) for _, _, ends in crew_spans(world, step)])
    return _in_bays(world, step, done, paired, stands=stands, since=since)


def _in_bays(world: World, step: int, done: Done, paired: bool, *, stands: bool, since: int) -> Done:
    t = world.tables
    found: Done = {}
    spans = [ends for _, _, ends in crew_spans(world, step)]
    for i in range(t.steps[step].bay_ptr, t.steps[step + 1].bay_ptr):
        bay = int(t.bay_list[i])
        until = resource_until(world, t.num_technicians + bay)
        free = _starts(world, bay, until, done, paired, stands=stands, since=since)
        free[: t.bay_since[i]] = False
        rows = [(bay, free, np.where(ends <= until[:-1], ends, 0)) for ends in spans]
        found |= _ends(t.num_ticks, rows)
    return found


def _starts(world: World, bay: int, until: Int32, done: Done, paired: bool, *, stands: bool, since: int) -> Bool:
    """Ticks (H,) at which a step may start in a bay for what the car did before: it stayed there, or was moved."""
    if not paired:
        return _from_first(done, since)
    moved = _moved(world, [row for place, row in done.items() if not (stands and place == bay)])
    if bay in done:
        ends = np.flatnonzero(done[bay]).astype(np.int32)
        moved |= _covered(len(moved), ends, until[ends])
    return moved


def _moved(world: World, rows: list[Bool]) -> Bool:
    """Ticks (H,) at which a car that was moved may be worked on: after the move, while the car park has a place."""
    ticks = world.tables.num_ticks
    ends = np.flatnonzero(np.logical_or.reduce(rows)) if rows else np.zeros(0, dtype=np.int64)
    there = (ends + world.tables.move_ticks).astype(np.int32)
    there = there[there <= ticks]
    return _covered(ticks, there, free_until(world.park_full)[there])


def _covered(ticks: int, low: Int32, high: Int32) -> Bool:
    """Ticks (H,) within any of the spans ``[low, high]``."""
    change = np.zeros(ticks + 2, dtype=np.int32)
    np.add.at(change, low, 1)
    np.add.at(change, high + 1, -1)
    covered: Bool = np.cumsum(change)[:ticks] > 0
    return covered


def _ends(ticks: int, rows: list[tuple[int, Bool, Int32]]) -> Done:
    """Ends that are reached: of each row the place, the starts that are free, and the end of each (0: none)."""
    found: Done = {}
    for place, free, ends in rows:
        reached = ends[free & (ends > 0)]
        if len(reached):
            found.setdefault(place, np.zeros(ticks + 1, dtype=np.bool_))[reached] = True
    return found


def _only(ticks: int, at: int) -> Bool:
    row = np.zeros(ticks + 1, dtype=np.bool_)
    row[min(at, ticks)] = True
    return row


def _first(done: Done) -> int:
    """First tick at which a step can end."""
    return min(int(row.argmax()) for row in done.values() if row.any())


def _from_first(done: Done, since: int) -> Bool:
    """Ticks (H,) from the first end on."""
    row = np.zeros(len(next(iter(done.values()))) - 1, dtype=np.bool_)
    row[max(_first(done), since) :] = True
    return row
