"""Place all open steps of a visit, in order, each as early as its taste allows."""

from __future__ import annotations

from optimizer.engine.decided import awaits
from optimizer.engine.fit import fit_unit
from optimizer.engine.kernel import kernel
from optimizer.engine.parts import parts_from
from optimizer.engine.place_crew import place_crew_step
from optimizer.engine.state import State
from optimizer.engine.tables import Tables
from optimizer.engine.tuning import Taste

_LAG = 0
_UNIT = 1
_RECEPTION = 0
_LOAN_TRIES = 6


@kernel
def place_visit(a: Tables, st: State, taste: Taste, visit: int) -> bool:
    """Place a visit that is not planned; the state's occupancy is not changed. False when there is no room."""
    release = int(a.visits[visit].release)
    for _ in range(_LOAN_TRIES):
        if not _place_from(a, st, taste, visit, release):
            return False
        freed = loan_car_from(a, st, visit)
        if freed < 0:
            return True
        release = freed
        if release >= a.num_ticks or a.steps[a.visits[visit].first].fixed:
            return False
    return False


@kernel
def _place_from(a: Tables, st: State, taste: Taste, visit: int, release: int) -> bool:
    first = a.visits[visit].first
    left, bay, paired = release, -1, False
    if a.visits[visit].bay >= 0:
        left, bay, paired = a.now, a.num_technicians + a.visits[visit].bay, True
    for step in range(first, a.visits[visit + 1].first):
        if a.steps[step].fixed:
            left = int(st.steps[step].end)
        elif not _place_step(a, st, taste, visit, step, max(left, release, a.steps[step].release), left, bay, paired):
            return False
        left = int(st.steps[step].end)
        paired = a.steps[step].bay_or_sublet
        bay = int(st.steps[step].place) if a.steps[step].in_bay else -1
    return True


@kernel
def _place_step(
    a: Tables, st: State, taste: Taste, visit: int, step: int, release: int, left: int, bay: int, paired: bool
) -> bool:
    release = max(release, parts_from(a, st, visit, step))
    if taste.follow >= 1 and a.steps[step].published_start >= 0:
        release = max(release, min(a.steps[step].published_start, a.steps[step].latest))
    if a.steps[step].needs == _UNIT:
        return place_unit(a, st, visit, step, release)
    if a.steps[step].needs == _LAG:
        return place_lag(a, st, visit, step, release, left, paired)
    release = max(release, min(int(taste.not_before), a.steps[step].latest))
    if taste.patient >= 0 and a.steps[step].soon > 0 and awaits(a, st, step):
        release = max(release, min(a.steps[step].soon + int(taste.patient), a.steps[step].latest))
    return place_crew_step(a, st, taste, visit, step, release, left, bay, paired)


@kernel
def place_unit(a: Tables, st: State, visit: int, step: int, release: int) -> bool:
    """The unit free first; among advisors free at the same time the one with the fewest receptions."""
    best, best_start, best_end, best_load = -1, a.num_ticks + 1, -1, 0
    is_reception = a.steps[step].kind == _RECEPTION
    for i in range(a.steps[step].unit_ptr, a.steps[step + 1].unit_ptr):
        unit = a.unit_list[i]
        start, end = fit_unit(a, st, unit, release, a.steps[step].fixed_ticks, is_reception)
        if start < 0 or start > best_start or start > a.steps[step].latest:
            continue
        load = 0
        if is_reception:
            resource = a.num_technicians + a.num_bays + unit
            date = max(0, a.ticks[start].open_date)
            load = st.load[resource, date] * 1000 // a.available[resource, date]
        if start < best_start or load < best_load:
            best, best_start, best_end, best_load = unit, start, end, load
            if start == release and not is_reception:
                break
    if best < 0:
        return False
    st.steps[step].start = best_start
    st.steps[step].end = best_end
    st.steps[step].place = a.num_technicians + a.num_bays + best
    _forget(a, st, visit, step)
    return True


@kernel
def place_lag(a: Tables, st: State, visit: int, step: int, release: int, left: int, paired: bool) -> bool:
    """A sublet step leaves in opening time; nobody of the shop is needed."""
    if paired:
        release = max(release, left + a.move_ticks)
    start = int(a.calendar[a.open_calendar, min(release, a.num_ticks)].next_at)
    end = start + a.steps[step].fixed_ticks
    if start >= a.num_ticks or end > a.num_ticks or start > a.steps[step].latest:
        return False
    if paired:
        for tick in range(left + a.move_ticks, start):
            if st.cars[tick].parked >= a.car_park_places:
                return False
    st.steps[step].start = start
    st.steps[step].end = end
    st.steps[step].place = -1
    _forget(a, st, visit, step)
    return True


@kernel
def _forget(a: Tables, st: State, visit: int, step: int) -> None:
    """A step without technicians; the step before it does not keep its bay."""
    st.steps[step].first = -1
    st.steps[step].second = -1
    st.steps[step].extended = False
    st.steps[step].keep = False
    st.steps[step].held_from = st.steps[step].start
    if step > a.visits[visit].first:
        st.steps[step - 1].keep = False


@kernel
def loan_car_from(a: Tables, st: State, visit: int) -> int:
    """-1 when a loan car is there for the whole stay (or none is needed), else when to try again."""
    if not a.visits[visit].loan or a.visits[visit].loan_since >= 0 or a.steps[a.visits[visit].first].fixed:
        return -1
    begin, end = st.steps[a.visits[visit].first].start, st.steps[a.visits[visit + 1].first - 1].end
    for tick in range(end - 1, begin - 1, -1):
        if st.cars[tick].loaned >= a.loan_cars:
            return tick + 1
    return -1
