"""A visit at its published place, and how far it stands from it."""

from __future__ import annotations

from optimizer.engine.kernel import kernel
from optimizer.engine.parts import parts_from
from optimizer.engine.place_visit import loan_car_from
from optimizer.engine.shift import place_wanted
from optimizer.engine.state import State
from optimizer.engine.tables import Records, Tables


@kernel
def place_as_published(a: Tables, st: State, wanted: Records, visit: int) -> bool:
    """Place a visit that is not planned by its published people and in its published places, as soon as they are free.

    No step starts before its published start. False when one of them can no longer do it. ``wanted`` (S,): see
    ``WANTED``; steps that were not published go where there is room. The state's occupancy is not changed.
    """
    for step in range(a.visits[visit].first, a.visits[visit + 1].first):
        if a.steps[step].fixed:
            continue
        if not place_wanted(a, st, wanted, visit, step) or st.steps[step].start < parts_from(a, st, visit, step):
            return False
    return loan_car_from(a, st, visit) < 0


@kernel
def num_moved(a: Tables, st: State, wanted: Records, visit: int) -> int:
    """What of a visit is not as published: the start, the people and the place of each open step that was published."""
    count = 0
    for step in range(a.visits[visit].first, a.visits[visit + 1].first):
        if a.steps[step].fixed or wanted[step].start < 0:
            continue
        count += st.steps[step].start != wanted[step].start
        count += st.steps[step].first != wanted[step].first or st.steps[step].second != wanted[step].second
        count += st.steps[step].place != wanted[step].place
    return count
