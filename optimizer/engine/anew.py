"""Build the whole plan anew, again and again: who was late goes in earlier the next time.

A plan built visit by visit shows by its late visits where the order of insertion was wrong. Mended there, a few dozen
plans come to where thousands of small changes are slow to arrive. The idea is known as squeaky wheel optimization
(Joslin and Clements, 1999).
"""

from __future__ import annotations

import math

import numpy as np

from optimizer.engine.commit import commit, total, withdraw
from optimizer.engine.insert import insert_somehow, plain_taste, sort_removed
from optimizer.engine.kernel import entry, kernel
from optimizer.engine.place_visit import place_visit
from optimizer.engine.randomness import uniform
from optimizer.engine.room import is_late, is_soonest
from optimizer.engine.search import TURN, Best, loan_cars_suffice, save
from optimizer.engine.state import State
from optimizer.engine.tables import Tables
from optimizer.engine.tuning import Taste
from optimizer.problem.arrays import Float64, Int64, Term

_TARDINESS = int(Term.TARDINESS)
_BEGUN = 1e9


@entry
def construct(a: Tables, st: State, urgency: Float64) -> None:
    """Insert every visit once: begun ones first, then those decided, then by weight and due date.

    ``urgency`` (V,) is filled with what they are sorted by, in minutes: the lowest goes in first.
    """
    for visit in range(a.num_visits):
        begun = _BEGUN if a.visits[visit].started else 0.0
        urgency[visit] = (
            float(min(a.visits[visit].due, a.num_ticks * a.tick_minutes))
            - 200.0 * math.log(float(a.visits[visit].weight) + 1.0)
            - begun
            + TURN * a.visits[visit].turn
        )
    _insert_all(a, st, urgency, plain_taste(0))


@entry
def build_anew(a: Tables, st: State, best: Best, costs: Int64, urgency: Float64, push: float, thrift: float) -> int:
    """Let who is late now go in earlier by about ``push`` minutes, and insert everything again; keep it if it is best.

    Returns how many were late though they need not be; with none nothing is done. ``thrift``: see ``Taste``. The state
    is left with the new plan, better or worse.
    """
    late = _blame(a, st, urgency, push)
    if late == 0:
        return 0
    for visit in range(a.num_visits):
        if st.visits[visit].planned:
            withdraw(a, st, visit)
    plain = plain_taste(0)
    taste = Taste(plain.haste, plain.load, np.int64(0), 0.0, np.int64(0), plain.linger, thrift, np.int64(0))
    _insert_all(a, st, urgency, taste)
    costs[0] = total(st)
    if costs[0] < costs[1] and loan_cars_suffice(a, st):
        costs[1] = costs[0]
        save(st, best)
    return late


@kernel
def _insert_all(a: Tables, st: State, urgency: Float64, taste: Taste) -> None:
    for visit in range(a.num_visits):
        st.visits[visit].removed = visit
        st.visits[visit].order_key = urgency[visit]
    sort_removed(st, a.num_visits)
    for i in range(a.num_visits):
        visit = st.visits[i].removed
        if place_visit(a, st, taste, visit):
            commit(a, st, visit)
        else:
            insert_somehow(a, st, visit)


@kernel
def _blame(a: Tables, st: State, urgency: Float64, push: float) -> int:
    """Push forward who is late though it could be sooner, the dearer the farther; returns how many."""
    count = 0
    for visit in range(a.num_visits):
        if is_late(a, st, visit) and not is_soonest(a, st, visit):
            minutes = float(st.visits[visit].cost) / max(1, a.weight[_TARDINESS])
            urgency[visit] -= push * (0.5 + uniform(st.rng)) * math.log10(max(10.0, minutes))
            count += 1
    return count
