"""Ticks before which steps may not start, whatever the others do."""

from __future__ import annotations

import numpy as np

from optimizer.problem.arrays import NO_TIME, Arrays, Int32


def pieces_at(a: Arrays, part: int, quantity: int) -> int:
    """First tick at which ``quantity`` pieces of a part have come in; NO_TIME when they never do."""
    have = 0
    for i in range(a.supply_ptr[part], a.supply_ptr[part + 1]):
        have += int(a.supply_quantity[i])
        if have >= quantity:
            return int(a.supply_at[i])
    return NO_TIME


def step_releases(a: Arrays) -> Int32:
    """Earliest start of each step (S,) by arrival, ``now``, resumption, customer there and parts.

    Parts: the whole supply for this visit, less what its own earlier steps take. Out of the horizon: never.
    """
    releases = np.maximum(a.step_release, a.visit_release[a.step_visit]).astype(np.int32)
    needs, part_of, visit_first = a.part_ptr.tolist(), a.part_list.tolist(), a.visit_first.tolist()
    scarce = {part for part in set(part_of) if not _plenty(a, part)}
    for step in np.flatnonzero(np.diff(a.part_ptr)).tolist():
        first = visit_first[a.step_visit[step]]
        for part in part_of[needs[step] : needs[step + 1]]:
            if part in scarce:
                releases[step] = max(releases[step], pieces_at(a, part, taken_until(a, first, step, part)))
    return np.minimum(releases, a.num_ticks).astype(np.int32)


def taken_until(a: Arrays, first: int, step: int, part: int) -> int:
    """Pieces of a part that the steps ``first`` to ``step`` of a visit take together."""
    rows = range(a.part_ptr[first], a.part_ptr[step + 1])
    return sum(int(a.part_quantity[i]) for i in rows if a.part_list[i] == part)


def _plenty(a: Arrays, part: int) -> bool:
    """Whether the stock alone is enough for everybody."""
    return bool(a.part_quantity[a.part_list == part].sum() <= a.supply_quantity[a.supply_ptr[part]])
