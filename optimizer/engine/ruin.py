"""Which visits to take out: what is in the way of a late one, related in time and people, on one technician, any.

The idea of removing what is related, and of small and large ruins mixed, follows Schrimpf et al. (Record breaking
optimization results using the ruin and recreate principle, 2000) and Christiaens and Vanden Berghe (Slack induction
by string removals, 2020).
"""

from __future__ import annotations

import math

import numpy as np

from optimizer.engine.insert import sort_removed
from optimizer.engine.kernel import kernel
from optimizer.engine.occupancy import first_ending_after
from optimizer.engine.randomness import below, uniform
from optimizer.engine.room import NEVER, find_room, held_up, is_late, late_visit
from optimizer.engine.state import State
from optimizer.engine.tables import Tables
from optimizer.problem.arrays import NO_TIME, Bool

_RETRY = 0.1  # a visit without room costs a search over the whole horizon
_ROOM = 0.5  # of the rounds make room for a late visit, while there is one
MOST_IN_THE_WAY = 16
_TURN = 1e7  # more than any other key
_MOST_OF_ORDER = 24
_WHOLE_ORDER = 0.6  # of the rounds for a late visit in an order take out the order
_ORDER = 0.15  # of the rounds take out an order of a technician with what stands around it, where there is one
_BY_TURN = 0.8  # of the returns let what is decided go first


@kernel
def choose_ruin(a: Tables, st: State, largest: int) -> tuple[int, int]:
    """Fill ``st.removed`` with visits to take out; returns how many, and which one goes back first (-1: any).

    Unplanned visits are sometimes among them.
    """
    count = 0
    for visit in range(a.num_visits):
        st.visits[visit].order_key = 0.0
        if not st.visits[visit].planned and count < 4 and uniform(st.rng) < _RETRY:
            count = add(st, count, visit)
    if len(a.order_list) > 0 and uniform(st.rng) < _ORDER:
        return _on_order(a, st, count, a.order_list[below(st.rng, len(a.order_list))]), -1
    size = ruin_size(a, st, largest)
    if uniform(st.rng) < _ROOM:
        late = late_visit(a, st)
        if late >= 0 and a.visits[late].turn < 0:
            for step in range(a.visits[late].first, a.visits[late + 1].first):
                if a.steps[step].soon > 0 and uniform(st.rng) < _WHOLE_ORDER:
                    return _on_order(a, st, add(st, count, late), step), -1
        if late >= 0:
            return in_the_way(a, st, count, late, size), late
    way = uniform(st.rng)
    if way < 0.55:
        return related(a, st, count, _seed_visit(a, st), size), -1
    if way < 0.80:
        return _on_technician(a, st, count, size), -1
    for _ in range(size):
        count = add(st, count, below(st.rng, a.num_visits))
    return count, -1


@kernel
def ruin_size(a: Tables, st: State, largest: int) -> int:
    """How many visits to take out: mostly few, ``largest`` at the most."""
    return min(a.num_visits, 1 + int(-math.log(1.0 - uniform(st.rng)) * 0.35 * largest), largest)


@kernel
def in_the_way(a: Tables, st: State, count: int, late: int, size: int) -> int:
    """A late visit and those who hold what it needs in a span in which it would be in time."""
    step = held_up(a, st, late)
    if step < 0:
        return related(a, st, count, late, size)
    room = find_room(a, st, late, step)
    if room.price >= NEVER:
        return related(a, st, count, late, size)
    count = add(st, count, late)
    for resource in (room.resource, room.other):
        if resource >= 0:
            at = first_ending_after(st, resource, room.start)
            while at < st.busy_count[resource] and st.busy[resource, at].start < room.end and count < MOST_IN_THE_WAY:
                count = add(st, count, a.steps[st.busy[resource, at].step].visit)
                at += 1
    return count


@kernel
def add(st: State, count: int, visit: int) -> int:
    """Add a visit once; ``order_key`` -1 marks those added."""
    if st.visits[visit].order_key < 0.0:
        return count
    st.visits[visit].order_key = -1.0
    st.visits[count].removed = visit
    return count + 1


@kernel
def _seed_visit(a: Tables, st: State) -> int:
    """A visit to begin with: half of the time the dearest of a few."""
    best = below(st.rng, a.num_visits)
    if uniform(st.rng) < 0.5:
        for _ in range(6):
            other = below(st.rng, a.num_visits)
            if st.visits[other].cost > st.visits[best].cost:
                best = other
    return best


@kernel
def _work_span(a: Tables, st: State, visit: int) -> tuple[int, int]:
    """First start and last end of the visit's placed crew steps; of the whole visit without any."""
    start, end = -1, -1
    for step in range(a.visits[visit].first, a.visits[visit + 1].first):
        if a.steps[step].needs == 2 and st.steps[step].start >= 0:
            if start < 0:
                start = st.steps[step].start
            end = st.steps[step].end
    if start < 0:
        start = a.visits[visit].release
        end = start
    return start, end


@kernel
def _wanted_span(a: Tables, st: State, visit: int) -> tuple[int, int]:
    """A span between arrival and promise in which the visit's work could be done, at random.

    A late visit stands where there was room; what keeps it late stands where it wants to be.
    """
    first = a.visits[visit].first
    release = a.visits[visit].release
    length = a.steps[first].tail
    due = min(a.visits[visit].due // a.tick_minutes, a.num_ticks)
    start = release + int(max(0, min(due - length - release, 600 // a.tick_minutes)) * uniform(st.rng))
    return start, start + length


@kernel
def _crew_step(a: Tables, st: State, visit: int) -> int:
    """A crew step of the visit at random, -1 without any."""
    found, seen = -1, 0
    for step in range(a.visits[visit].first, a.visits[visit + 1].first):
        if a.steps[step].needs == 2:
            seen += 1
            if below(st.rng, seen) == 0:
                found = step
    return found


@kernel
def _able_resources(a: Tables, step: int) -> Bool:
    """Technicians who can do a step and bays where it can be done, by resource number."""
    able = np.zeros(a.num_technicians + a.num_bays, dtype=np.bool_)
    if step >= 0:
        for i in range(a.steps[step].tech_ptr, a.steps[step + 1].tech_ptr):
            able[a.able[i].technician] = True
        for i in range(a.steps[step].bay_ptr, a.steps[step + 1].bay_ptr):
            able[a.num_technicians + a.bay_list[i]] = True
    return able


@kernel
def _competes(a: Tables, st: State, visit: int, able: Bool, by_bay: bool) -> bool:
    """Whether a planned step of the visit holds a technician (or a bay) that the step in question could use."""
    for step in range(a.visits[visit].first, a.visits[visit + 1].first):
        if a.steps[step].needs != 2 or st.steps[step].first < 0:
            continue
        if by_bay:
            if st.steps[step].place >= 0 and able[st.steps[step].place]:
                return True
        elif able[st.steps[step].first] or (st.steps[step].second >= 0 and able[st.steps[step].second]):
            return True
    return False


@kernel
def related(a: Tables, st: State, count: int, seed: int, size: int) -> int:
    """The seed and the visits nearest to it: work close in time to where it is, or wants to be, by people it needs."""
    if uniform(st.rng) < (0.85 if is_late(a, st, seed) else 0.3):
        start, end = _wanted_span(a, st, seed)
    else:
        start, end = _work_span(a, st, seed)
    able = _able_resources(a, _crew_step(a, st, seed))
    by_bay = uniform(st.rng) < 0.25
    count = add(st, count, seed)
    for visit in range(a.num_visits):
        if st.visits[visit].order_key < 0.0:
            continue
        other_start, other_end = _work_span(a, st, visit)
        gap = float(max(0, max(start, other_start) - min(end, other_end))) * a.tick_minutes
        if not _competes(a, st, visit, able, by_bay):
            gap = 4.0 * gap + 120.0
        st.visits[visit].order_key = (gap + 20.0) * (0.2 + uniform(st.rng))
    for _ in range(size - 1):
        best = -1
        for visit in range(a.num_visits):
            key = st.visits[visit].order_key
            if key >= 0.0 and (best < 0 or key < st.visits[best].order_key):
                best = visit
        if best < 0:
            break
        count = add(st, count, best)
    return count


@kernel
def _on_technician(a: Tables, st: State, count: int, size: int) -> int:
    """Visits that one technician (sometimes two) works on around a random time."""
    for _ in range(1 + below(st.rng, 2)):
        technician = below(st.rng, max(1, a.num_technicians))
        middle = a.now + int(uniform(st.rng) * 0.5 * (a.num_ticks - a.now))
        reach = (60 + int(240 * uniform(st.rng))) // a.tick_minutes
        for visit in range(a.num_visits):
            if count >= size + 4:
                break
            for step in range(a.visits[visit].first, a.visits[visit + 1].first):
                mine = st.steps[step].first == technician or st.steps[step].second == technician
                if mine and st.steps[step].start < middle + reach and st.steps[step].end > middle - reach:
                    count = add(st, count, visit)
                    break
    return count


@kernel
def _on_order(a: Tables, st: State, count: int, ordered: int) -> int:
    """The visits of an order from about a step on, and those that its technician works on in that time."""
    technician, at = _place_in_order(a, ordered)
    low, high = a.num_ticks, -1
    for n in range(max(a.order_ptr[technician], at - below(st.rng, 3)), a.order_ptr[technician + 1]):
        step = a.order_list[n]
        if count < _MOST_OF_ORDER:
            count = add(st, count, a.steps[step].visit)
        if st.steps[step].start >= 0:
            low, high = min(low, st.steps[step].start), max(high, st.steps[step].end)
        else:
            low, high = min(low, a.visits[a.steps[step].visit].release), max(high, a.now + 600 // a.tick_minutes)
    for n in range(st.busy_count[technician]):
        step = st.busy[technician, n].step
        inside = st.busy[technician, n].start < high and st.busy[technician, n].end > low
        if step >= 0 and inside and not a.steps[step].fixed and count < _MOST_OF_ORDER:
            count = add(st, count, a.steps[step].visit)
    return count


@kernel
def _place_in_order(a: Tables, step: int) -> tuple[int, int]:
    """A technician in whose order a step is, and its row there."""
    technician = 0
    for n in range(len(a.order_list)):
        while n >= a.order_ptr[technician + 1]:
            technician += 1
        if a.order_list[n] == step:
            return technician, n
    return 0, int(a.order_ptr[0])


@kernel
def order_removed(a: Tables, st: State, count: int, lead: int) -> None:
    """Sort the removed visits for their return: by weight and due date, due date, release, load, or at random.

    ``lead``: the visit that room was made for is the first, mostly.
    """
    way = uniform(st.rng)
    by_turn = a.decided == 1 and uniform(st.rng) < _BY_TURN
    for i in range(count):
        visit = st.visits[i].removed
        due = float(min(a.visits[visit].due, NO_TIME // 4096))
        first, last = a.visits[visit].first, a.visits[visit + 1].first
        if way < 0.30:
            key = due - 200.0 * math.log(float(a.visits[visit].weight) + 1.0)
        elif way < 0.45:
            key = due - float(a.steps[first].tail) * a.tick_minutes
        elif way < 0.60:
            key = float(a.visits[visit].release)
        elif way < 0.75:
            key = 0.0
            for step in range(first, last):
                key -= a.steps[step].labour
        else:
            key = uniform(st.rng)
        noise = 60.0 * uniform(st.rng) if way < 0.75 else 0.0
        st.visits[visit].order_key = key + noise
        if by_turn:
            st.visits[visit].order_key += _TURN * a.visits[visit].turn
    if lead >= 0 and uniform(st.rng) < 0.8:
        st.visits[lead].order_key = -1e18
    sort_removed(st, count)
