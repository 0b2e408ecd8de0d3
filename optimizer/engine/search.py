"""Ruin and recreate: take a few visits out, put them back better, keep the best."""

from __future__ import annotations

import math
from typing import NamedTuple

from optimizer.engine.commit import commit, total, withdraw
from optimizer.engine.insert import insert_visit, put_aside, put_back
from optimizer.engine.kernel import entry, kernel
from optimizer.engine.randomness import uniform
from optimizer.engine.ruin import choose_ruin, order_removed
from optimizer.engine.state import State
from optimizer.engine.tables import Records, Tables
from optimizer.problem.arrays import Bool, Int64, Term

_TARDINESS = int(Term.TARDINESS)
TURN = 1e7  # what is decided for a time or an order goes in first
_PROMISES = 2.0  # class-weighted minutes: at higher temperatures promises are still being moved


class Best(NamedTuple):
    """The best solution so far: placements by step (S,), planned or not by visit (V,)."""

    steps: Records
    planned: Bool


@kernel
def save(st: State, best: Best) -> None:
    """Copy the state's solution."""
    best.steps[:] = st.steps
    for visit in range(len(st.visits)):
        best.planned[visit] = st.visits[visit].planned


@entry
def ruin_and_recreate(
    a: Tables, st: State, best: Best, costs: Int64, rounds: int, temperature: float, cooling: float, largest: int
) -> None:
    """Run ``rounds`` rounds from the state. ``costs`` (2,): current and best cost, kept up to date with ``best``.

    A worse solution is accepted when it is dearer by less than temperature × -ln(u), u uniform; the temperature is
    multiplied by ``cooling`` each round.
    """
    for _ in range(rounds):
        count, lead = choose_ruin(a, st, largest)
        for i in range(count):
            visit = st.visits[i].removed
            st.visits[visit].was_planned = st.visits[visit].planned
            if st.visits[visit].planned:
                put_aside(a, st, visit, st.kept)
                withdraw(a, st, visit)
        order_removed(a, st, count, lead)
        # while whole promises are at stake many quick rounds do more than careful ones
        quick = 0.85 if temperature > _PROMISES * a.weight[_TARDINESS] else 0.35
        tries = 1 if uniform(st.rng) < quick else (2 if uniform(st.rng) < 0.6 else 4)
        for i in range(count):
            insert_visit(a, st, st.visits[i].removed, tries)
        cost = total(st)
        accepted = cost <= costs[0] or cost - costs[0] < -temperature * math.log(1.0 - uniform(st.rng))
        if accepted and loan_cars_suffice(a, st):
            costs[0] = cost
            if cost < costs[1]:
                costs[1] = cost
                save(st, best)
        else:
            undo(a, st, count)
        temperature *= cooling


@entry
def keep_best(st: State, best: Best, costs: Int64) -> int:
    """Price the state as the current solution, keep it when it is the best, and return its cost."""
    costs[0] = total(st)
    if costs[0] < costs[1]:
        costs[1] = costs[0]
        save(st, best)
    return int(costs[0])


@kernel
def loan_cars_suffice(a: Tables, st: State) -> bool:
    """Whether every open reception finds a loan car.

    A customer who has one already and is now planned later, or not at all, keeps it from those planned before.
    """
    for visit in range(a.num_visits):
        if not (a.visits[visit].loan and st.visits[visit].planned) or a.visits[visit].loan_since >= 0:
            continue
        first = a.visits[visit].first
        if not a.steps[first].fixed and st.cars[st.steps[first].start].loaned > a.loan_cars:
            return False
    return True


@kernel
def undo(a: Tables, st: State, count: int) -> None:
    """Take back a round: the removed visits stand again as they were put aside."""
    for i in range(count):
        if st.visits[st.visits[i].removed].planned:
            withdraw(a, st, st.visits[i].removed)
    for i in range(count):
        visit = st.visits[i].removed
        if st.visits[visit].was_planned:
            put_back(a, st, visit, st.kept)
            commit(a, st, visit)


@entry
def load_best(a: Tables, st: State, best: Best) -> None:
    """Make the state hold a given solution."""
    for visit in range(a.num_visits):
        if st.visits[visit].planned:
            withdraw(a, st, visit)
    for visit in range(a.num_visits):
        if best.planned[visit]:
            put_back(a, st, visit, best.steps)
            commit(a, st, visit)
