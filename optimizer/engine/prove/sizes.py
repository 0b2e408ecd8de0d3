"""Elapsed sizes of steps: working time with the lunch breaks and nights inside it, and the starts that have each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from optimizer.engine.bounds.busy import Busy
from optimizer.problem.arrays import NONE, Arrays, Bool, Int32, StretchCode

_NONE = int(StretchCode.NONE)
_BREAKS = int(StretchCode.BREAKS)


class Crew(NamedTuple):
    """Who does a step; ``second`` NONE for one technician. ``ticks``: their working time."""

    first: int
    second: int
    extended: bool
    ticks: int

    @property
    def members(self) -> tuple[int, ...]:
        """The technicians."""
        return (self.first,) if self.second == NONE else (self.first, self.second)


class Starts(NamedTuple):
    """Starts, sorted ticks, from which a step takes ``size`` elapsed ticks."""

    size: int
    starts: Int32


def crew_sizes(
    a: Arrays, busy: Busy, step: int, crew: Crew, *, window: tuple[int, int], by_date: bool
) -> Iterator[Starts]:
    """All starts of a crew inside a window and clear of ``busy`` technicians, grouped by size (and date)."""
    start_from, end_until = window
    rows = [int(a.tech_calendar[one, int(crew.extended)]) for one in crew.members]
    starts, ends = _spans(a, rows, crew.ticks, start_from, end_until)
    stretch = a.step_stretch[step]
    allowed = ends <= end_until
    if stretch == _NONE:
        allowed &= ends - starts == crew.ticks
    elif stretch == _BREAKS:
        allowed &= ends <= a.date_end[starts]
    for one in crew.members:
        if busy.ptr[one] < busy.ptr[one + 1]:
            allowed &= clear(busy, one, starts, ends)
    yield from _grouped(a, starts[allowed], (ends - starts)[allowed], by_date)


def unit_starts(a: Arrays, row: int, ticks: int, start_from: int, end_until: int) -> Int32:
    """Starts from which a calendar works ``ticks`` without a break, inside a window."""
    at = np.arange(start_from, end_until - ticks + 1, dtype=np.int32)
    return at[(a.next_at[row, at] == at) & (a.run_end[row, at] - at >= ticks)] if len(at) else at


def lag_starts(a: Arrays, ticks: int, start_from: int, end_until: int) -> Int32:
    """Starts of a sublet: any open tick."""
    at = np.arange(start_from, min(a.num_ticks, end_until - ticks + 1), dtype=np.int32)
    return at[a.next_at[a.open_calendar, at] == at] if len(at) else at


def _spans(a: Arrays, rows: list[int], ticks: int, start_from: int, end_until: int) -> tuple[Int32, Int32]:
    at = np.arange(start_from, max(start_from, min(a.num_ticks, end_until - ticks + 1)), dtype=np.int32)
    if len(rows) == 1:
        row = rows[0]
        at = at[a.next_at[row, at] == at]
        last = np.minimum(a.worked[row, at] + ticks - 1, a.num_ticks)
        return at, (a.tick_of[row, last] + 1).astype(np.int32)
    mask = (np.diff(a.worked[rows[0]]) & np.diff(a.worked[rows[1]])).astype(np.bool_)
    at = at[mask[at]]
    together = np.flatnonzero(mask).astype(np.int32)
    last = np.searchsorted(together, at) + ticks - 1
    ends = np.append(together, np.int32(a.num_ticks))[np.minimum(last, len(together))] + 1
    return at, ends.astype(np.int32)


def clear(busy: Busy, resource: int, starts: Int32, ends: Int32) -> Bool:
    """Which of the spans meet no busy span of the resource."""
    free = np.ones(len(starts), dtype=np.bool_)
    for i in range(busy.ptr[resource], busy.ptr[resource + 1]):
        free &= (ends <= busy.start[i]) | (starts >= busy.end[i])
    return free


def _grouped(a: Arrays, starts: Int32, sizes: Int32, by_date: bool) -> Iterator[Starts]:
    """Ends beyond the horizon were cut by the window."""
    for size in sorted(set(sizes.tolist())):
        chosen = starts[sizes == size]
        midnights = a.date_end[chosen]
        if not by_date or midnights[0] == midnights[-1]:
            yield Starts(size, chosen)
            continue
        for midnight in sorted(set(midnights.tolist())):
            yield Starts(size, chosen[midnights == midnight])


def union(several: list[Int32]) -> Int32:
    """Sorted ticks that are in any of the sets."""
    if not several:
        return np.zeros(0, dtype=np.int32)
    low, high = min(int(one[0]) for one in several), max(int(one[-1]) for one in several)
    seen = np.zeros(high - low + 1, dtype=np.bool_)
    for one in several:
        seen[one - low] = True
    return (np.flatnonzero(seen) + low).astype(np.int32)


def as_intervals(ticks: Int32) -> list[list[int]]:
    """Sorted ticks as closed intervals ``[first, last]``."""
    if not len(ticks):
        return []
    if ticks[-1] - ticks[0] == len(ticks) - 1:
        return [[int(ticks[0]), int(ticks[-1])]]
    breaks = np.flatnonzero(np.diff(ticks) > 1)
    firsts = ticks[np.concatenate(([0], breaks + 1))]
    lasts = ticks[np.concatenate((breaks, [len(ticks) - 1]))]
    return [[int(first), int(last)] for first, last in zip(firsts, lasts, strict=True)]
