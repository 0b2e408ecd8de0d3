"""Doing nothing: everybody works on as published, and what is late moves everything behind it to the right."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from optimizer.engine.begin import begin
from optimizer.engine.candidates import pair_since, pair_ticks
from optimizer.engine.commit import apply_step, forget, loan, park
from optimizer.engine.decided import bay_since, fit_in_turn, fit_pair_in_turn, technician_since
from optimizer.engine.fit import fit_unit
from optimizer.engine.insert import insert_somehow, plain_taste
from optimizer.engine.kernel import entry, kernel
from optimizer.engine.occupancy import conflict_end
from optimizer.engine.parts import pieces_from
from optimizer.engine.place_crew import can_hold, park_is_full, place_crew_step
from optimizer.engine.place_visit import place_lag, place_unit
from optimizer.engine.reference import refer_state, refer_tables
from optimizer.engine.solution import Solution
from optimizer.engine.state import State
from optimizer.engine.tables import Records, Tables, pack
from optimizer.problem.arrays import NONE, Arrays, Bool, Int64

# Where and by whom a step was to be done; ``start`` NONE: the published plan does not have it.
WANTED = np.dtype(
    [
        *((name, np.int64) for name in ("start", "end", "first", "second", "place")),
        ("keep", np.bool_),
        ("extended", np.bool_),
    ]
)
_LAG, _UNIT = 0, 1
_RECEPTION = 0


def shift_right(arrays: Arrays, wanted: Records) -> Solution:
    """The published plan carried on without a decision. ``wanted`` (S,) of dtype ``WANTED``.

    Steps are taken in the order of their published starts; each keeps its technicians, bay or unit and starts as soon
    as these, the car and its parts are there, never before its published start. A visit that has lost one of them, or
    was not published, is fitted in at the end where there is room and moves nobody.
    """
    tables = pack(arrays)
    st = begin(arrays, tables, 0)
    order, goes = order_of(arrays, wanted), goes_on(arrays, wanted)
    shift(refer_tables(tables), refer_state(st), wanted, order, goes)
    solution = Solution.empty(arrays)
    for name in ("start", "end", "first", "second", "place", "keep", "extended"):
        getattr(solution, name)[:] = st.steps[name]
    solution.planned[:] = st.visits["planned"]
    return solution


def order_of(arrays: Arrays, wanted: Records) -> Int64:
    """Open steps by published start; one that was not published comes right after the step before it."""
    key = np.array(wanted["start"], dtype=np.int64)
    for step in range(1, len(key)):
        if key[step] == NONE and arrays.step_visit[step] == arrays.step_visit[step - 1]:
            key[step] = key[step - 1]
    key *= len(key) + 1  # room between two starts for the steps of an order
    _as_in_visits(arrays, key)
    for _ in range(len(arrays.order_list)):
        before = key.copy()
        _as_ordered(arrays, wanted, key)
        _as_in_visits(arrays, key)
        if (key == before).all():
            break
    order = np.argsort(key, kind="stable")
    return np.asarray(order[~arrays.step_fixed[order]], dtype=np.int64)


def _as_in_visits(arrays: Arrays, key: Int64) -> None:
    """A step never comes before one that precedes it in its visit, whatever was published."""
    for visit in range(arrays.num_visits):
        own = slice(arrays.visit_first[visit], arrays.visit_first[visit + 1])
        key[own] = np.maximum.accumulate(key[own])


def _as_ordered(arrays: Arrays, wanted: Records, key: Int64) -> None:
    """Steps of an order come one after the other, other work of the technician that lay between after the last."""
    for technician in range(arrays.num_technicians):
        own = arrays.order_list[arrays.order_ptr[technician] : arrays.order_ptr[technician + 1]]
        for one, other in pairwise(own.tolist()):
            key[other] = max(key[other], key[one] + 1)
        if len(own) > 1:
            between = ((wanted["first"] == technician) | (wanted["second"] == technician)) & ~arrays.step_fixed
            between &= (key > key[own[0]]) & (key < key[own[-1]])
            between[own] = False
            key[between] = key[own[-1]] + 1


def goes_on(arrays: Arrays, wanted: Records) -> Bool:
    """Visits (V,) of which the published plan has an open step."""
    has = np.zeros(arrays.num_visits, dtype=np.bool_)
    has[arrays.step_visit[(wanted["start"] != NONE) & ~arrays.step_fixed]] = True
    return has


@entry
def shift(a: Tables, st: State, wanted: Records, order: Int64, goes: Bool) -> None:
    """Place all open steps of the visits that go on; ``goes`` (V,) loses those that cannot."""
    out = 0  # loan cars of visits under way here
    for i in range(len(order)):
        step = order[i]
        visit = a.steps[step].visit
        if not goes[visit]:
            continue
        lends = _lent_here(a, visit) and step == a.visits[visit].first
        if place_wanted(a, st, wanted, visit, step) and not (
            lends and st.cars[st.steps[step].start].loaned + out >= a.loan_cars
        ):
            apply_step(a, st, visit, step, 1)
            park(a, st, visit, step, 1)
            if lends:
                out += 1
            if step == a.visits[visit + 1].first - 1:
                st.visits[visit].planned = True
                loan(a, st, visit, 1)
                if _lent_here(a, visit):
                    out -= 1
        else:
            if step > a.visits[visit].first and _lent_here(a, visit):
                out -= 1
            _give_up(a, st, visit, step)
            goes[visit] = False
    for visit in range(a.num_visits):
        if not st.visits[visit].planned:
            insert_somehow(a, st, visit)


@kernel
def _lent_here(a: Tables, visit: int) -> bool:
    """Whether the visit's reception is open, so that its loan car goes out when that starts."""
    return bool(a.visits[visit].loan and a.visits[visit].loan_since < 0 and not a.steps[a.visits[visit].first].fixed)


@kernel
def _give_up(a: Tables, st: State, visit: int, until: int) -> None:
    """Take back the steps placed before ``until``."""
    for step in range(a.visits[visit].first, until):
        park(a, st, visit, step, -1)
        if not a.steps[step].fixed:
            apply_step(a, st, visit, step, -1)
    forget(a, st, visit)


@kernel
def place_wanted(a: Tables, st: State, wanted: Records, visit: int, step: int) -> bool:
    """Place one step whose earlier ones are placed; False when it cannot be done as wanted."""
    first = a.visits[visit].first
    left, bay, paired = int(a.visits[visit].release), -1, False
    if step > first:
        left = int(st.steps[step - 1].end)
        paired = a.steps[step - 1].bay_or_sublet
        bay = int(st.steps[step - 1].place) if a.steps[step - 1].in_bay else -1
    elif a.visits[visit].bay >= 0:
        left, bay, paired = a.now, a.num_technicians + a.visits[visit].bay, True
    release = max(left, int(a.visits[visit].release), int(a.steps[step].release))
    release = max(release, min(int(wanted[step].start), a.steps[step].latest))
    for need in range(a.steps[step].part_ptr, a.steps[step + 1].part_ptr):
        release = max(release, pieces_from(a, st, a.wants[need].part, a.wants[need].quantity))
    if a.steps[step].needs == _LAG:
        return place_lag(a, st, visit, step, release, left, paired)
    if a.steps[step].needs == _UNIT:
        if wanted[step].start == NONE:
            return place_unit(a, st, visit, step, release)
        return _place_on_unit(a, st, visit, step, release, wanted[step].place)
    if wanted[step].start == NONE:
        return place_crew_step(a, st, plain_taste(0), visit, step, release, left, bay, paired)
    return _place_crew(a, st, wanted, visit, step, release, left, bay, paired)


@kernel
def _place_on_unit(a: Tables, st: State, visit: int, step: int, release: int, place: int) -> bool:
    unit = place - a.num_technicians - a.num_bays
    able = False
    for i in range(a.steps[step].unit_ptr, a.steps[step + 1].unit_ptr):
        able = able or a.unit_list[i] == unit
    if not able:
        return False
    is_reception = a.steps[step].kind == _RECEPTION
    start, end = fit_unit(a, st, unit, release, a.steps[step].fixed_ticks, is_reception)
    if start < 0 or start > a.steps[step].latest:
        return False
    _write(a, st, visit, step, start, end, place, -1)
    return True


@kernel
def _write(a: Tables, st: State, visit: int, step: int, start: int, end: int, place: int, held_from: int) -> None:
    """Without technicians; the bay of the step before is held on when this step holds it from its end."""
    st.steps[step].start = start
    st.steps[step].end = end
    st.steps[step].first = -1
    st.steps[step].second = -1
    st.steps[step].place = place
    st.steps[step].extended = False
    st.steps[step].keep = False
    st.steps[step].held_from = start if held_from < 0 else held_from
    if step > a.visits[visit].first:
        st.steps[step - 1].keep = held_from >= 0


@kernel
def _place_crew(
    a: Tables, st: State, wanted: Records, visit: int, step: int, release: int, left: int, bay: int, paired: bool
) -> bool:
    place = int(wanted[step].place)
    if a.steps[step].in_bay and not can_hold(a, step, place):
        return False
    stays = paired and a.steps[step].in_bay and place == bay
    if stays and _fit_crew(a, st, wanted, visit, step, release, place, left):
        return True
    if stays and step == a.visits[visit].first:
        return False  # it stands there already: leaving and coming back is not another way
    moved = paired and a.steps[step].in_bay
    if moved:
        release = max(release, left + a.move_ticks)
    if not _fit_crew(a, st, wanted, visit, step, release, place, -1):
        return False
    return not (moved and park_is_full(a, st, left, st.steps[step].start))


@kernel
def _fit_crew(
    a: Tables, st: State, wanted: Records, visit: int, step: int, release: int, place: int, held_from: int
) -> bool:
    """Earliest span of the published crew; ``held_from`` ≥ 0: the bay is held from there on."""
    first, second = int(wanted[step].first), int(wanted[step].second)
    extended = int(wanted[step].extended) * a.use_overtime
    ticks = _alone_ticks(a, step, first)
    if ticks < 0 or (second >= 0) != (a.steps[step].crew == 2) or (second >= 0 and _alone_ticks(a, step, second) < 0):
        return False
    release = max(release, technician_since(a, step, first))
    if second >= 0:
        release = pair_since(a, step, first, second, release)
    if a.steps[step].in_bay:
        release = max(release, bay_since(a, step, place))
    for _ in range(200):
        if second >= 0:
            pair = pair_ticks(a, step, first, second)
            start, end = fit_pair_in_turn(a, st, step, first, second, extended, release, pair)
        else:
            start, end = fit_in_turn(a, st, step, first, a.tech_calendar[first, extended], release, ticks)
        if start < 0:
            return False
        blocked = -1
        if a.steps[step].in_bay:
            blocked = conflict_end(st, place, start if held_from < 0 else held_from, end)
        if blocked < 0:
            _write(a, st, visit, step, start, end, place, held_from)
            st.steps[step].first = first
            st.steps[step].second = second
            st.steps[step].extended = extended == 1
            return True
        if held_from >= 0:
            return False
        release = blocked
    return False


@kernel
def _alone_ticks(a: Tables, step: int, technician: int) -> int:
    """Ticks a technician needs alone; -1 for one who may not do the step."""
    for i in range(a.steps[step].tech_ptr, a.steps[step + 1].tech_ptr):
        if a.able[i].technician == technician:
            return int(a.able[i].ticks)
    return -1
