"""Improve: searches side by side, the better solution shared, until the budget is spent.

Both cores begin with whole plans, built anew in ever better orders. Then ruin-and-recreate runs on one core all the
time. The other core does the same until the promises have settled, then CP-SAT takes over there: the whole day where
its model can be built in time, neighbourhoods where it cannot.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from optimizer.engine.budget import Budget
from optimizer.engine.improver import Improver
from optimizer.engine.shared import Shared

_SLICE_S = 0.012  # short enough to honour a stop within 0.1 s on a busy machine
WARM = 0.003  # first temperature, as a share of the cost, of a search that stays near to what it has
_ENOUGH_ROUNDS = 12  # for each visit; a search with fewer has no time to be hotter
_ROUNDS_TO_FORGET = 300.0  # for each visit; a search with so many begins as hot as the whole cost
_COLD = 300.0  # last temperature: a few load minutes
LARGEST_RUIN = 10
_EXCHANGES = 12
_ANEW = 0.6  # of the budget at the most goes into plans built anew
_NO_BETTER = 40  # plans in a row that are no better: this order has given what it can
_DISTURBED = 0.2  # of the budget may go on with it disturbed
_DISTURBANCE_MIN = 300.0
_NO_BETTER_DISTURBED = 10  # plans in a row that are no better: disturbed anew
_ROUNDS_A_VISIT = 0.25  # a plan built anew takes as long as so many rounds for each visit
ROUNDS_PER_SECOND = 800_000  # deterministic mode: rounds × (steps + 100) for a second of limit


class Way(NamedTuple):
    """How plans are built anew: see ``anew.build_anew``."""

    push: float
    thrift: float


WAYS = (Way(push=100.0, thrift=100.0), Way(push=200.0, thrift=500.0))  # of the two threads


def first_share(improver: Improver, seconds: float) -> float:
    """How hot a search may begin: whole promises are given up only when there is time to win them back."""
    rounds = seconds * ROUNDS_PER_SECOND / (improver.num_steps + 100)
    for_each = rounds / max(1, improver.num_visits)
    return WARM if for_each < _ENOUGH_ROUNDS else min(1.0, for_each / _ROUNDS_TO_FORGET)


def temperature(cost: int, spent: float, share: float) -> float:
    """Temperature when a part ``spent`` (0..1) of the budget is gone: exponential from a share of the cost to cold."""
    hot = max(share * cost, _COLD)
    return float(hot * (_COLD / hot) ** min(1.0, spent))


class Builder(Protocol):
    """What builds plans in an order and keeps the best."""

    @property
    def cost(self) -> int:
        """Cost of the best."""
        ...

    def disturb(self, minutes: float) -> None:
        """Have the next built in the order of the best, disturbed."""
        ...


class Orders:
    """When an order of building has given what it can, and what comes then.

    As in iterated local search (Lourenço, Martin and Stützle, 2003): disturbed, it is mended from there, and what is
    no better in the end is forgotten.
    """

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._cost = builder.cost
        self._worse = 0
        self._enough = _NO_BETTER
        self._most = _ANEW

    def go_on(self, share: float) -> bool:
        """Whether another plan is to be built when a ``share`` (0..1) of the budget is gone. Disturbs a stale order."""
        self._worse = 0 if self._builder.cost < self._cost else self._worse + 1
        self._cost = self._builder.cost
        if self._worse > self._enough:
            self._worse, self._enough, self._most = 1, _NO_BETTER_DISTURBED, _DISTURBED
            if share < self._most:
                self._builder.disturb(_DISTURBANCE_MIN)
        return share < self._most


def build_anew(improver: Improver, shared: Shared, budget: Budget, way: Way) -> None:
    """Build whole plans while there is time and promises can become better; goes on from the best of all searches."""
    orders = Orders(improver)
    while not budget.over and orders.go_on(budget.share):
        if improver.build_anew(way.push, way.thrift) == 0:
            break
        shared.offer(improver)
    solution, cost = shared.best()
    if cost < improver.cost:
        improver.adopt(solution)
    else:
        improver.go_back()


def search(improver: Improver, shared: Shared, budget: Budget, *, hot: float, until: float = 1.0) -> None:
    """Ruin and recreate in slices until a share of the budget is gone; now and then go on from the shared best."""
    rounds, exchanged = 4, int(budget.share * _EXCHANGES)
    while not budget.over and budget.share < until:
        before = budget.seconds
        improver.run(rounds, temperature(improver.cost, budget.share, hot), LARGEST_RUIN)
        shared.offer(improver)
        took = budget.seconds - before
        rounds = max(1, min(2000, int(rounds * min(2.0, _SLICE_S / max(took, 1e-6)))))
        due = int(budget.share * _EXCHANGES)
        if due > exchanged:
            exchanged = due
            solution, cost = shared.best()
            if cost < improver.cost:
                improver.adopt(solution)


def search_rounds(improver: Improver, shared: Shared, budget: Budget, on_better: Callable[[], None]) -> None:
    """The same by counted work, the limit and the size say how much: the same on every run."""
    hot = first_share(improver, budget.time_limit_s)
    total = max(1, int(budget.time_limit_s * ROUNDS_PER_SECOND / (improver.num_steps + 100)))
    begun = _build_anew_rounds(improver, shared, budget, total, on_better)
    for done in range(begun, total, 50):
        if budget.stopped:
            return
        improver.run(min(50, total - done), temperature(improver.cost, done / total, hot), LARGEST_RUIN)
        if improver.cost < shared.cost:
            shared.offer(improver)
            on_better()


def _build_anew_rounds(
    improver: Improver, shared: Shared, budget: Budget, total: int, on_better: Callable[[], None]
) -> int:
    """Build whole plans in the work of some of ``total`` rounds; returns how many were spent."""
    each, spent, orders = 1 + int(_ROUNDS_A_VISIT * improver.num_visits), 0, Orders(improver)
    while not budget.stopped and orders.go_on((spent + each) / total):
        way = WAYS[spent // each % len(WAYS)]
        if improver.build_anew(way.push, way.thrift) == 0:
            break
        spent += each
        if improver.cost < shared.cost:
            shared.offer(improver)
            on_better()
    improver.go_back()
    return spent


def side_by_side(tasks: Sequence[Callable[[], None]], watch: Callable[[], None]) -> None:
    """Run tasks in threads and call ``watch`` every 50 ms until all have ended. Raises what a task raised first."""
    errors: list[BaseException] = []

    def guarded(task: Callable[[], None]) -> None:
        try:
            task()
        except BaseException as error:  # handed to the thread that waits
            errors.append(error)

    threads = [threading.Thread(target=guarded, args=(task,), daemon=True) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        while thread.is_alive():
            thread.join(0.05)
            watch()
    if errors:
        raise errors[0]
