"""Heal within a budget: in slices of time on each thread, or by counted rounds."""

from __future__ import annotations

from collections.abc import Callable

from optimizer.engine.budget import Budget
from optimizer.engine.healed import Healed
from optimizer.engine.healer import Healer
from optimizer.engine.improve import ROUNDS_PER_SECOND

_SLICE_S = 0.012  # short enough to honour a stop within 0.1 s on a busy machine
_HOT, _COLD = 30.0, 0.05  # first and last temperature, in changed starts
_LARGEST = 12  # visits taken out at once
_EXCHANGES = 12
_ROUNDS = 50


def heal_timed(healer: Healer, shared: Healed, budget: Budget, unit: int) -> None:
    """Heal in slices until the budget is gone; now and then go on from the shared best.

    ``unit``: of the temperatures, what a changed start costs to the search.
    """
    rounds, exchanged = 4, int(budget.share * _EXCHANGES)
    while not budget.over:
        before = budget.seconds
        healer.run(rounds, _temperature(budget.share) * unit, _LARGEST)
        shared.offer(healer)
        took = budget.seconds - before
        rounds = max(1, min(2000, int(rounds * min(2.0, _SLICE_S / max(took, 1e-6)))))
        due = int(budget.share * _EXCHANGES)
        if due > exchanged:
            exchanged = due
            if shared.searched < healer.cost:
                healer.adopt(shared.best()[0])


def heal_rounds(healer: Healer, shared: Healed, budget: Budget, unit: int, watch: Callable[[], None]) -> None:
    """Heal for a number of rounds given by the limit and the size: the same on every run."""
    total = max(1, int(budget.time_limit_s * ROUNDS_PER_SECOND / (healer.num_steps + 100)))
    for done in range(0, total, _ROUNDS):
        if budget.stopped:
            return
        healer.run(min(_ROUNDS, total - done), _temperature(done / total) * unit, _LARGEST)
        if healer.cost < shared.searched:
            shared.offer(healer)
            watch()


def _temperature(spent: float) -> float:
    return float(_HOT * (_COLD / _HOT) ** min(1.0, spent))
