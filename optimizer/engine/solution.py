"""A plan in integers, shared by the parts of the engine."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from optimizer.problem import Arrays
from optimizer.problem.arrays import NONE, Bool, Int32


class Solution(NamedTuple):
    """One placement a step, shapes (S,); ``planned`` (V,).

    ``start``, ``end`` in ticks, NONE for a step without assignment. ``first``, ``second``: technicians.
    ``place``: the resource number (see ``Arrays``) of the bay or unit, NONE without. ``keep``: the car stays in its
    bay to the visit's next step. ``extended``: overtime counts as working time. Fixed steps always have their
    placement; a visit that is not planned has no other.
    """

    start: Int32
    end: Int32
    first: Int32
    second: Int32
    place: Int32
    keep: Bool
    extended: Bool
    planned: Bool

    @classmethod
    def empty(cls, arrays: Arrays) -> Solution:
        """No visit planned: fixed steps only."""
        steps = arrays.num_steps

        def row() -> Int32:
            return np.full(steps, NONE, dtype=np.int32)

        solution = cls(
            row(),
            row(),
            row(),
            row(),
            row(),
            np.zeros(steps, dtype=np.bool_),
            np.zeros(steps, dtype=np.bool_),
            np.zeros(arrays.num_visits, dtype=np.bool_),
        )
        fixed = arrays.step_fixed
        for mine, given in (
            (solution.start, arrays.fixed_start),
            (solution.end, arrays.fixed_end),
            (solution.first, arrays.fixed_first),
            (solution.second, arrays.fixed_second),
            (solution.place, arrays.fixed_place),
        ):
            mine[fixed] = given[fixed]
        solution.extended[fixed] = arrays.fixed_extended[fixed]
        return solution

    def copy(self) -> Solution:
        """A copy that shares nothing."""
        return Solution(
            self.start.copy(),
            self.end.copy(),
            self.first.copy(),
            self.second.copy(),
            self.place.copy(),
            self.keep.copy(),
            self.extended.copy(),
            self.planned.copy(),
        )
