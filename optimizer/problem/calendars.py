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
        every = np.arange(self._num_ticks + 1, dtype=np.int32)
        for row, mask in enumerate(self._masks):
            np.cumsum(mask, out=worked[row, 1:])
            edges, working = _runs(mask)
            lengths = np.diff(edges)
            ends = edges[1:].copy()
            ends[-1] = self._num_ticks
            # outside of a run the next begins where the gap ends; in a run the gap begins where the run ends
            np.maximum(every, np.repeat(np.where(working, 0, ends), lengths), out=next_at[row])
            np.maximum(every, np.repeat(np.where(working, ends, 0), lengths), out=run_end[row])
            ticks = np.flatnonzero(mask)
            tick_of[row, len(ticks) :] = self._num_ticks
            tick_of[row, : len(ticks)] = ticks
        return Calendars(worked, next_at, tick_of, run_end)


def _runs(mask: npt.NDArray[np.bool_]) -> tuple[Int32, npt.NDArray[np.bool_]]:
    """Edges of the runs of equal ticks, 0 and H + 1 included (R+1,), and which of them work (R,); tick H does not."""
    changes = np.flatnonzero(np.diff(mask, append=False)) + 1
    edges = np.unique(np.concatenate(([0], changes, [len(mask) + 1]))).astype(np.int32)
    return edges, np.append(mask, False)[edges[:-1]]
