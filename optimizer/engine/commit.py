"""Put a placed visit into the state, and take it out again."""

from __future__ import annotations

from optimizer.engine.kernel import kernel
from optimizer.engine.load import book_bay, book_reception, book_technician
from optimizer.engine.occupancy import occupy, vacate
from optimizer.engine.parts import give_back, take
from optimizer.engine.state import State
from optimizer.engine.tables import Tables
from optimizer.engine.visit_cost import is_moved, visit_cost

_RECEPTION = 0


@kernel
def commit(a: Tables, st: State, visit: int) -> None:
    """Plan a visit whose steps are placed in ``st.start`` and so on, and price it."""
    _apply(a, st, visit, 1)
    st.visits[visit].planned = True
    _price(a, st, visit)


@kernel
def withdraw(a: Tables, st: State, visit: int) -> None:
    """Take a planned visit out: only its fixed steps stay. Placements are forgotten."""
    _apply(a, st, visit, -1)
    st.visits[visit].planned = False
    forget(a, st, visit)
    _price(a, st, visit)


@kernel
def forget(a: Tables, st: State, visit: int) -> None:
    """Clear the placements of a visit's open steps."""
    for step in range(a.visits[visit].first, a.visits[visit + 1].first):
        if not a.steps[step].fixed:
            st.steps[step].start = -1
            st.steps[step].end = -1
            st.steps[step].first = -1
            st.steps[step].second = -1
            st.steps[step].place = -1
            st.steps[step].keep = False
            st.steps[step].extended = False
        elif step + 1 < a.visits[visit + 1].first and not a.steps[step + 1].fixed:
            st.steps[step].keep = False


@kernel
def _price(a: Tables, st: State, visit: int) -> None:
    st.visits[visit].cost = visit_cost(a, st, visit)


@kernel
def total(st: State) -> int:
    """Cost of the whole solution."""
    cost = st.level_cost[0]
    for visit in range(len(st.visits)):
        cost += st.visits[visit].cost
    return int(cost)


@kernel
def _apply(a: Tables, st: State, visit: int, sign: int) -> None:
    for step in range(a.visits[visit].first, a.visits[visit + 1].first):
        if not a.steps[step].fixed:
            apply_step(a, st, visit, step, sign)
        park(a, st, visit, step, sign)
    loan(a, st, visit, sign)


@kernel
def apply_step(a: Tables, st: State, visit: int, step: int, sign: int) -> None:
    """Occupancy, load and parts of one placed step."""
    start, end = st.steps[step].start, st.steps[step].end
    extended = int(st.steps[step].extended)
    for technician in (st.steps[step].first, st.steps[step].second):
        if technician >= 0:
            _occupy(st, technician, start, end, step, sign)
            calendar = a.tech_calendar[technician, extended]
            book_technician(a, st, technician, calendar, start, end, sign, a.visits[visit].reserve)
    place = st.steps[step].place
    if place >= 0:
        if a.steps[step].in_bay:
            held = st.steps[step].held_from
            _occupy(st, place, held, end, step, sign)
            booked_from = max(held, a.now) if a.steps[step].running else held
            book_bay(a, st, place - a.num_technicians, booked_from, end, sign)
        else:
            _occupy(st, place, start, end, step, sign)
            if a.steps[step].kind == _RECEPTION and not a.steps[step].running:
                advisor = place - a.num_technicians - a.num_bays
                book_reception(a, st, advisor, start, sign)
                arrivals = a.num_technicians + a.num_bays + a.num_units + advisor
                _occupy(st, arrivals, start, start + a.spacing_ticks, step, sign)
    for need in range(a.steps[step].part_ptr, a.steps[step + 1].part_ptr):
        if sign > 0:
            take(st, a.wants[need].part, start, a.wants[need].quantity)
        else:
            give_back(st, a.wants[need].part, start, a.wants[need].quantity)


@kernel
def _occupy(st: State, resource: int, start: int, end: int, step: int, sign: int) -> None:
    if sign > 0:
        occupy(st, resource, start, end, step)
    else:
        vacate(st, resource, start, end)


@kernel
def park(a: Tables, st: State, visit: int, step: int, sign: int) -> None:
    """Put the car into the repair car park, or take it out, for the time between a step and the one before it."""
    if is_moved(a, st, visit, step):
        left = a.now if step == a.visits[visit].first else st.steps[step - 1].end
        for tick in range(left + a.move_ticks, st.steps[step].start):
            st.cars[tick].parked += sign


@kernel
def loan(a: Tables, st: State, visit: int, sign: int) -> None:
    """A visit that has begun holds its loan car to the horizon end until it is planned."""
    if not a.visits[visit].loan:
        return
    last = a.visits[visit + 1].first - 1
    if a.visits[visit].loan_since >= 0 or a.steps[a.visits[visit].first].fixed:
        for tick in range(st.steps[last].end, a.num_ticks):
            st.cars[tick].loaned -= sign
    else:
        for tick in range(st.steps[a.visits[visit].first].start, st.steps[last].end):
            st.cars[tick].loaned += sign
