"""Improve: ruin-and-recreate searches side by side, the better one shared, until the budget is spent."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from optimizer.engine.budget import Budget
from optimizer.engine.improver import Improver
from optimizer.engine.solution import Solution

_SLICE_S = 0.012  # short enough to honour a stop within 0.1 s on a busy machine
_HOT = 0.003  # first temperature, as a share of the cost
_COLD = 300.0  # last temperature: a few load minutes
_LARGEST_RUIN = 10
_EXCHANGES = 12
ROUNDS_PER_SECOND = 800_000  # deterministic mode: rounds a second of limit × steps


@dataclass(slots=True)
class Shared:
    """The best solution of all searches, behind a lock."""

    lock: threading.Lock
    cost: int
    solution: Solution

    def offer(self, improver: Improver) -> None:
        """Take over an improver's best when it is better."""
        with self.lock:
            if improver.cost < self.cost:
                self.cost, self.solution = improver.cost, improver.solution()


def temperature(cost: int, spent: float) -> float:
    """Temperature when a share ``spent`` (0..1) of the budget is gone: exponential from hot to cold."""
    hot = max(_HOT * cost, _COLD)
    return float(hot * (_COLD / hot) ** min(1.0, spent))


def improve(
    improvers: list[Improver], first: Solution, first_cost: int, budget: Budget, on_better: Callable[[int], None]
) -> Solution:
    """Run the improvers, a thread each, and return the best solution found; ``on_better`` hears each lower cost.

    In deterministic mode one improver runs a fixed number of rounds.
    """
    shared = Shared(threading.Lock(), first_cost, first)
    if budget.deterministic:
        _run_rounds(improvers[0], shared, budget, on_better)
        return shared.solution
    errors: list[BaseException] = []
    threads = [
        threading.Thread(target=_run_guarded, args=(one, shared, budget, errors), daemon=True) for one in improvers
    ]
    for thread in threads:
        thread.start()
    known = first_cost
    for thread in threads:
        while thread.is_alive():
            thread.join(0.05)
            if shared.cost < known:
                known = shared.cost
                on_better(known)
    if errors:
        raise errors[0]
    return shared.solution


def _run_guarded(improver: Improver, shared: Shared, budget: Budget, errors: list[BaseException]) -> None:
    try:
        _run_timed(improver, shared, budget)
    except BaseException as error:  # noqa: BLE001  # handed to the thread that waits
        errors.append(error)


def _run_timed(improver: Improver, shared: Shared, budget: Budget) -> None:
    rounds, exchanged, began = 4, 0, budget.seconds
    span = max(1e-6, budget.time_limit_s - began)
    while not budget.over:
        before = budget.seconds
        improver.run(rounds, temperature(improver.cost, (before - began) / span), _LARGEST_RUIN)
        shared.offer(improver)
        took = budget.seconds - before
        rounds = max(1, min(2000, int(rounds * min(2.0, _SLICE_S / max(took, 1e-6)))))
        due = int((budget.seconds - began) / span * _EXCHANGES)
        if due > exchanged:
            exchanged = due
            with shared.lock:
                better = shared.solution if shared.cost < improver.cost else None
            if better is not None:
                improver.adopt(better)


def _run_rounds(improver: Improver, shared: Shared, budget: Budget, on_better: Callable[[int], None]) -> None:
    total = max(1, int(budget.time_limit_s * ROUNDS_PER_SECOND / (improver.num_steps + 100)))
    for done in range(0, total, 50):
        if budget.stopped:
            return
        improver.run(min(50, total - done), temperature(improver.cost, done / total), _LARGEST_RUIN)
        if improver.cost < shared.cost:
            shared.offer(improver)
            on_better(shared.cost)
