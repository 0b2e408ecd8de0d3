"""Calendars with working hours or absences taken away, all made once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

import numpy as np

from optimizer.explain.cause import Cause
from optimizer.explain.causes import HOURS
from optimizer.problem import Problem
from optimizer.problem.arrays import Bool, Int32
from optimizer.problem.calendars import CalendarBook
from optimizer.problem.grid import Grid
from optimizer.workshop import Technician


class CalendarRows(TypedDict):
    """Fields of ``Arrays``."""

    worked: Int32
    next_at: Int32
    tick_of: Int32
    run_end: Int32


class Hours:
    """Calendars of some technicians and all units: as they are, without hours, without absences, without both.

    An absence that has begun at ``begin`` reaches back for ever: beginning earlier would not help against it.
    """

    def __init__(self, problem: Problem, technicians: Sequence[int], begin: int) -> None:
        index, a = problem.index, problem.arrays
        self._book = book = CalendarBook(a.num_ticks)
        self._always = book.row([(0, a.num_ticks)], [])
        self._units = np.array([_copy(book, index.book.mask(int(row))) for row in a.unit_calendar], dtype=np.int32)
        self._open = _copy(book, index.book.mask(int(a.open_calendar)))
        self._known: dict[tuple[object, ...], tuple[tuple[int, int], ...]] = {}
        # (2, T, 2): without hours and with them, by technician, regular and extended
        self._there = np.full((2, a.num_technicians, 2), self._always, dtype=np.int32)
        self._away: dict[str, tuple[int, Int32]] = {}
        for one in technicians:
            record = index.technicians[one]
            absences = [_from_ever(*hole, begin) for hole in index.grid.outer(record.absences)]
            self._there[:, one] = self._rows_of(index.grid, record, [])
            if absences:
                away = np.array(self._rows_of(index.grid, record, absences), dtype=np.int32)
                self._away[record.technician_id] = one, away

    def _rows_of(self, grid: Grid, one: Technician, away: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        """Regular and extended row without working hours, and with them; many technicians share theirs."""
        key = (one.shifts, one.breaks, one.overtime, *away)
        if key not in self._known:
            always, shifts = [(0, grid.num_ticks)], grid.inner(one.shifts)
            holes = away + grid.outer(one.breaks)
            free, regular = self._book.row(always, away), self._book.row(shifts, holes)
            extended = self._book.row(shifts + grid.inner(one.overtime), holes)
            self._known[key] = (free, free), (regular, extended)
        return self._known[key]

    def calendars(self) -> CalendarRows:
        """All calendars as arrays."""
        found = self._book.arrays()
        return CalendarRows(worked=found.worked, next_at=found.next_at, tick_of=found.tick_of, run_end=found.run_end)

    def rows(self, active: frozenset[Cause]) -> tuple[Int32, Int32, int]:
        """Rows of technicians (T, 2), units (U,) and open spans when only these causes count."""
        hours = HOURS in active
        technicians = self._there[int(hours)].copy()
        for name, (one, away) in self._away.items():
            if Cause("working_time", name) in active:
                technicians[one] = away[int(hours)]
        if hours:
            return technicians, self._units, self._open
        return technicians, np.full_like(self._units, self._always), self._always


def _copy(book: CalendarBook, mask: Bool) -> int:
    changes = np.flatnonzero(np.diff(np.concatenate(([0], mask.astype(np.int8), [0]))))
    return book.row([(int(s), int(e)) for s, e in zip(changes[::2], changes[1::2], strict=True)], [])


def _from_ever(start: int, end: int, begin: int) -> tuple[int, int]:
    return (0, end) if start <= begin < end else (start, end)
