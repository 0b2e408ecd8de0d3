"""What the scenes of a problem share, made when it is first needed."""

from __future__ import annotations

from functools import cached_property

from optimizer.engine.tables import Records, Tables, pack
from optimizer.explain.hours import Hours
from optimizer.problem import Problem


class Stage:
    """Calendars and packed tables for the reasons of many visits of one problem."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._known: dict[tuple[tuple[int, int], ...], tuple[Hours, Tables]] = {}

    @cached_property
    def part_numbers(self) -> tuple[str, ...]:
        """Numbers of the parts, in the order of the problem's."""
        return tuple(sorted({need.part_number for step in self._problem.index.steps for need in step.parts}))

    @cached_property
    def effortless(self) -> Records:
        """``able`` of the tables when every step takes a technician one tick."""
        rows = self.hours(0)[1].able.copy()
        rows["ticks"] = 1
        return rows

    def hours(self, begin: int) -> tuple[Hours, Tables]:
        """Calendars, and the tables that go with them, for a visit that may begin at a tick.

        The same for all ticks at which the same technicians are absent.
        """
        key = tuple(
            (n, hole[0])
            for n, one in enumerate(self._problem.index.technicians)
            for hole in self._problem.index.grid.outer(one.absences)
            if hole[0] <= begin < hole[1]
        )
        if key not in self._known:
            hours = Hours(self._problem, range(self._problem.arrays.num_technicians), begin)
            self._known[key] = hours, pack(self._problem.free_arrays._replace(**hours.calendars()))
        return self._known[key]
