"""Heal: take out what is late or moved, put it back at its published place or where it costs least, keep the best."""

from __future__ import annotations

import math

from optimizer.engine.as_published import num_moved, place_as_published
from optimizer.engine.commit import commit, forget, total, withdraw
from optimizer.engine.hurt import choose_hurt
from optimizer.engine.insert import draw_taste, insert_somehow, plain_taste, put_aside, put_back
from optimizer.engine.kernel import entry, kernel
from optimizer.engine.place_visit import place_visit
from optimizer.engine.randomness import uniform
from optimizer.engine.room import is_late
from optimizer.engine.ruin import order_removed
from optimizer.engine.search import TURN, Best, loan_cars_suffice, save, undo
from optimizer.engine.state import State
from optimizer.engine.tables import Records, Tables
from optimizer.problem.arrays import Int64

_CAREFUL = 4  # ways in which a visit is put back besides as published
_QUICK = 0.7  # of the rounds try one


@entry
def heal(
    a: Tables,
    st: State,
    best: Best,
    costs: Int64,
    wanted: Records,
    moved: Int64,
    stay: int,
    rounds: int,
    temperature: float,
    largest: int,
) -> None:
    """Run ``rounds`` rounds from the state, as ``ruin_and_recreate`` does.

    Everything that is not as published costs ``stay`` more. ``wanted`` (S,): see ``WANTED``; ``moved`` (V,):
    see ``num_moved``, kept up to date.
    """
    for _ in range(rounds):
        count, lead = choose_hurt(a, st, wanted, moved, largest)
        if count == 0:
            return
        for i in range(count):
            visit = st.visits[i].removed
            st.visits[visit].was_planned = st.visits[visit].planned
            if st.visits[visit].planned:
                put_aside(a, st, visit, st.kept)
                withdraw(a, st, visit)
        order_removed(a, st, count, lead)
        ways = 1 if uniform(st.rng) < _QUICK else _CAREFUL
        for i in range(count):
            _put_near(a, st, wanted, st.visits[i].removed, stay, ways)
        _count_moved(a, st, wanted, moved, count)
        cost = total(st) + stay * moved.sum()
        accepted = cost <= costs[0] or cost - costs[0] < -temperature * math.log(1.0 - uniform(st.rng))
        if accepted and loan_cars_suffice(a, st):
            costs[0] = cost
            if cost < costs[1]:
                costs[1] = cost
                save(st, best)
        else:
            undo(a, st, count)
            _count_moved(a, st, wanted, moved, count)


@entry
def keep_healed(a: Tables, st: State, best: Best, costs: Int64, wanted: Records, moved: Int64, stay: int) -> int:
    """Price the state as the current solution, keep it when it is the best, and return its cost."""
    for visit in range(a.num_visits):
        moved[visit] = num_moved(a, st, wanted, visit)
    costs[0] = total(st) + stay * moved.sum()
    if costs[0] < costs[1]:
        costs[1] = costs[0]
        save(st, best)
    return int(costs[0])


@entry
def keep_what_stands(a: Tables, st: State, wanted: Records, stay: int) -> None:
    """From a state with nothing planned: visits that can be as published, then the others where they cost least."""
    for visit in range(a.num_visits):
        if place_as_published(a, st, wanted, visit) and num_moved(a, st, wanted, visit) == 0:
            commit(a, st, visit)
        else:
            forget(a, st, visit)
    count = 0
    for visit in range(a.num_visits):
        if not st.visits[visit].planned:
            st.visits[count].removed = visit
            count += 1
    for _ in range(count):
        _put_near(a, st, wanted, _most_urgent(a, st, count), stay, _CAREFUL)


@kernel
def _most_urgent(a: Tables, st: State, count: int) -> int:
    """Of the removed visits not planned yet the one with the earliest due date, heavier ones sooner; taken once."""
    best, least = -1, 0.0
    for i in range(count):
        visit = st.visits[i].removed
        if st.visits[i].removed < 0:
            continue
        due = float(min(a.visits[visit].due, a.num_ticks * a.tick_minutes))
        key = due - 200.0 * math.log(float(a.visits[visit].weight) + 1.0) + TURN * a.visits[visit].turn
        if best < 0 or key < least:
            best, least = i, key
    visit = int(st.visits[best].removed)
    st.visits[best].removed = -1
    return visit


@kernel
def _count_moved(a: Tables, st: State, wanted: Records, moved: Int64, count: int) -> None:
    for i in range(count):
        visit = st.visits[i].removed
        moved[visit] = num_moved(a, st, wanted, visit)


@kernel
def _put_near(a: Tables, st: State, wanted: Records, visit: int, stay: int, ways: int) -> bool:
    """Insert an unplanned visit: at its published place when it is in time there, else in the cheapest of some ways."""
    best = -1
    for way in range(1 + ways):
        if not _place(a, st, wanted, visit, way):
            continue
        commit(a, st, visit)
        moved = num_moved(a, st, wanted, visit)
        if way == 0 and moved == 0 and not is_late(a, st, visit):
            return True
        cost = total(st) + stay * moved
        if best < 0 or cost < best:
            best = cost
            put_aside(a, st, visit, st.trial)
        withdraw(a, st, visit)
    if best < 0:
        return insert_somehow(a, st, visit)
    put_back(a, st, visit, st.trial)
    commit(a, st, visit)
    return True


@kernel
def _place(a: Tables, st: State, wanted: Records, visit: int, way: int) -> bool:
    """Way 0: as published; then at published times by anybody, or at random."""
    if way == 0:
        return place_as_published(a, st, wanted, visit)
    if uniform(st.rng) < 0.4:
        return place_visit(a, st, plain_taste(2), visit)
    return place_visit(a, st, draw_taste(a, st, visit, uniform(st.rng) < 0.3), visit)
