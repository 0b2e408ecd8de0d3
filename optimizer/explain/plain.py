"""A place that is seen at once: as early as can be, the car moved between any two jobs, nothing short meanwhile.

The exact search (``room``) takes a tenth of a second on a large day; nearly always there is such a place, or none.
"""

from __future__ import annotations

import numpy as np

from optimizer.engine.bounds.alone import NEVER, earliest_ends
from optimizer.engine.reference import refer_tables
from optimizer.explain.spans import World
from optimizer.problem.arrays import NO_READY, Int32


def has_plain_room(world: World, visit: int, limit: int) -> bool:
    """Whether the visit has such a place, with the car ready by tick ``limit``; orders of technicians left aside."""
    t = world.tables
    row, first, last = t.visits[visit], int(t.visits[visit].first), int(t.visits[visit + 1].first) - 1
    if row.bay >= 0 and t.steps[first].in_bay and not t.steps[first].fixed:
        return False  # it would have to hold its bay from now on
    ends = _moved_each_time(world, visit, range(first, last + 1))
    if ends is None:
        return False
    is_ready = row.ready != NO_READY or ends[last - 1] <= limit
    stay = slice(int(world.releases[first]), int(ends[last]))
    lends = row.loan and row.loan_since < 0 and not t.steps[first].fixed
    return bool(is_ready and not world.park_full[stay].any() and not (lends and world.no_loan[stay].any()))


def _moved_each_time(world: World, visit: int, steps: range) -> Int32 | None:
    """Earliest end of each step (S,) with time for a move before each job that follows another; None: no place."""
    t, tables = world.tables, refer_tables(world.tables)
    ends, releases = np.full(len(world.releases), NEVER, dtype=np.int32), world.releases.copy()
    pairs = [n for n in steps[1:] if t.steps[n].bay_or_sublet and t.steps[n - 1].bay_or_sublet and not t.steps[n].fixed]
    while earliest_ends(tables, world.busy, releases, visit, ends):
        early = [n for n in pairs if releases[n] < ends[n - 1] + t.move_ticks]
        if not early:
            return ends
        releases[early[0]] = ends[early[0] - 1] + t.move_ticks
    return None
