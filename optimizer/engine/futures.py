"""What becomes of a plan when work takes longer or shorter than planned: the same plan, shifted right many times."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from optimizer.engine.begin import put_fixed
from optimizer.engine.reference import refer_state, refer_tables
from optimizer.engine.shift import goes_on, order_of, shift
from optimizer.engine.solution import Solution
from optimizer.engine.state import State, new_state
from optimizer.engine.tables import Records, pack
from optimizer.problem.arrays import NO_READY, NONE, Arrays, Float64, Int32, Int64

_CLEARED = (
    "steps",
    "visits",
    "busy_count",
    "taken_count",
    "cars",
    "load",
    "half_hour_load",
    "dates",
    "level_cost",
)


class Draw(NamedTuple):
    """One draw: ``factor`` (S,) on the working time of open steps, ``fixed_end`` (S,) of running ones in ticks."""

    factor: Float64
    fixed_end: Int32


def ready_minutes(arrays: Arrays, wanted: Records, draws: Iterable[Draw]) -> Int64:
    """When each visit is ready in each draw, (N, V), in minutes; ``NO_READY`` for one that finds no place.

    ``wanted`` as in ``shift_right``: each step where and by whom it is planned, as soon as these, the car and its
    parts are there, never before its planned start.
    """
    tables = pack(arrays)
    steps, labour, ticks = arrays.num_steps, arrays.step_labour, arrays.tech_ticks
    of_step = np.repeat(np.arange(steps), np.diff(arrays.tech_ptr))
    order, goes = order_of(arrays, wanted), goes_on(arrays, wanted)
    blank, state = (_blank(arrays) for _ in range(2))
    a, st = refer_tables(tables), refer_state(state)
    found = []
    for draw in draws:
        tables.able["ticks"] = np.maximum(1, np.floor(ticks * draw.factor[of_step] + 0.5))
        tables.steps["labour"][:steps] = labour * draw.factor
        tables.steps["fixed_end"][:steps] = draw.fixed_end
        _clear(state, blank)
        state.steps["end"] = np.where(arrays.step_fixed, draw.fixed_end, NONE)
        put_fixed(a, st)
        shift(a, st, wanted, order, goes.copy())
        found.append(_ready(arrays, state))
    return np.array(found, dtype=np.int64).reshape(len(found), arrays.num_visits)


def _blank(arrays: Arrays) -> State:
    """A state with fixed steps where they are, not yet put there."""
    state, fixed = new_state(arrays, 0), Solution.empty(arrays)
    for name in ("start", "end", "first", "second", "place", "keep", "extended"):
        state.steps[name] = getattr(fixed, name)
    return state


def _clear(state: State, blank: State) -> None:
    """The state as it was; what lies beyond the counts of occupancy and parts is never read."""
    for name in _CLEARED:
        getattr(state, name)[...] = getattr(blank, name)


def _ready(arrays: Arrays, state: State) -> Int64:
    """Minutes (V,) at which the step before the hand-over ends; when that is finished, when it did."""
    last = arrays.visit_first[1:] - 1
    is_open = last > arrays.visit_first[:-1]
    ends = np.where(is_open, state.steps["end"][last - 1], NONE)
    ready = np.where(is_open, ends.astype(np.int64) * arrays.tick_minutes, arrays.visit_ready)
    return np.where(state.visits["planned"], ready, NO_READY).astype(np.int64)
