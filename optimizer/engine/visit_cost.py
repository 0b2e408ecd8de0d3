"""What one visit costs by itself: promise, disturbance, waiting at the desk, overtime, bays."""

from __future__ import annotations

from optimizer.engine.kernel import kernel
from optimizer.engine.state import State
from optimizer.engine.tables import Tables
from optimizer.problem.arrays import NO_READY, NO_TIME, Term

_TARDINESS = int(Term.TARDINESS)
_UNFINISHED = int(Term.UNFINISHED_TODAY)
_UNPLANNED = int(Term.UNPLANNED)
_CALLS = int(Term.CUSTOMERS_TO_CALL)
_MOVED = int(Term.PROMISES_MOVED)
_TECHNICIANS = int(Term.TECHNICIANS_CHANGED)
_STARTS = int(Term.STARTS_CHANGED)
_DESK_WAIT = int(Term.DESK_WAIT)
_OVERTIME = int(Term.OVERTIME)
_BAY_MOVES = int(Term.BAY_MOVES)
_IDLE_BAY = int(Term.IDLE_BAY)
_RECEPTION = 0
_HAND_OVER = 6


@kernel
def ready_minute(a: Tables, st: State, visit: int) -> int:
    """Minute at which a planned visit's car is ready."""
    if a.visits[visit].ready != NO_READY:
        return int(a.visits[visit].ready)
    return int(st.steps[a.visits[visit + 1].first - 2].end) * a.tick_minutes


@kernel
def visit_cost(a: Tables, st: State, visit: int) -> int:
    """All terms that belong to the visit alone, weighted."""
    due = a.visits[visit].due
    weight = a.visits[visit].weight
    planned = st.visits[visit].planned
    over_today = not planned
    late = 0
    cost = 0
    if planned:
        ready = ready_minute(a, st, visit)
        late = max(0, ready - due)
        over_today = ready > a.ticks[0].date_end * a.tick_minutes
    else:
        if due != NO_TIME:
            late = max(0, a.num_ticks * a.tick_minutes - due)
        cost += a.weight[_UNPLANNED] * weight
    cost += a.weight[_TARDINESS] * weight * late
    if a.visits[visit].due_today and over_today:
        cost += a.weight[_UNFINISHED] * weight
    before = a.visits[visit].published_late
    if before >= 0 and late > before:
        cost += a.weight[_MOVED] * (late - before)
        if late - before > a.call_tolerance:
            cost += a.weight[_CALLS]
    return int(cost) + _steps_cost(a, st, visit)


@kernel
def _steps_cost(a: Tables, st: State, visit: int) -> int:
    cost = 0
    planned = st.visits[visit].planned
    for step in range(a.visits[visit].first, a.visits[visit + 1].first):
        if st.steps[step].start < 0:
            continue
        cost += _changes(a, st, step)
        cost += a.weight[_OVERTIME] * _overtime(a, st, step)
        if a.steps[step].in_bay and st.steps[step].held_from < st.steps[step].start:
            held = (
                a.calendar[a.open_calendar, st.steps[step].start].worked
                - a.calendar[a.open_calendar, st.steps[step].held_from].worked
            )
            cost += a.weight[_IDLE_BAY] * held * a.tick_minutes
        if planned:
            cost += a.weight[_DESK_WAIT] * _desk_wait(a, st, visit, step)
            if is_moved(a, st, visit, step):
                cost += a.weight[_BAY_MOVES]
    return int(cost)


@kernel
def is_moved(a: Tables, st: State, visit: int, step: int) -> bool:
    """Whether the step and the one before it are a moved pair."""
    if not a.steps[step].bay_or_sublet:
        return False
    if step == a.visits[visit].first:
        return (
            a.visits[visit].bay >= 0
            and a.steps[step].in_bay
            and not a.steps[step].running
            and (st.steps[step].place != a.num_technicians + a.visits[visit].bay)
        )
    return a.steps[step - 1].bay_or_sublet and not st.steps[step - 1].keep


@kernel
def _changes(a: Tables, st: State, step: int) -> int:
    if a.steps[step].published_start < 0 or a.steps[step].running:
        return 0
    cost = 0
    if a.steps[step].needs == 2 and (
        st.steps[step].first != a.steps[step].published_first or st.steps[step].second != a.steps[step].published_second
    ):
        cost += a.weight[_TECHNICIANS]
    if a.steps[step].near and st.steps[step].start != a.steps[step].published_start:
        cost += a.weight[_STARTS]
    return int(cost)


@kernel
def _overtime(a: Tables, st: State, step: int) -> int:
    if not st.steps[step].extended or st.steps[step].first < 0:
        return 0
    start = max(st.steps[step].start, a.now) if a.steps[step].running else st.steps[step].start
    end = st.steps[step].end
    ticks = 0
    for technician in (st.steps[step].first, st.steps[step].second):
        if technician >= 0:
            regular, extended = a.tech_calendar[technician, 0], a.tech_calendar[technician, 1]
            ticks += a.calendar[extended, end].worked - a.calendar[extended, start].worked
            ticks -= a.calendar[regular, end].worked - a.calendar[regular, start].worked
    return int(ticks) * a.tick_minutes


@kernel
def _desk_wait(a: Tables, st: State, visit: int, step: int) -> int:
    start = st.steps[step].start * a.tick_minutes
    if a.steps[step].running:
        return 0
    if a.steps[step].kind == _RECEPTION:
        return int(start - a.visits[visit].arrival)
    if a.steps[step].kind == _HAND_OVER:
        return int(start - max(ready_minute(a, st, visit), a.visits[visit].there_minute))
    return 0
