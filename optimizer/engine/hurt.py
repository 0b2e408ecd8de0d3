"""Which visits a re-plan takes out: the late and the moved, with those who stand where they want to be."""

from __future__ import annotations

from optimizer.engine.kernel import kernel
from optimizer.engine.occupancy import first_ending_after
from optimizer.engine.randomness import below, uniform
from optimizer.engine.room import late_visit
from optimizer.engine.ruin import MOST_IN_THE_WAY, add, choose_ruin, in_the_way, related, ruin_size
from optimizer.engine.state import State
from optimizer.engine.tables import Records, Tables
from optimizer.problem.arrays import Int64

_ANY = 0.3  # of the rounds take out what the search for a new plan would
_LATE = 0.45  # of the others make room for a late visit, while there is one
_ALONE = 0.3  # of the rounds for a moved visit look for a better place for it alone
_PLACES = 0.7  # of the others take out who stands at its published place


@kernel
def choose_hurt(a: Tables, st: State, wanted: Records, moved: Int64, largest: int) -> tuple[int, int]:
    """Fill ``removed`` with visits to take out; returns how many, and which one goes back first (-1: any).

    ``moved`` (V,): see ``num_moved``. Visits that stand as published and in nobody's way stay where they are.
    """
    if uniform(st.rng) < _ANY:
        return choose_ruin(a, st, largest)
    for visit in range(a.num_visits):
        st.visits[visit].order_key = 0.0
    size = ruin_size(a, st, largest)
    if uniform(st.rng) < _LATE:
        late = late_visit(a, st)
        if late >= 0:
            return in_the_way(a, st, 0, late, size), late
    visit = _moved_visit(a, st, moved)
    if visit < 0:
        late = late_visit(a, st)
        return (0, -1) if late < 0 else (related(a, st, 0, late, size), late)
    if uniform(st.rng) < _ALONE:
        return add(st, 0, visit), visit
    if uniform(st.rng) < _PLACES:
        return _on_its_places(a, st, wanted, visit), visit
    return related(a, st, 0, visit, size), -1


@kernel
def _moved_visit(a: Tables, st: State, moved: Int64) -> int:
    """A visit that does not stand as published, or is not planned, at random; -1 without any."""
    found, seen = -1, 0
    for visit in range(a.num_visits):
        if moved[visit] > 0 or not st.visits[visit].planned:
            seen += 1
            if below(st.rng, seen) == 0:
                found = visit
    return found


@kernel
def _on_its_places(a: Tables, st: State, wanted: Records, visit: int) -> int:
    """The visit and those who hold the people and places that it was published with, when it was."""
    count = add(st, 0, visit)
    for step in range(a.visits[visit].first, a.visits[visit + 1].first):
        if a.steps[step].fixed or wanted[step].start < 0:
            continue
        for resource in (wanted[step].first, wanted[step].second, wanted[step].place):
            if resource < 0:
                continue
            at = first_ending_after(st, resource, wanted[step].start)
            while at < st.busy_count[resource] and st.busy[resource, at].start < wanted[step].end:
                other = st.busy[resource, at].step
                if other >= 0 and not a.steps[other].fixed and count < MOST_IN_THE_WAY:
                    count = add(st, count, a.steps[other].visit)
                at += 1
    return count
