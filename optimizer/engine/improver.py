"""One ruin-and-recreate search that can be run in slices and handed a better solution."""

from __future__ import annotations

import numpy as np

from optimizer.engine.anew import build_anew, construct
from optimizer.engine.begin import begin
from optimizer.engine.reference import refer_state, refer_tables
from optimizer.engine.search import Best, keep_best, load_best, ruin_and_recreate
from optimizer.engine.solution import Solution
from optimizer.engine.state import State, placements
from optimizer.engine.tables import Records, Tables
from optimizer.problem import Arrays

_NEVER = np.iinfo(np.int64).max
_FIELDS = ("start", "end", "first", "second", "place", "keep", "extended")


class Improver:
    """A search state with its best solution. Not to be shared between threads while a slice runs."""

    def __init__(self, arrays: Arrays, tables: Tables, seed: int, state: State | None = None) -> None:
        """``state``: to begin with, fixed steps in place; None: an empty one."""
        self._arrays = arrays
        self._tables = refer_tables(tables)
        self._state = refer_state(begin(arrays, tables, seed) if state is None else state)
        self._best = Best(placements(arrays.num_steps), np.zeros(arrays.num_visits, dtype=np.bool_))
        self._urgency = np.zeros(arrays.num_visits, dtype=np.float64)
        self._best_urgency = self._urgency.copy()
        self._rng = np.random.default_rng(seed)
        self._costs = np.array([_NEVER, _NEVER], dtype=np.int64)

    @property
    def cost(self) -> int:
        """Cost of the best solution."""
        return int(self._costs[1])

    @property
    def num_steps(self) -> int:
        """Unfinished steps of the problem."""
        return self._arrays.num_steps

    @property
    def num_visits(self) -> int:
        """Visits of the problem."""
        return self._arrays.num_visits

    def construct(self) -> None:
        """Insert every visit once: the first valid solution."""
        construct(self._tables, self._state, self._urgency)
        self._best_urgency[:] = self._urgency
        keep_best(self._state, self._best, self._costs)

    def build_anew(self, push: float, thrift: float) -> int:
        """Insert every visit again, who was late earlier by ``push`` minutes: see ``anew``. Returns how many were."""
        before = self.cost
        late = build_anew(self._tables, self._state, self._best, self._costs, self._urgency, push, thrift)
        if self.cost < before:
            self._best_urgency[:] = self._urgency
        return int(late)

    def disturb(self, minutes: float) -> None:
        """Have the next plan built in the order of the best one built, each visit moved by normal ``minutes``."""
        self._urgency[:] = self._best_urgency + self._rng.normal(0.0, minutes, len(self._urgency))

    def go_back(self) -> None:
        """Go on from the best solution."""
        load_best(self._tables, self._state, self._best)
        keep_best(self._state, self._best, self._costs)

    def run(self, rounds: int, temperature: float, largest: int) -> None:
        """Search for some rounds at a temperature, with ruins of up to ``largest`` visits."""
        if not self._arrays.num_visits:
            return
        ruin_and_recreate(self._tables, self._state, self._best, self._costs, rounds, temperature, 1.0, largest)

    def compile_search(self) -> None:
        """Load or compile the search without searching."""
        ruin_and_recreate(self._tables, self._state, self._best, self._costs, 0, 0.0, 1.0, 1)

    def solution(self) -> Solution:
        """A copy of the best solution."""
        solution = Solution.empty(self._arrays)
        for name in _FIELDS:
            getattr(solution, name)[:] = self._best.steps[name]
        solution.planned[:] = self._best.planned
        return solution

    def adopt(self, solution: Solution) -> int:
        """Go on from another solution; it becomes the best when it is cheaper. Returns its cost."""
        other = Best(self._held(solution), solution.planned.copy())
        load_best(self._tables, self._state, other)
        return keep_best(self._state, self._best, self._costs)

    def _held(self, solution: Solution) -> Records:
        """Placements with the tick from which each bay is held."""
        a = self._arrays
        rows = placements(a.num_steps)
        for name in _FIELDS:
            rows[name] = getattr(solution, name)
        rows["held_from"] = rows["start"]
        stays = np.zeros(a.num_steps, dtype=np.bool_)
        stays[1:] = solution.keep[:-1] & (a.step_visit[1:] == a.step_visit[:-1])
        rows["held_from"][1:][stays[1:]] = rows["end"][:-1][stays[1:]]
        first = a.visit_first[:-1]
        waiting = (a.visit_bay >= 0) & (solution.place[first] == a.num_technicians + a.visit_bay)
        rows["held_from"][first[waiting & a.step_in_bay[first]]] = a.now
        return rows
