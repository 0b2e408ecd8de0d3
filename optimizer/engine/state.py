"""The search state: a solution with everything derived from it that makes the next step cheap."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from optimizer.engine.tables import Records
from optimizer.problem.arrays import Arrays, Int32, Int64

UInt64 = npt.NDArray[np.uint64]

PLACEMENT = np.dtype(
    [
        *((name, np.int64) for name in ("start", "end", "first", "second", "place", "held_from")),
        ("keep", np.bool_),
        ("extended", np.bool_),
    ]
)
STANDING = np.dtype(
    [
        ("cost", np.int64),
        ("removed", np.int64),
        ("order_key", np.float64),
        ("planned", np.bool_),
        ("was_planned", np.bool_),
    ]
)
BUSY = np.dtype([("start", np.int32), ("end", np.int32), ("step", np.int32)])
TAKEN = np.dtype([("at", np.int64), ("quantity", np.int64)])
CARS = np.dtype([("parked", np.int32), ("loaned", np.int32)])
DATE_LOAD = np.dtype([("load", np.int64), ("reserve", np.int64)])
CANDIDATE = np.dtype(
    [
        *((name, np.int64) for name in ("start", "end", "first", "second")),
        ("score", np.float64),
        ("extended", np.bool_),
    ]
)


class State(NamedTuple):
    """Letters as in ``Arrays``; R unary resources, M slots a resource. Loads are in minutes.

    ``steps`` (S,): placements as in ``Solution``; ``held_from``: tick from which a bay step holds its bay.
    ``visits`` (V,): planned or not, cost of the visit alone; ``removed``, ``was_planned``, ``order_key`` are scratch.
    Occupancy: ``busy`` (R, M) sorted, each span with its step (-1: an outage), ``busy_count`` (R,). Parts: ``taken``
    (P, M) sorted, ``taken_count`` (P,). ``cars`` (H+1,): parked and loaned at each tick. ``load`` (R, D): technicians,
    bays, advisors by resource number; ``half_hour_load`` (N,), ``dates`` (D,). ``level_cost`` (1,): weighted cost of
    the loads. ``rng`` (1,).
    ``candidates`` (C,), ``kept`` (S,) and ``trial`` (S,) are scratch.
    """

    steps: Records
    visits: Records
    busy: Records
    busy_count: Int32
    taken: Records
    taken_count: Int32
    cars: Records
    load: Int64
    half_hour_load: Int64
    dates: Records
    level_cost: Int64
    rng: UInt64
    candidates: Records
    kept: Records
    trial: Records


def placements(num_steps: int) -> Records:
    """Rows of steps that are nowhere."""
    rows = np.zeros(num_steps, dtype=PLACEMENT)
    for name in ("start", "end", "first", "second", "place", "held_from"):
        rows[name] = -1
    return rows.view(np.recarray)


def new_state(a: Arrays, seed: int) -> State:
    """An empty state: nothing placed, history booked."""
    resources = a.num_technicians + a.num_bays + a.num_units + a.num_advisors
    slots = a.num_steps + 2 * int(np.max(np.diff(a.outage_ptr), initial=0)) + 4
    candidates = 2 * a.num_technicians + 128

    def zeros(dtype: np.dtype[np.void], *shape: int) -> Records:
        return np.zeros(shape, dtype=dtype).view(np.recarray)

    load = np.zeros((a.num_technicians + a.num_bays + a.num_units, a.num_dates), dtype=np.int64)
    load[: a.num_technicians] = a.tech_base
    dates = zeros(DATE_LOAD, a.num_dates)
    dates["load"], dates["reserve"] = a.date_base, a.reserve_base
    return State(
        steps=placements(a.num_steps),
        visits=zeros(STANDING, a.num_visits),
        busy=zeros(BUSY, resources, slots),
        busy_count=np.zeros(resources, dtype=np.int32),
        taken=zeros(TAKEN, max(1, a.num_parts), a.num_steps + 1),
        taken_count=np.zeros(max(1, a.num_parts), dtype=np.int32),
        cars=zeros(CARS, a.num_ticks + 1),
        load=load,
        half_hour_load=a.half_hour_base.copy(),
        dates=dates,
        level_cost=np.zeros(1, dtype=np.int64),
        rng=np.array([(seed * 0x9E3779B97F4A7C15 + 0x1234567) % 2**64], dtype=np.uint64),
        candidates=zeros(CANDIDATE, candidates),
        kept=placements(a.num_steps),
        trial=placements(a.num_steps),
    )
