"""What becomes of a plan when work takes longer or shorter than planned: the same plan, shifted right many times."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from optimizer.engine.begin import begin
from optimizer.engine.reference import refer_state, refer_tables
from optimizer.engine.shift import goes_on, order_of, shift
from optimizer.engine.state import State
from optimizer.engine.tables import Records, pack
from optimizer.problem.arrays import NO_READY, NONE, Arrays, Float64, Int32, Int64


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
    kernels, order = refer_tables(tables), order_of(arrays, wanted)
    ticks, labour = tables.able["ticks"].copy(), tables.steps["labour"].copy()
    of_step = np.repeat(np.arange(arrays.num_steps), np.diff(arrays.tech_ptr))
    found = []
    for draw in draws:
        tables.able["ticks"] = np.maximum(1, np.floor(ticks * draw.factor[of_step] + 0.5))
        tables.steps["labour"][: arrays.num_steps] = labour[: arrays.num_steps] * draw.factor
        tables.steps["fixed_end"][: arrays.num_steps] = draw.fixed_end
        state = begin(arrays._replace(fixed_end=draw.fixed_end), tables, 0)
        shift(kernels, refer_state(state), wanted, order, goes_on(arrays, wanted))
        found.append(_ready(arrays, state))
    return np.array(found, dtype=np.int64).reshape(len(found), arrays.num_visits)


def _ready(arrays: Arrays, state: State) -> Int64:
    """Minutes (V,) at which the step before the hand-over ends; when that is finished, when it did."""
    last = arrays.visit_first[1:] - 1
    is_open = last > arrays.visit_first[:-1]
    ends = np.where(is_open, state.steps["end"][last - 1], NONE)
    ready = np.where(is_open, ends.astype(np.int64) * arrays.tick_minutes, arrays.visit_ready)
    return np.where(state.visits["planned"], ready, NO_READY).astype(np.int64)
