"""CP-SAT: can one visit more be planned within its promise when some others may be planned anew inside theirs?"""

from __future__ import annotations

from collections.abc import Collection

from optimizer.engine.bounds import unavoidable
from optimizer.engine.budget import StopSignal
from optimizer.engine.prove.build import PROMISE, build_model, model_size
from optimizer.engine.prove.check import broken_rules
from optimizer.engine.prove.frame import BuildOver
from optimizer.engine.prove.solve import Effort, solve
from optimizer.engine.solution import Solution
from optimizer.problem import Problem


def admit(
    problem: Problem,
    incumbent: Solution,
    free_visits: Collection[int],
    *,
    time_limit_s: float,
    seed: int = 0,
    workers: int = 1,
    stop: StopSignal | None = None,
    crew_limit: int | None = None,
) -> Solution | None:
    """A valid solution in which the free visits cost no promise and all others stay where they are; None: not found.

    ``incumbent``: where the others are, and a hint for the free ones, which may be unplanned. ``crew_limit``: crews
    offered a step, None for all.
    """
    effort = Effort.within(
        time_limit_s,
        problem.arrays.num_steps,
        seed=seed,
        workers=workers,
        stop=stop,
        deterministic_limit=None,
    )
    known = unavoidable(problem)
    free = sorted(free_visits)
    if known.cost[free].any() or not effort.allows(model_size(problem, free, crew_limit)):
        return None
    try:
        model = build_model(
            problem,
            incumbent=incumbent,
            free_visits=free,
            tiers=PROMISE,
            known=known,
            promise_limit=0,
            crew_limit=crew_limit,
            seed=seed,
            is_over=effort.is_over,
        )
    except BuildOver:
        return None
    solution = solve(model, effort).solution
    return None if solution is None or broken_rules(problem.arrays, solution) else solution
