"""Place one diagnosis or work step: technicians, bay, and whether the car stays in its bay or is moved."""

from __future__ import annotations

from optimizer.engine.candidates import NEVER, list_candidates, pair_since, pair_ticks, score, take_best
from optimizer.engine.decided import bay_since, fit_in_turn, fit_pair_in_turn
from optimizer.engine.kernel import kernel
from optimizer.engine.occupancy import conflict_end, free_until
from optimizer.engine.state import State
from optimizer.engine.tables import Tables
from optimizer.engine.tuning import Taste
from optimizer.problem.arrays import Term

_BAY_MOVES = int(Term.BAY_MOVES)
_IDLE_BAY = int(Term.IDLE_BAY)
_BAY_LOAD = int(Term.BAY_LOAD)


@kernel
def free_bay(a: Tables, st: State, step: int, start: int, end: int, barred: int) -> int:
    """Resource of a free bay with the capability, the least versatile and then least used first; -1 when none."""
    best, best_value = -1, 0
    date = max(0, a.ticks[start].open_date)
    for i in range(a.steps[step].bay_ptr, a.steps[step + 1].bay_ptr):
        bay = a.bay_list[i]
        value = a.bay_versatility[bay] * 600 + st.load[a.num_technicians + bay, date]
        if best >= 0 and value >= best_value:
            continue
        resource = a.num_technicians + bay
        if resource == barred or a.bay_since[i] > start:
            continue
        if conflict_end(st, resource, start, end) < 0:
            best, best_value = resource, value
    return best


@kernel
def _next_bay_release(a: Tables, st: State, step: int, start: int, end: int, barred: int) -> int:
    """When all bays conflict with ``[start, end)``: earliest tick at which one of the conflicts, or a ban, ends."""
    earliest = a.num_ticks
    for i in range(a.steps[step].bay_ptr, a.steps[step + 1].bay_ptr):
        resource = a.num_technicians + a.bay_list[i]
        blocked = conflict_end(st, resource, start, end)
        if a.bay_since[i] > start:
            blocked = max(blocked, int(a.bay_since[i]))
        if resource != barred and 0 <= blocked < earliest:
            earliest = blocked
    return earliest


@kernel
def _refit(a: Tables, st: State, step: int, c: int, release: int) -> bool:
    """Move a candidate to its earliest span from ``release``."""
    first, second = st.candidates[c].first, st.candidates[c].second
    extended = int(st.candidates[c].extended)
    if second >= 0:
        ticks = pair_ticks(a, step, first, second)
        release = pair_since(a, step, first, second, release)
        start, end = fit_pair_in_turn(a, st, step, first, second, extended, release, ticks)
    else:
        ticks = 0
        for i in range(a.steps[step].tech_ptr, a.steps[step + 1].tech_ptr):
            if a.able[i].technician == first:
                ticks = a.able[i].ticks
                release = max(release, int(a.able[i].since))
        start, end = fit_in_turn(a, st, step, first, a.tech_calendar[first, extended], release, ticks)
    st.candidates[c].start = start
    st.candidates[c].end = end
    return start >= 0


@kernel
def park_is_full(a: Tables, st: State, left: int, start: int) -> bool:
    for tick in range(left + a.move_ticks, start):
        if st.cars[tick].parked >= a.car_park_places:
            return True
    return False


@kernel
def _write(st: State, step: int, c: int, bay: int, held_from: int) -> None:
    st.steps[step].start = st.candidates[c].start
    st.steps[step].end = st.candidates[c].end
    st.steps[step].first = st.candidates[c].first
    st.steps[step].second = st.candidates[c].second
    st.steps[step].extended = st.candidates[c].extended
    st.steps[step].place = bay
    st.steps[step].held_from = held_from


@kernel
def can_hold(a: Tables, step: int, bay: int) -> bool:
    for i in range(a.steps[step].bay_ptr, a.steps[step + 1].bay_ptr):
        if a.num_technicians + a.bay_list[i] == bay:
            return True
    return False


@kernel
def _place_held(a: Tables, st: State, taste: Taste, visit: int, step: int, release: int, left: int, bay: int) -> float:
    """Best candidate with the car staying in ``bay`` since ``left``; its score, or NEVER."""
    limit = free_until(st, bay, left, a.num_ticks)
    count = list_candidates(a, st, taste, visit, step, max(release, bay_since(a, step, bay)))
    best, best_value = -1, NEVER
    for c in range(count):
        if st.candidates[c].end > limit:
            continue
        idle = (st.candidates[c].start - left) * a.tick_minutes * taste.linger * a.weight[_IDLE_BAY]
        value = st.candidates[c].score + idle
        if value < best_value:
            best, best_value = c, value
    if best >= 0:
        _write(st, step, best, bay, left)
    return best_value


@kernel
def place_crew_step(
    a: Tables, st: State, taste: Taste, visit: int, step: int, release: int, left: int, bay: int, paired: bool
) -> bool:
    """Place a crew step not before ``release``; False when there is no room in the horizon.

    ``paired``: the step before is a bay step or sublet that ended at ``left``; ``bay``: the bay in which the car
    stands since then, or -1.
    """
    held_value = NEVER
    if paired and bay >= 0 and a.steps[step].in_bay and can_hold(a, step, bay):
        held_value = _place_held(a, st, taste, visit, step, release, left, bay)
        if held_value < NEVER and st.steps[step].start <= release:
            st.steps[step].keep = False
            return _stay(a, st, visit, step, True)
    moved = paired and a.steps[step].in_bay
    # a car that stands in a bay and starts there has held it: coming back to it later is not another way
    barred = bay if step == a.visits[visit].first else -1
    earliest = max(release, left + a.move_ticks) if moved else release
    count = list_candidates(a, st, taste, visit, step, earliest)
    best, best_value, best_bay = -1, held_value, -1
    for _ in range(2 * count + 8):
        c = take_best(st, count)
        if c < 0 or st.candidates[c].score >= best_value:
            break
        start, end = st.candidates[c].start, st.candidates[c].end
        found = free_bay(a, st, step, start, end, barred) if a.steps[step].in_bay else -1
        if a.steps[step].in_bay and found < 0:
            again = _next_bay_release(a, st, step, start, end, barred)
            if again < a.num_ticks and _refit(a, st, step, c, again):
                st.candidates[c].score = score(a, st, taste, visit, step, c, earliest)
            else:
                st.candidates[c].score = NEVER
            continue
        value = st.candidates[c].score
        st.candidates[c].score = NEVER
        if moved:
            value += a.weight[_BAY_MOVES]
            if park_is_full(a, st, left, start):
                continue
        if value < best_value:
            best, best_value, best_bay = c, value, found
    if best >= 0:
        _write(st, step, best, best_bay, st.candidates[best].start)
        st.steps[step].keep = False
        return _stay(a, st, visit, step, False)
    if held_value < NEVER:
        st.steps[step].keep = False
        return _stay(a, st, visit, step, True)
    return False


@kernel
def _stay(a: Tables, st: State, visit: int, step: int, stays: bool) -> bool:
    """Note on the step before whether the car stayed in its bay."""
    if step > a.visits[visit].first:
        st.steps[step - 1].keep = stays
    return True
