"""Insert a visit in the best of a few ways."""

from __future__ import annotations

import math

import numpy as np

from optimizer.engine.commit import commit, forget, total, withdraw
from optimizer.engine.kernel import kernel
from optimizer.engine.place_visit import place_visit
from optimizer.engine.randomness import uniform
from optimizer.engine.state import State
from optimizer.engine.tables import Records, Tables
from optimizer.engine.tuning import Taste
from optimizer.problem.arrays import NO_TIME

_PLAIN_HASTE = 100.0
_THRIFT = 500.0
_LATE_IN_ORDER = 0.05
_IMPATIENT = 0.2
_MOST_PATIENT = 90.0  # minutes


@kernel
def put_aside(a: Tables, st: State, visit: int, rows: Records) -> None:
    """Copy a visit's placements into rows by step."""
    for step in range(a.visits[visit].first, a.visits[visit + 1].first):
        rows[step] = st.steps[step]


@kernel
def put_back(a: Tables, st: State, visit: int, rows: Records) -> None:
    """Copy placements back that were put aside; the visit must not be planned."""
    for step in range(a.visits[visit].first, a.visits[visit + 1].first):
        st.steps[step] = rows[step]


@kernel
def sort_removed(st: State, count: int) -> None:
    """Sort the first rows of ``removed`` by the key of their visits, the lowest first."""
    for i in range(1, count):
        visit = st.visits[i].removed
        key = st.visits[visit].order_key
        at = i
        while at > 0 and st.visits[st.visits[at - 1].removed].order_key > key:
            st.visits[at].removed = st.visits[at - 1].removed
            at -= 1
        st.visits[at].removed = visit


@kernel
def plain_taste(follow: int) -> Taste:
    """Soon, with the load in view, nothing overlooked."""
    return Taste(_PLAIN_HASTE, 1.0, np.int64(0), 0.0, np.int64(follow), 1.0, 0.0, np.int64(0))


@kernel
def draw_taste(a: Tables, st: State, visit: int, late: bool) -> Taste:
    """A random way: haste over three orders of magnitude, sometimes with a later beginning inside the promise."""
    haste = math.exp(uniform(st.rng) * 7.0)
    load = 1.5 * uniform(st.rng)
    not_before, patient = 0, 0
    if a.visits[visit].turn < 0:  # who waits in an order keeps all behind them waiting
        late = uniform(st.rng) < _LATE_IN_ORDER
        patient = int(uniform(st.rng) ** 3 * _MOST_PATIENT / a.tick_minutes)
        if uniform(st.rng) < _IMPATIENT:
            patient = -1
    if late:
        first = a.visits[visit].first
        release = a.visits[visit].release
        due = a.visits[visit].due // a.tick_minutes if a.visits[visit].due != NO_TIME else release + 480
        slack = min(due, a.num_ticks) - release - a.steps[first].tail
        if slack > 0:
            not_before = release + int(slack * uniform(st.rng))
    linger = 3.0 * uniform(st.rng)
    thrift = _THRIFT * uniform(st.rng)
    return Taste(haste, load, np.int64(not_before), 0.03, np.int64(0), linger, thrift, np.int64(patient))


@kernel
def insert_visit(a: Tables, st: State, visit: int, tries: int) -> bool:
    """Insert an unplanned visit in the cheapest of ``tries`` random ways; False when no way was found."""
    if tries == 1:
        if place_visit(a, st, draw_taste(a, st, visit, uniform(st.rng) < 0.25), visit):
            commit(a, st, visit)
            return True
        return insert_somehow(a, st, visit)
    best = -1
    for trial in range(tries):
        if trial == 1 and a.steps[a.visits[visit + 1].first - 1].published_start >= 0:
            taste = plain_taste(1)
        else:
            taste = draw_taste(a, st, visit, trial > 0)
        if not place_visit(a, st, taste, visit):
            continue
        commit(a, st, visit)
        cost = total(st)
        if best < 0 or cost < best:
            best = cost
            put_aside(a, st, visit, st.trial)
            if trial == tries - 1:
                return True
        withdraw(a, st, visit)
    if best < 0:
        return insert_somehow(a, st, visit)
    put_back(a, st, visit, st.trial)
    commit(a, st, visit)
    return True


@kernel
def insert_somehow(a: Tables, st: State, visit: int) -> bool:
    """Insert as early as possible, else after ever later times up to the horizon."""
    if place_visit(a, st, plain_taste(0), visit):
        commit(a, st, visit)
        return True
    tick = a.visits[visit].release
    while tick < a.num_ticks:
        taste = Taste(_PLAIN_HASTE, 1.0, np.int64(tick), 0.0, np.int64(0), 0.0, 0.0, np.int64(-1))
        if place_visit(a, st, taste, visit):
            commit(a, st, visit)
            return True
        tick += max(1, 60 // a.tick_minutes)
    forget(a, st, visit)
    return False
