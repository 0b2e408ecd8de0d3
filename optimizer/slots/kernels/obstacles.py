"""Compiled: which rules a placed visit breaks beside what the book holds."""

from __future__ import annotations

from enum import IntEnum

import numpy as np

from optimizer.engine.candidates import pair_ticks
from optimizer.engine.fit import fit_alone, joint_end, joint_next
from optimizer.engine.kernel import entry, kernel
from optimizer.engine.occupancy import conflict_end
from optimizer.engine.parts import pieces_from
from optimizer.engine.state import State
from optimizer.engine.tables import Records, Tables
from optimizer.engine.visit_cost import is_moved
from optimizer.problem.arrays import Needs
from optimizer.slots.kernels.put import put

OBSTACLE = np.dtype([(name, np.int64) for name in ("rule", "step", "subject")])


class Broken(IntEnum):
    """Rules by number; ``subject`` in ``OBSTACLE`` is a resource, a part row, an open date, or -1."""

    STEP_ORDER = 0
    NOT_BEFORE_NOW = 1
    ARRIVAL = 2
    SKILL = 3
    TECHNICIAN_OVERLAP = 4
    WORKING_TIME = 5
    BAY_CAPABILITY = 6
    BAY_OVERLAP = 7
    BAY_MOVE = 8
    CAR_PARK = 9
    STATION_OVERLAP = 10
    ARRIVAL_SPACING = 11
    PARTS = 12
    SUBLET = 13
    HAND_OVER = 14
    LOAN_CARS = 15
    RESERVE = 16


_STEP_ORDER = int(Broken.STEP_ORDER)
_NOT_BEFORE_NOW = int(Broken.NOT_BEFORE_NOW)
_ARRIVAL = int(Broken.ARRIVAL)
_SKILL = int(Broken.SKILL)
_TECHNICIAN_OVERLAP = int(Broken.TECHNICIAN_OVERLAP)
_WORKING_TIME = int(Broken.WORKING_TIME)
_BAY_CAPABILITY = int(Broken.BAY_CAPABILITY)
_BAY_OVERLAP = int(Broken.BAY_OVERLAP)
_BAY_MOVE = int(Broken.BAY_MOVE)
_CAR_PARK = int(Broken.CAR_PARK)
_STATION_OVERLAP = int(Broken.STATION_OVERLAP)
_ARRIVAL_SPACING = int(Broken.ARRIVAL_SPACING)
_PARTS = int(Broken.PARTS)
_SUBLET = int(Broken.SUBLET)
_HAND_OVER = int(Broken.HAND_OVER)
_LOAN_CARS = int(Broken.LOAN_CARS)
_RESERVE = int(Broken.RESERVE)
_LAG = int(Needs.LAG)
_UNIT = int(Needs.UNIT)
_RECEPTION = 0
_LAST = 6


@entry
def obstacles(a: Tables, st: State, visit: int, now: int, out: Records) -> int:
    """Fill ``out`` with what stands in the way of the visit's placements, open steps only; returns how many.

    The visit is not in the state. ``now``: the tick before which no step may start. At most twelve for each step.
    """
    count = 0
    first = a.visits[visit].first
    for step in range(first, a.visits[visit + 1].first):
        if a.steps[step].running:
            continue
        start = st.steps[step].start
        if start < now:
            count = _note(out, count, _NOT_BEFORE_NOW, step, -1)
        if start < a.visits[visit].release:
            count = _note(out, count, _ARRIVAL, step, -1)
        if step > first and start < st.steps[step - 1].end:
            count = _note(out, count, _STEP_ORDER, step, -1)
        if a.steps[step].needs == _UNIT:
            count = _unit(a, st, step, out, count)
        elif a.steps[step].needs == _LAG:
            leaves = a.calendar[a.open_calendar, start].next_at == start
            if not leaves or st.steps[step].end - start != a.steps[step].fixed_ticks:
                count = _note(out, count, _SUBLET, step, -1)
        else:
            count = _bay(a, st, step, out, _crew(a, st, step, out, count))
        count = _parts(a, st, visit, step, out, _moved(a, st, visit, step, out, count))
    return _whole(a, st, visit, out, count)


@kernel
def _note(out: Records, count: int, rule: int, step: int, subject: int) -> int:
    out[count].rule = rule
    out[count].step = step
    out[count].subject = subject
    return count + 1


@kernel
def _unit(a: Tables, st: State, step: int, out: Records, count: int) -> int:
    start, end, place = st.steps[step].start, st.steps[step].end, st.steps[step].place
    unit = place - a.num_technicians - a.num_bays
    able = False
    for i in range(a.steps[step].unit_ptr, a.steps[step + 1].unit_ptr):
        able |= a.unit_list[i] == unit
    if not able or conflict_end(st, place, start, end) >= 0:
        return _note(out, count, _STATION_OVERLAP, step, place)
    row = a.calendar[a.unit_calendar[unit]]
    if row[end].worked - row[start].worked != end - start or end - start != a.steps[step].fixed_ticks:
        count = _note(out, count, _WORKING_TIME, step, place)
    if a.steps[step].kind == _RECEPTION and conflict_end(st, place + a.num_units, start, start + a.spacing_ticks) >= 0:
        count = _note(out, count, _ARRIVAL_SPACING, step, place)
    if a.steps[step].kind == _LAST and start < a.steps[step].release:
        count = _note(out, count, _HAND_OVER, step, -1)
    return count


@kernel
def _crew(a: Tables, st: State, step: int, out: Records, count: int) -> int:
    first, second = st.steps[step].first, st.steps[step].second
    present = int(first >= 0) + int(second >= 0)
    if present != a.steps[step].crew or (present == 2 and first == second):
        return _note(out, count, _SKILL, step, first)
    ticks, free = 0, True
    for technician in (first, second):
        able = technician < 0
        for i in range(a.steps[step].tech_ptr, a.steps[step + 1].tech_ptr):
            if a.able[i].technician == technician:
                able = True
                ticks = a.able[i].ticks
        if not able:
            return _note(out, count, _SKILL, step, technician)
        if technician >= 0 and conflict_end(st, technician, st.steps[step].start, st.steps[step].end) >= 0:
            count = _note(out, count, _TECHNICIAN_OVERLAP, step, technician)
            free = False
    if free and not _worked(a, st, step, ticks):
        count = _note(out, count, _WORKING_TIME, step, first)
    return count


@kernel
def _worked(a: Tables, st: State, step: int, ticks: int) -> bool:
    """Whether the crew, free as it is, needs exactly this time from this start."""
    first, second, extended = st.steps[step].first, st.steps[step].second, int(st.steps[step].extended)
    start, stretch = st.steps[step].start, a.steps[step].stretch
    calendar = a.tech_calendar[first, extended]
    if second < 0:
        found = fit_alone(a, st, first, calendar, start, ticks, stretch)
        return bool(found[0] == start and found[1] == st.steps[step].end)
    other = a.tech_calendar[second, extended]
    ticks = pair_ticks(a, step, first, second)
    end = joint_end(a, calendar, other, start, ticks)
    whole = stretch != 0 or end - start == ticks
    same_day = stretch != 1 or end <= a.ticks[start].date_end
    begins = joint_next(a, calendar, other, start) == start
    return bool(begins and end == st.steps[step].end and whole and same_day)


@kernel
def _bay(a: Tables, st: State, step: int, out: Records, count: int) -> int:
    if not a.steps[step].in_bay:
        return count
    place = st.steps[step].place
    able = False
    for i in range(a.steps[step].bay_ptr, a.steps[step + 1].bay_ptr):
        able |= a.num_technicians + a.bay_list[i] == place
    if not able:
        return _note(out, count, _BAY_CAPABILITY, step, place)
    if conflict_end(st, place, st.steps[step].held_from, st.steps[step].end) >= 0:
        count = _note(out, count, _BAY_OVERLAP, step, place)
    return count


@kernel
def _moved(a: Tables, st: State, visit: int, step: int, out: Records, count: int) -> int:
    if not is_moved(a, st, visit, step):
        return count
    left = a.now if step == a.visits[visit].first else int(st.steps[step - 1].end)
    if st.steps[step].start < left + a.move_ticks:
        return _note(out, count, _BAY_MOVE, step, -1)
    for tick in range(left + a.move_ticks, st.steps[step].start):
        if st.cars[tick].parked >= a.car_park_places:
            return _note(out, count, _CAR_PARK, step, -1)
    return count


@kernel
def _parts(a: Tables, st: State, visit: int, step: int, out: Records, count: int) -> int:
    """Each part for itself, after what the visit's earlier steps take."""
    for need in range(a.steps[step].part_ptr, a.steps[step + 1].part_ptr):
        part = a.wants[need].part
        wanted = 0
        for other in range(a.steps[a.visits[visit].first].part_ptr, a.steps[step + 1].part_ptr):
            if a.wants[other].part == part:
                wanted += a.wants[other].quantity
        if pieces_from(a, st, part, wanted) > st.steps[step].start:
            return _note(out, count, _PARTS, step, part)
    return count


@kernel
def _whole(a: Tables, st: State, visit: int, out: Records, count: int) -> int:
    """Loan cars for the whole stay; the hours kept from bookings, once nothing else stands in the way."""
    first, last = a.visits[visit].first, a.visits[visit + 1].first - 1
    if a.visits[visit].loan and a.visits[visit].loan_since < 0:
        for tick in range(st.steps[first].start, st.steps[last].end):
            if st.cars[tick].loaned >= a.loan_cars:
                count = _note(out, count, _LOAN_CARS, first, -1)
                break
    if count:
        return count
    before = st.dates.reserve.copy()
    put(a, st, visit, 1)
    for date in range(a.num_dates):
        if st.dates[date].reserve > max(before[date], a.dates[date].bookable):
            count = _note(out, count, _RESERVE, first, date)
    put(a, st, visit, -1)
    return count
