"""Unavoidable lateness: what each visit would cost if it had the workshop to itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.engine.bounds.alone import NEVER, all_earliest_ends
from optimizer.engine.bounds.occupancy import busy_of, fixed_spans, outages
from optimizer.engine.bounds.promise import planned_cost, unplanned_cost
from optimizer.engine.bounds.releases import step_releases
from optimizer.engine.reference import refer_tables
from optimizer.engine.tables import pack
from optimizer.problem import Problem
from optimizer.problem.arrays import NO_READY, NO_TIME, Int32, Int64


@dataclass(frozen=True, slots=True, kw_only=True)
class Unavoidable:
    """A lower bound of the promise cost of every plan, in class-weighted minutes without the tier factor.

    ``total`` is the sum of ``cost`` (V,). ``ready`` (V,): earliest minute at which the car can be ready, NO_TIME for a
    visit that cannot be planned. ``ends`` (S,): earliest end of each step in ticks, NO_TIME when it has none.
    ``releases`` (S,): earliest start of each step by arrival, resumption, parts and customer, in ticks.
    """

    total: int
    cost: Int64
    ready: Int32
    ends: Int32
    releases: Int32


def unavoidable(problem: Problem) -> Unavoidable:
    """Each visit alone beside running and frozen steps, all modes considered; milliseconds once compiled."""
    a, weights = problem.arrays, problem.day.workshop.policy.weights
    releases = step_releases(a)
    ends = np.full(a.num_steps, NEVER, dtype=np.int32)
    possible = np.zeros(a.num_visits, dtype=np.bool_)
    taken = [*outages(a), *fixed_spans(a)]
    all_earliest_ends(refer_tables(pack(a)), busy_of(a, taken), releases, ends, possible)
    if a.loan_cars == 0:
        possible &= ~(a.visit_loan & (a.visit_loan_since < 0))
    ready = np.full(a.num_visits, NO_TIME, dtype=np.int32)
    for visit in np.flatnonzero(possible):
        last = int(a.visit_first[visit + 1]) - 1
        known = int(a.visit_ready[visit])
        ready[visit] = known if known != NO_READY else int(ends[last - 1]) * a.tick_minutes
    cost = np.array(
        [
            planned_cost(a, weights, visit, int(ready[visit])) if possible[visit] else unplanned_cost(a, weights, visit)
            for visit in range(a.num_visits)
        ],
        dtype=np.int64,
    )
    return Unavoidable(total=int(cost.sum()), cost=cost, ready=ready, ends=ends, releases=releases)
