"""CP-SAT large-neighbourhood search: some visits planned anew, the rest of the plan left where it is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from optimizer.engine.bounds import Unavoidable, unavoidable
from optimizer.engine.bounds.promise import promise_cost, visit_promise
from optimizer.engine.budget import StopSignal
from optimizer.engine.prove.build import PROMISE, REST, build_model, model_size
from optimizer.engine.prove.check import broken_rules
from optimizer.engine.prove.frame import BuildOver
from optimizer.engine.prove.solve import Effort, solve
from optimizer.engine.solution import Solution
from optimizer.problem import Problem

CREWS = 8
PROMISE_SHARE = 0.6  # of the time, when the promises of the visits can still become better


def solve_neighbourhood(
    problem: Problem,
    incumbent: Solution,
    free_visits: Collection[int],
    *,
    time_limit_s: float,
    seed: int = 0,
    workers: int = 2,
    stop: StopSignal | None = None,
    deterministic_limit: float | None = None,
    crew_limit: int | None = CREWS,
    known: Unavoidable | None = None,
) -> Solution | None:
    """A valid solution that keeps the other visits' steps and costs no more promise, or None.

    Promises first, as far as they can become better; then the other tiers with the promise cost held. Machines that no
    rule tells apart may change hands. The solution need not be better than the incumbent in the terms the model leaves
    out: compare true costs. ``deterministic_limit``: see ``Effort``; ``time_limit_s`` is then not looked at.
    ``known``: ``unavoidable(problem)``, to save its milliseconds.
    """
    effort = Effort.within(
        time_limit_s,
        problem.arrays.num_steps,
        seed=seed,
        workers=workers,
        stop=stop,
        deterministic_limit=deterministic_limit,
    )
    a, weights = problem.arrays, problem.day.workshop.policy.weights
    if not effort.allows(model_size(problem, free_visits, crew_limit)):
        return None
    known = unavoidable(problem) if known is None else known
    limit = sum(visit_promise(a, weights, incumbent, visit) for visit in free_visits)
    here = _Neighbourhood(problem=problem, free_visits=free_visits, crew_limit=crew_limit, known=known)
    best: Solution | None = None
    if limit > int(known.cost[list(free_visits)].sum()):
        first = effort.until(time_limit_s * PROMISE_SHARE)
        best = here.solve(incumbent, PROMISE, limit, first)
        if best is not None:
            limit -= promise_cost(a, weights, incumbent) - promise_cost(a, weights, best)
    if effort.allows(model_size(problem, free_visits, crew_limit)):
        start = incumbent if best is None else best
        best = here.solve(start, REST, limit, effort) or best
    return best


@dataclass(frozen=True, slots=True, kw_only=True)
class _Neighbourhood:
    problem: Problem
    free_visits: Collection[int]
    crew_limit: int | None
    known: Unavoidable

    def solve(self, incumbent: Solution, tiers: tuple[str, ...], limit: int, effort: Effort) -> Solution | None:
        """A checked solution for the tiers, at most ``limit`` promise cost for the free visits."""
        try:
            model = build_model(
                self.problem,
                incumbent=incumbent,
                free_visits=self.free_visits,
                tiers=tiers,
                known=self.known,
                promise_limit=limit,
                crew_limit=self.crew_limit,
                seed=effort.seed,
                is_over=effort.is_over,
            )
        except BuildOver:
            return None
        solution = solve(model, effort).solution
        if solution is None or broken_rules(self.problem.arrays, solution):
            return None
        return solution
