"""Dispatching rules: cars one after another in a fixed order, each step as early as it can end.

What a shop without a planner does. Every rule of the model is kept, because the cars are inserted by the code that
places visits in the engine, with its search and its care for load switched off; gaps left by earlier cars are used,
which makes these rules better than they are on a shop floor.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from optimizer.engine.begin import begin
from optimizer.engine.commit import commit, forget
from optimizer.engine.kernel import entry
from optimizer.engine.place_visit import place_visit
from optimizer.engine.reference import refer_state, refer_tables
from optimizer.engine.solution import Solution
from optimizer.engine.state import State
from optimizer.engine.tables import Tables, pack
from optimizer.engine.tuning import Taste
from optimizer.problem import Arrays
from optimizer.problem.arrays import Int64

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
    tables = pack(a)
    state = begin(a, tables, 0)
    order = np.array(sorted(range(a.num_visits), key=lambda visit: key(a, visit)), dtype=np.int64)
    _insert_in_order(refer_tables(tables), refer_state(state), order)
    solution = Solution.empty(a)
    for name in ("start", "end", "first", "second", "place", "keep", "extended"):
        getattr(solution, name)[:] = state.steps[name]
    solution.planned[:] = state.visits["planned"][: a.num_visits]
    return solution


@entry
def _insert_in_order(a: Tables, st: State, order: Int64) -> None:
    """Insert each visit as early as it can end; one that finds a place taken is tried again an hour later."""
    for visit in order:
        not_before = a.visits[visit].release
        planned = False
        while not planned and not_before < a.num_ticks:
            taste = Taste(1.0, 0.0, not_before, 0.0, 0, 0.0, 0.0, 0)
            planned = place_visit(a, st, taste, visit)
            not_before += max(1, 60 // a.tick_minutes)
        if planned:
            commit(a, st, visit)
        else:
            forget(a, st, visit)
