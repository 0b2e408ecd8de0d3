"""Compiled: put visits into the book's occupancy and take them out, and what is free beside it."""

from __future__ import annotations

from optimizer.engine.commit import apply_step
from optimizer.engine.fit import fit_unit
from optimizer.engine.kernel import entry, kernel
from optimizer.engine.occupancy import occupy_gaps
from optimizer.engine.parts import parts_from, pieces_from
from optimizer.engine.state import State
from optimizer.engine.tables import Tables
from optimizer.engine.visit_cost import is_moved
from optimizer.problem.arrays import Int32


@kernel
def put(a: Tables, st: State, visit: int, sign: int) -> None:
    """Occupy (sign 1) or free (-1) everything that a placed visit needs, and book its minutes."""
    for step in range(a.visits[visit].first, a.visits[visit + 1].first):
        apply_step(a, st, visit, step, sign)
        if is_moved(a, st, visit, step):
            left = a.now if step == a.visits[visit].first else st.steps[step - 1].end
            for tick in range(left + a.move_ticks, st.steps[step].start):
                st.cars[tick].parked += sign
    if a.visits[visit].loan:
        for tick in range(_loan_begin(a, st, visit), st.steps[a.visits[visit + 1].first - 1].end):
            st.cars[tick].loaned += sign


@kernel
def _loan_begin(a: Tables, st: State, visit: int) -> int:
    since = a.visits[visit].loan_since
    return int(since) if since >= 0 else int(st.steps[a.visits[visit].first].start)


@entry
def put_all(a: Tables, st: State, sign: int) -> None:
    """Occupy or free what all visits of the tables need; their placements are in ``st.steps``."""
    for visit in range(a.num_visits):
        put(a, st, visit, sign)


@entry
def put_one(a: Tables, st: State, visit: int, sign: int) -> int:
    """Occupy or free what one visit needs; by how much the weighted load has grown."""
    cost = st.level_cost[0]
    put(a, st, visit, sign)
    return int(st.level_cost[0] - cost)


@entry
def part_there(a: Tables, st: State, part: int, quantity: int) -> int:
    """First tick from which so many pieces are left for good; the horizon when never."""
    return pieces_from(a, st, part, quantity)


@entry
def wait_for_parts(a: Tables, st: State) -> None:
    """Release each step of the tables no earlier than its parts are there; its needs are forgotten then."""
    for visit in range(a.num_visits):
        for step in range(a.visits[visit].first, a.visits[visit + 1].first):
            a.steps[step].release = max(a.steps[step].release, parts_from(a, st, visit, step))
    for step in range(len(a.steps)):
        a.steps[step].part_ptr = 0


@entry
def close(a: Tables, st: State) -> None:
    """Occupy the outages of bays."""
    for i in range(len(a.outages)):
        occupy_gaps(st, a.num_technicians + a.outages[i].bay, a.outages[i].start, a.outages[i].end)


@entry
def receivers(a: Tables, st: State, arrivals: Int32, advisors: Int32) -> None:
    """For each arrival the resource of the least busy advisor who is free to receive the first visit, or -1."""
    first = a.visits[0].first
    for n in range(len(arrivals)):
        best, best_load = -1, 0
        for i in range(a.steps[first].unit_ptr, a.steps[first + 1].unit_ptr):
            resource = a.num_technicians + a.num_bays + a.unit_list[i]
            load = st.load[resource, max(0, a.ticks[arrivals[n]].open_date)]
            start = fit_unit(a, st, a.unit_list[i], arrivals[n], a.steps[first].fixed_ticks, True)[0]
            if start == arrivals[n] and (best < 0 or load < best_load):
                best, best_load = resource, load
        advisors[n] = best
