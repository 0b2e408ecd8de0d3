"""The best solution of all searches that run side by side."""

from __future__ import annotations

import threading

from optimizer.engine.improver import Improver
from optimizer.engine.solution import Solution


class Shared:
    """A solution and its cost behind a lock. ``version`` grows with each better one."""

    def __init__(self, solution: Solution, cost: int) -> None:
        self._lock = threading.Lock()
        self._solution = solution
        self._cost = cost

    @property
    def cost(self) -> int:
        """Cost of the best solution."""
        return self._cost

    def best(self) -> tuple[Solution, int]:
        """The best solution and its cost."""
        with self._lock:
            return self._solution, self._cost

    def offer(self, improver: Improver) -> None:
        """Take over an improver's best when it is better."""
        with self._lock:
            if improver.cost < self._cost:
                self._cost, self._solution = improver.cost, improver.solution()
