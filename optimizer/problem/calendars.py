"""Working time as arrays that answer "when is the w-th working tick" at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Int32 = npt.NDArray[np.int32]


class Calendars(NamedTuple):
    """Distinct calendars, one a row (K rows, H ticks in the horizon).

    ``worked[k, t]`` (K, H+1): working ticks before t. ``next_at[k, t]`` (K, H+1): first working tick ≥ t, H if
    none. ``tick_of[k, w]`` (K, H+1): tick of the w-th working tick (from 0), H beyond the last.
    ``run_end[k, t]`` (K, H+1): first tick ≥ t that is not worked.
    """

    worked: Int32
    next_at: Int32
    tick_of: Int32
    run_end: Int32


class CalendarBook:
    """Collects calendars and gives equal ones the same row."""

    def __init__(self, num_ticks: int) -> None:
        self._num_ticks = num_ticks
        self._rows: dict[bytes, int] = {}
        self._masks: list[npt.NDArray[np.bool_]] = []

    def row(self, working: list[tuple[int, int]], holes: list[tuple[int, int]]) -> int:
        """Row of the calendar that works in ``working`` and not in ``holes`` (ticks)."""
        mask = np.zeros(self._num_ticks, dtype=np.bool_)
        for start, end in working:
            mask[start:end] = True
        for start, end in holes:
            mask[start:end] = False
        key = np.packbits(mask).tobytes()
        if key not in self._rows:
            self._rows[key] = len(self._masks)
            self._masks.append(mask)
        return self._rows[key]

    def mask(self, row: int) -> npt.NDArray[np.bool_]:
        """Working ticks of a row, shape (H,)."""
        return self._masks[row]

    def arrays(self) -> Calendars:
        """All rows as arrays."""
        shape = (len(self._masks), self._num_ticks + 1)
        worked, next_at, tick_of, run_end = (np.zeros(shape, dtype=np.int32) for _ in range(4))
        for row, mask in enumerate(self._masks):
            worked[row, 1:] = np.cumsum(mask)
            next_at[row] = _first_from(mask, end=self._num_ticks)
            run_end[row] = _first_from(~mask, end=self._num_ticks)
            ticks = np.flatnonzero(mask)
            tick_of[row, :] = self._num_ticks
            tick_of[row, : len(ticks)] = ticks
        return Calendars(worked, next_at, tick_of, run_end)


def _first_from(mask: npt.NDArray[np.bool_], *, end: int) -> Int32:
    """For each t in 0..H the first true tick at or after t, or ``end``."""
    ticks = np.where(mask, np.arange(end), end)
    first = np.minimum.accumulate(ticks[::-1])[::-1]
    return np.append(first, end).astype(np.int32)
