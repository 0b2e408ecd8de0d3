"""Dispatching rules: cars one after another in a fixed order, each step as early as it can end.

What a shop without a planner does. Every rule of the model is kept, because the cars are inserted by the code that
places visits in the engine, with its search and its care for load switched off; gaps left by earlier cars are used,
which makes these rules better than they are on a shop floor.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from optimizer.engine.begin import begin
from optimizer.engine.commit import commit, forget
from optimizer.engine.place_visit import place_visit
from optimizer.engine.search import save
from optimizer.engine.solution import Solution
from optimizer.engine.state import State
from optimizer.engine.tuning import Taste
from optimizer.problem import Arrays

Key = Callable[[Arrays, int], tuple[int, ...]]


def _begun(a: Arrays, visit: int) -> int:
    return 0 if a.visit_started[visit] else 1


def _fifo(a: Arrays, visit: int) -> tuple[int, ...]:
    return _begun(a, visit), int(a.visit_arrival[visit])


def _earliest_due_date(a: Arrays, visit: int) -> tuple[int, ...]:
    return _begun(a, visit), int(a.visit_due[visit])


def _priority(a: Arrays, visit: int) -> tuple[int, ...]:
    return _begun(a, visit), -int(a.visit_weight[visit]), int(a.visit_arrival[visit])


RULES: Mapping[str, Key] = MappingProxyType(
    {"FIFO": _fifo, "earliest due date": _earliest_due_date, "priority": _priority}
)


def dispatch(a: Arrays, key: Key) -> Solution:
    """Plan every visit in the order of ``key``; those begun come first. What fits nowhere stays unplanned."""
    state = begin(a, 0)
    for visit in sorted(range(a.num_visits), key=lambda one: key(a, one)):
        _insert(a, state, visit)
    solution = Solution.empty(a)
    save(state, solution)
    return solution


def _insert(a: Arrays, state: State, visit: int) -> None:
    # A visit whose loan car or car park place is taken is tried again an hour later.
    for not_before in range(int(a.visit_release[visit]), a.num_ticks, max(1, 60 // a.tick_minutes)):
        taste = Taste(haste=1.0, load=0.0, not_before=not_before, blink=0.0, follow=0, linger=0.0)
        if place_visit(a, state, taste, visit):
            commit(a, state, visit)
            return
    forget(a, state, visit)
