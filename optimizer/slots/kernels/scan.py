"""Compiled: a visit tried at one arrival after the other."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from optimizer.engine.fit import fit_unit
from optimizer.engine.kernel import entry, kernel
from optimizer.engine.place_visit import place_visit
from optimizer.engine.state import State
from optimizer.engine.tables import Tables
from optimizer.engine.tuning import Taste
from optimizer.problem.arrays import Int32, Int64
from optimizer.slots.kernels.put import put

Table: TypeAlias = npt.NDArray[np.void]

TRIED = np.dtype(
    [
        *((name, np.int64) for name in ("arrival", "visit", "taste", "ready", "promised")),
        *((name, np.int64) for name in ("level", "idle")),
    ]
)

TASTE = np.dtype([(name, np.float64) for name in ("haste", "load", "linger")])


class Limits(NamedTuple):
    """What the customer and the policy ask beyond the rules of a plan, in minutes from the horizon start.

    ``ready_by``: latest promised time; ``max_stay``: from arrival to promised time. ``waits`` 1: the customer waits, so
    the car is handed over as soon as it is ready and on the date of arrival. ``slack``, ``grid``: see ``Policy``.
    """

    ready_by: int
    max_stay: int
    waits: int
    slack: int
    grid: int


@entry
def scan(
    a: Tables,
    st: State,
    tastes: Table,
    limits: Limits,
    date_starts: Int32,
    arrivals: Int32,
    found: Table,
    rows: Table,
) -> int:
    """Try every visit of the tables with every taste at every arrival (ticks), beside what the state holds.

    The visits are one and the same, with other people to choose from. ``found`` (N,) of ``TRIED`` and ``rows`` (N, S)
    are filled; returns how many. The state is as before.
    """
    count = 0
    before = np.zeros(a.num_dates, dtype=np.int64)
    for arrival in arrivals:
        for visit in range(a.num_visits):
            if not _is_received(a, st, visit, arrival):
                continue
            for taste in range(len(tastes)):
                promised = _try(a, st, _way(tastes, taste), limits, date_starts, visit, arrival)
                if promised < 0:
                    continue
                found[count].level = _level(a, st, visit, before)
                if found[count].level < 0:
                    continue
                found[count].arrival, found[count].visit, found[count].taste = arrival, visit, taste
                found[count].ready = st.steps[a.visits[visit + 1].first - 2].end * a.tick_minutes
                found[count].promised = promised
                found[count].idle = _idle(a, st, visit)
                first = a.visits[visit].first
                for step in range(first, a.visits[visit + 1].first):
                    rows[count, step - first] = st.steps[step]
                count += 1
    return count


@entry
def settle(a: Tables, st: State, limits: Limits, date_starts: Int32, arrival: int, found: Table) -> bool:
    """Judge the first visit where it is placed: give it its promise and hand-over, fill row 0 of ``found``.

    False when it does not keep the limits, finds no loan car or touches the hours kept from bookings.
    """
    promised = _judged(a, st, limits, date_starts, 0, arrival, a.visits[0].loan)
    if promised < 0:
        return False
    found[0].level = _level(a, st, 0, np.zeros(a.num_dates, dtype=np.int64))
    found[0].arrival = arrival
    found[0].ready = st.steps[a.visits[1].first - 2].end * a.tick_minutes
    found[0].promised = promised
    found[0].idle = _idle(a, st, 0)
    return bool(found[0].level >= 0)


@kernel
def _way(tastes: Table, at: int) -> Taste:
    return Taste(tastes[at].haste, tastes[at].load, np.int64(0), 0.0, np.int64(0), tastes[at].linger, 0.0, np.int64(-1))


@kernel
def _is_received(a: Tables, st: State, visit: int, arrival: int) -> bool:
    """Whether an advisor who may receive the car is free exactly at the arrival."""
    step = a.visits[visit].first
    for i in range(a.steps[step].unit_ptr, a.steps[step + 1].unit_ptr):
        if fit_unit(a, st, a.unit_list[i], arrival, a.steps[step].fixed_ticks, True)[0] == arrival:
            return True
    return False


@kernel
def _try(a: Tables, st: State, taste: Taste, limits: Limits, date_starts: Int32, visit: int, arrival: int) -> int:
    """Place the visit for an arrival; the promised minute, or -1 when it does not go."""
    first = a.visits[visit].first
    a.visits[visit].release = arrival
    lends = a.visits[visit].loan
    a.visits[visit].loan = False  # a later arrival is another try: no search for it here
    placed = place_visit(a, st, taste, visit)
    a.visits[visit].loan = lends
    if not placed or st.steps[first].start != arrival:
        return -1
    return _judged(a, st, limits, date_starts, visit, arrival, lends)


@kernel
def _judged(a: Tables, st: State, limits: Limits, date_starts: Int32, visit: int, arrival: int, lends: bool) -> int:
    """Place the hand-over of a placed visit; the promised minute, or -1 when limits or loan cars forbid it."""
    last = a.visits[visit + 1].first - 1
    promised = _hand_over(a, st, limits, date_starts, last)
    if promised < 0 or promised > limits.ready_by or promised - arrival * a.tick_minutes > limits.max_stay:
        return -1
    if limits.waits == 1 and st.steps[last].end > a.ticks[arrival].date_end:
        return -1
    if lends:
        for tick in range(arrival, st.steps[last].end):
            if st.cars[tick].loaned >= a.loan_cars:
                return -1
    return promised


@kernel
def _hand_over(a: Tables, st: State, limits: Limits, date_starts: Int32, last: int) -> int:
    """Place the hand-over at the promised time, or as soon as the car is ready when the customer waits.

    Returns the promised minute: ready plus the slack, on the promise grid, when an advisor is free; -1 when never.
    """
    ready = st.steps[last - 1].end
    promised = _on_clock(ready * a.tick_minutes + limits.slack, limits.grid, date_starts, a.tick_minutes)
    if limits.waits == 1:
        start = _hand_over_from(a, st, last, ready)
        if start < 0:
            return -1
        return max(promised, _on_clock(start * a.tick_minutes, limits.grid, date_starts, a.tick_minutes))
    while True:
        wanted = -(-promised // a.tick_minutes)
        start = _hand_over_from(a, st, last, wanted)
        if start <= wanted:
            return promised if start == wanted else -1
        promised = _on_clock(start * a.tick_minutes, limits.grid, date_starts, a.tick_minutes)


@kernel
def _hand_over_from(a: Tables, st: State, last: int, release: int) -> int:
    """Place the hand-over with the advisor who is free first from a tick on; its start, or -1."""
    best, best_start, best_end = -1, a.num_ticks, -1
    for i in range(a.steps[last].unit_ptr, a.steps[last + 1].unit_ptr):
        start, end = fit_unit(a, st, a.unit_list[i], release, a.steps[last].fixed_ticks, False)
        if 0 <= start < best_start:
            best, best_start, best_end = a.unit_list[i], start, end
    if best < 0:
        return -1
    st.steps[last].start = best_start
    st.steps[last].end = best_end
    st.steps[last].held_from = best_start
    st.steps[last].place = a.num_technicians + a.num_bays + best
    return best_start


@kernel
def _on_clock(minute: int, grid: int, date_starts: Int32, tick_minutes: int) -> int:
    """First minute from ``minute`` on that is a multiple of ``grid`` after the local midnight before it."""
    midnight, following = 0, 1 << 40
    for tick in date_starts:
        if tick * tick_minutes <= minute:
            midnight = tick * tick_minutes
        else:
            following = tick * tick_minutes
            break
    return min(following, midnight - (midnight - minute) // grid * grid)


@kernel
def _level(a: Tables, st: State, visit: int, before: Int64) -> int:
    """By how much the weighted load grows with the visit; -1 when the hours kept from bookings would be touched."""
    cost = st.level_cost[0]
    for date in range(a.num_dates):
        before[date] = st.dates[date].reserve
    put(a, st, visit, 1)
    cost = st.level_cost[0] - cost
    for date in range(a.num_dates):
        if st.dates[date].reserve > max(before[date], a.dates[date].bookable):
            cost = -1
    put(a, st, visit, -1)
    return int(max(cost, -1))


@kernel
def _idle(a: Tables, st: State, visit: int) -> int:
    """Opening minutes between arrival and ready in which nothing is done on the car."""
    first, last = a.visits[visit].first, a.visits[visit + 1].first - 1
    row = a.calendar[a.open_calendar]
    ticks = row[st.steps[last - 1].end].worked - row[st.steps[first].start].worked
    for step in range(first, last):
        ticks -= row[st.steps[step].end].worked - row[st.steps[step].start].worked
    return int(ticks) * a.tick_minutes
