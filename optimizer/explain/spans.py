"""Where one step can be, whatever stands before it: every start tick tried, and the end each would have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from optimizer.engine.bounds.busy import Busy
from optimizer.engine.tables import Tables
from optimizer.explain.turns import Turns
from optimizer.problem.arrays import Bool, Int32, StretchCode
from optimizer.visit import StepKind

_RECEPTION = list(StepKind).index(StepKind.RECEPTION)


class World(NamedTuple):
    """What a visit finds: the tables, what others take, ticks before which steps may not start (S,), and, (H,) each,
    the ticks at which the car park is full and at which no loan car is in; and how the orders of technicians are kept.
    """

    tables: Tables
    busy: Busy
    releases: Int32
    park_full: Bool
    no_loan: Bool
    turns: Turns = Turns({}, {})


def cut(world: World, ticks: int) -> World:
    """The same with a horizon that ends sooner."""
    return world._replace(
        tables=world.tables._replace(num_ticks=ticks),
        park_full=world.park_full[:ticks],
        no_loan=world.no_loan[:ticks],
    )


def free_until(taken: Bool) -> Int32:
    """First tick from each on that is taken, (H+1,); H when none is."""
    ticks = len(taken)
    at = np.full(ticks + 1, ticks, dtype=np.int32)
    at[:ticks][taken] = np.flatnonzero(taken)
    return np.minimum.accumulate(at[::-1])[::-1]


def resource_until(world: World, resource: int) -> Int32:
    """``free_until`` of a technician, bay, unit or distance of arrivals."""
    busy, taken = world.busy, np.zeros(world.tables.num_ticks, dtype=np.bool_)
    for i in range(busy.ptr[resource], busy.ptr[resource + 1]):
        taken[max(0, busy.start[i]) : busy.end[i]] = True
    return free_until(taken)


def worked_ends(worked: Bool, ticks: int, stretch: int, date_end: Int32) -> Int32:
    """End of ``ticks`` worked from each start tick, (H,); 0 where they cannot be begun.

    ``worked`` (H,): who does them is at work. ``date_end`` (H+1,).
    """
    at = np.flatnonzero(worked)
    ends = np.zeros(len(worked), dtype=np.int32)
    begun = at[: max(0, len(at) - ticks + 1)]
    if not len(begun):
        return ends
    last = at[ticks - 1 :] + 1
    if stretch == StretchCode.NONE:
        last = np.where(last - begun == ticks, last, 0)
    elif stretch == StretchCode.BREAKS:
        last = np.where(last <= date_end[begun], last, 0)
    ends[begun] = last
    return ends


def crew_spans(world: World, step: int) -> Iterator[tuple[tuple[int, ...], bool, Int32]]:
    """Technicians who may do a step together, whether in overtime, and the end of each start (0: not then)."""
    t = world.tables
    row = t.steps[step]
    untils = {one: resource_until(world, one) for one, _, _ in _able(t, step)}
    for crew, ticks, since in _crews(t, step):
        for extended in range(t.use_overtime + 1):
            worked = np.ones(t.num_ticks, dtype=np.bool_)
            for one in crew:
                worked &= _at_work(t, int(t.tech_calendar[one, extended]))
            ends = worked_ends(worked, ticks, int(row.stretch), t.ticks.date_end)
            until = np.minimum.reduce([untils[one] for one in crew])
            ends = _aside(world, step, crew, ends)
            yield crew, bool(extended), _within(world, step, ends, until[:-1], since)


def unit_spans(world: World, step: int) -> Iterator[tuple[int, Int32]]:
    """Units that may do a step, and the end of each start (0: not then)."""
    t = world.tables
    row = t.steps[step]
    for unit in t.unit_list[row.unit_ptr : t.steps[step + 1].unit_ptr].tolist():
        place = t.num_technicians + t.num_bays + unit
        worked = _at_work(t, int(t.unit_calendar[unit]))
        ends = worked_ends(worked, int(row.fixed_ticks), StretchCode.NONE, t.ticks.date_end)
        ends = _within(world, step, ends, resource_until(world, place)[:-1])
        if row.kind == _RECEPTION:
            starts = np.arange(t.num_ticks)
            apart = np.minimum(starts + t.spacing_ticks, t.num_ticks)
            ends = np.where(apart <= resource_until(world, place + t.num_units)[:-1], ends, 0)
        yield unit, ends


def lag_ends(world: World, step: int) -> Int32:
    """The end of each start of a sublet step, 0 where it cannot start."""
    t = world.tables
    ends = np.arange(t.num_ticks, dtype=np.int32) + int(t.steps[step].fixed_ticks)
    ends = np.where(_at_work(t, t.open_calendar) & (ends <= t.num_ticks), ends, 0)
    return _within(world, step, ends, None)


def _within(world: World, step: int, ends: Int32, until: Int32 | None, since: int = 0) -> Int32:
    """Ends of those starts that the step may have, and at which nobody else needs the resource before the end."""
    low, high = world.turns.starts.get(step, (0, len(ends)))
    low = max(low, since, int(world.releases[step]))
    high = min(high, int(world.tables.steps[step].latest))
    starts = np.arange(len(ends))
    fine = (starts >= low) & (starts <= high)
    return np.where(fine if until is None else fine & (ends <= until), ends, 0)


def _aside(world: World, step: int, crew: tuple[int, ...], ends: Int32) -> Int32:
    """Ends of those starts that do not lie in the order of a technician to which the step does not belong."""
    starts = np.arange(len(ends))
    for one in crew:
        before, after = world.turns.aside.get((step, one), (len(ends), 0))
        ends = np.where((ends <= before) | (starts >= after), ends, 0)
    return ends


def _at_work(t: Tables, calendar: int) -> Bool:
    found: Bool = t.calendar[calendar].next_at[: t.num_ticks] == np.arange(t.num_ticks)
    return found


def _able(t: Tables, step: int) -> list[tuple[int, int, int]]:
    rows = t.able[t.steps[step].tech_ptr : t.steps[step + 1].tech_ptr]
    return [(int(one.technician), int(one.ticks), int(one.since)) for one in rows]


def _crews(t: Tables, step: int) -> Iterator[tuple[tuple[int, ...], int, int]]:
    """Crews with the working ticks they need and the tick from which they may begin."""
    row, able = t.steps[step], _able(t, step)
    if row.crew == 1:
        yield from (((one,), ticks, since) for one, ticks, since in able)
        return
    for n, (one, _, since) in enumerate(able):
        for other, _, later in able[n + 1 :]:
            if row.owner < 0 or row.owner in (one, other):
                pace = t.pace[min(one, other), row.category] + t.pace[max(one, other), row.category]
                ticks = max(1, int(np.floor(row.labour / pace / t.tick_minutes + 0.5)))
                yield (one, other), ticks, max(since, later)
