"""The state before anything is planned: history, outages, running and frozen steps."""

from __future__ import annotations

from optimizer.engine.commit import apply_step
from optimizer.engine.kernel import entry, kernel
from optimizer.engine.load import begin_level
from optimizer.engine.occupancy import occupy_gaps
from optimizer.engine.reference import refer_state, refer_tables
from optimizer.engine.solution import Solution
from optimizer.engine.state import State, new_state
from optimizer.engine.tables import Tables
from optimizer.engine.visit_cost import visit_cost
from optimizer.problem.arrays import Arrays


def begin(arrays: Arrays, tables: Tables, seed: int) -> State:
    """A state with the fixed steps in place and every visit unplanned."""
    st = new_state(arrays, seed)
    empty = Solution.empty(arrays)
    for name in ("start", "end", "first", "second", "place", "keep", "extended"):
        st.steps[name] = getattr(empty, name)
    put_fixed(refer_tables(tables), refer_state(st))
    return st


@entry
def put_fixed(a: Tables, st: State) -> None:
    """Occupy what fixed steps need, then the outages around them, and price every visit as unplanned."""
    begin_level(a, st)
    for visit in range(a.num_visits):
        for step in range(a.visits[visit].first, a.visits[visit + 1].first):
            if a.steps[step].fixed:
                _hold(a, st, visit, step)
                apply_step(a, st, visit, step, 1)
        _lend(a, st, visit)
    for i in range(len(a.outages)):
        occupy_gaps(st, a.num_technicians + a.outages[i].bay, a.outages[i].start, a.outages[i].end)
    for visit in range(a.num_visits):
        st.visits[visit].cost = visit_cost(a, st, visit)


@kernel
def _hold(a: Tables, st: State, visit: int, step: int) -> None:
    """A frozen step in the bay where its car stands holds it from the step before, or from now."""
    st.steps[step].held_from = st.steps[step].start
    if not a.steps[step].in_bay or a.steps[step].running:
        return
    if step == a.visits[visit].first:
        if a.visits[visit].bay >= 0 and st.steps[step].place == a.num_technicians + a.visits[visit].bay:
            st.steps[step].held_from = a.now
    elif a.steps[step - 1].in_bay and st.steps[step - 1].place == st.steps[step].place:
        st.steps[step - 1].keep = True
        st.steps[step].held_from = st.steps[step - 1].end


@kernel
def _lend(a: Tables, st: State, visit: int) -> None:
    since = a.visits[visit].loan_since
    first = a.visits[visit].first
    if a.steps[first].fixed and since < 0:
        since = a.steps[first].fixed_start
    if a.visits[visit].loan and since >= 0:
        for tick in range(since, a.num_ticks):
            st.cars[tick].loaned += 1
