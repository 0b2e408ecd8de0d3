"""An improver that heals a published plan: see ``heal``."""

from __future__ import annotations

import numpy as np

from optimizer.engine.heal import heal, keep_healed, keep_what_stands
from optimizer.engine.improver import Improver
from optimizer.engine.search import Best, load_best
from optimizer.engine.solution import Solution
from optimizer.engine.tables import Records, Tables
from optimizer.problem import Arrays


class Healer(Improver):
    """An improver for which everything that is not as published costs ``stay`` more, see ``num_moved``.

    ``wanted`` (S,) of dtype ``WANTED``: where the published plan has each step.
    """

    def __init__(self, arrays: Arrays, tables: Tables, seed: int, wanted: Records, stay: int) -> None:
        super().__init__(arrays, tables, seed)
        self._wanted, self._stay = wanted, stay
        self._moved = np.zeros(arrays.num_visits, dtype=np.int64)

    def construct(self) -> None:
        """Keep every visit that can stay as published and insert the others: the first valid solution."""
        keep_what_stands(self._tables, self._state, self._wanted, self._stay)
        self._keep()

    def run(self, rounds: int, temperature: float, largest: int) -> None:
        """Heal for some rounds at a temperature."""
        if self._arrays.num_visits:
            self._heal(rounds, temperature, largest)

    def _heal(self, rounds: int, temperature: float, largest: int) -> None:
        heal(
            self._tables,
            self._state,
            self._best,
            self._costs,
            self._wanted,
            self._moved,
            self._stay,
            rounds,
            temperature,
            largest,
        )

    def compile_search(self) -> None:
        """Load or compile the search without searching."""
        self._heal(0, 0.0, 1)

    def adopt(self, solution: Solution) -> int:
        """Go on from another solution; it becomes the best when it is cheaper. Returns its cost."""
        load_best(self._tables, self._state, Best(self._held(solution), solution.planned.copy()))
        return self._keep()

    def _keep(self) -> int:
        return keep_healed(self._tables, self._state, self._best, self._costs, self._wanted, self._moved, self._stay)
