"""Windows of steps: what the incumbent's promise cost leaves of the horizon."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from optimizer.engine.bounds import Unavoidable
from optimizer.engine.bounds.promise import midnight_minute, unplanned_cost
from optimizer.policy import Weights
from optimizer.problem import Problem
from optimizer.problem.arrays import NO_READY, NO_TIME, Arrays, Int32


class Windows(NamedTuple):
    """``start_from``, ``end_until`` (S,): ticks between which a step lies. ``optional``: visits not surely planned."""

    start_from: Int32
    end_until: Int32
    optional: frozenset[int]


def windows_of(problem: Problem, known: Unavoidable, visits: Iterable[int], promise_limit: int | None) -> Windows:
    """Windows of the visits' steps for plans in which these visits together cost no more promise than the limit.

    ``promise_limit`` in class-weighted minutes; None: no limit. What one visit may cost is the limit less what the
    others cost at least. Windows of impossible visits are empty.
    """
    a, weights = problem.arrays, problem.day.workshop.policy.weights
    visits = list(visits)
    spare = None if promise_limit is None else promise_limit - int(known.cost[visits].sum())
    start_from = known.releases.copy()
    end_until = np.full(a.num_steps, a.num_ticks, dtype=np.int32)
    optional = []
    for visit in visits:
        budget = None if spare is None else spare + int(known.cost[visit])
        if known.ready[visit] == NO_TIME or budget is None or unplanned_cost(a, weights, visit) <= budget:
            optional.append(visit)
        latest = latest_ready(a, weights, visit, budget)
        _cut(a, known, visit, latest, start_from=start_from, end_until=end_until)
    return Windows(start_from, end_until, frozenset(optional))


def latest_ready(a: Arrays, weights: Weights, visit: int, budget: int | None) -> int:
    """Latest tick at which the car may be ready within a promise budget; the horizon when anything goes."""
    weight, due = int(a.visit_weight[visit]), int(a.visit_due[visit])
    if budget is None or due == NO_TIME or weight == 0 or a.visit_ready[visit] != NO_READY:
        return a.num_ticks
    late = _minutes(budget, weight * weights.tardiness)
    if a.visit_due_today[visit] and due + late > midnight_minute(a):
        tomorrow = _minutes(budget - weight * weights.unfinished_today, weight * weights.tardiness)
        late = max(tomorrow, midnight_minute(a) - due)
    return min(a.num_ticks, max(0, due + late) // a.tick_minutes)


def _minutes(budget: int, price: int) -> int:
    if budget < 0:
        return -1
    return NO_TIME if price == 0 else budget // price


def _cut(a: Arrays, known: Unavoidable, visit: int, latest: int, *, start_from: Int32, end_until: Int32) -> None:
    first, last = int(a.visit_first[visit]), int(a.visit_first[visit + 1]) - 1
    for step in range(first, last + 1):
        if step > first:
            start_from[step] = max(int(start_from[step]), int(min(known.ends[step - 1], a.num_ticks)))
        if step < last:
            end_until[step] = latest - int(a.step_tail[step])
    end_until[last] = a.num_ticks
