"""The best re-plan of all searches that run side by side, never worse than doing nothing."""

from __future__ import annotations

from optimizer.engine.improver import Improver
from optimizer.engine.shared import Shared
from optimizer.engine.solution import Solution


class Healed(Shared):
    """``cost`` is the policy's own, ``searched`` that of the search, which minds changes more.

    The best is the one that is cheapest to the search among those that cost at most ``most`` by the policy; it begins
    with what becomes of the published plan when nobody decides anything.
    """

    def __init__(self, nothing: Solution, searched: int, judge: Improver, gain: int) -> None:
        """``judge``: prices solutions by the policy. ``gain``: what a re-plan must save at least."""
        super().__init__(nothing, judge.adopt(nothing))
        self._judge = judge
        self._most = self._cost - gain
        self._searched = self._refused = searched

    @property
    def searched(self) -> int:
        """Cost of the best solution to the search."""
        return self._searched

    def offer(self, improver: Improver) -> None:
        """Take over an improver's best when it is better to the search and no worse than allowed."""
        with self._lock:
            if improver.cost >= self._searched or improver.cost == self._refused:
                return
            solution = improver.solution()
            price = self._judge.adopt(solution)
            if price > self._most:
                self._refused = improver.cost
                return
            self._searched, self._cost, self._solution = improver.cost, price, solution
