"""The first question the product answers: what is the best plan for this day?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from optimizer.day import Day
from optimizer.engine.bounds import unavoidable
from optimizer.engine.budget import Budget, StopSignal
from optimizer.engine.improve import improve
from optimizer.engine.improver import Improver
from optimizer.engine.solution import Solution
from optimizer.engine.tables import pack
from optimizer.engine.to_plan import assignments_of, rounding_error, unplanned_of
from optimizer.errors import InvalidDayError, PlanRejectedError
from optimizer.faults import faults_of
from optimizer.plan import Bound, Plan
from optimizer.problem import Problem, build_problem
from optimizer.referee import cost, violations

_WORKERS = 2
_FINISH_S = 0.05  # kept for writing and checking the plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """State of a search. ``promise`` and ``unavoidable`` are class-weighted minutes (tier factor left out)."""

    seconds: float
    phase: str  # "construct", "improve" or "prove"
    cost: int
    promise: int
    unavoidable: int

    @property
    def avoidable(self) -> int:
        """Promise cost that a better plan might still avoid: the gap that people are shown."""
        return self.promise - self.unavoidable


def plan_day(
    day: Day,
    *,
    time_limit_s: float = 10.0,
    seed: int = 0,
    deterministic: bool = False,
    stop: StopSignal | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Plan:
    """Plan a day: construct, improve, prove; the referee has accepted the plan returned.

    A valid plan is returned within 0.1 s of ``time_limit_s`` or of ``stop`` being set. ``deterministic``: the same
    day, seed and limit give the same plan on every run (work is counted in iterations, not seconds).
    Raises ``InvalidDayError`` (with every fault) for a day that cannot be read as a problem, and
    ``PlanRejectedError`` should the referee find fault with the plan: a bug, never a plan to show.
    """
    faults = faults_of(day)
    if faults:
        raise InvalidDayError(faults)
    budget = Budget(time_limit_s=max(0.0, time_limit_s - _FINISH_S), stop=stop, deterministic=deterministic)
    problem = build_problem(day)
    solution, least = _search(problem, budget, seed, on_progress)
    return _checked_plan(problem, solution, least, seed, budget)


def _search(
    problem: Problem, budget: Budget, seed: int, on_progress: Callable[[Progress], None] | None
) -> tuple[Solution, int]:
    tables = pack(problem.arrays)
    count = 1 if budget.deterministic else _WORKERS
    improvers = [Improver(problem.arrays, tables, seed + 7919 * n) for n in range(count)]
    least = unavoidable(problem).total
    factor = max(1, problem.day.workshop.policy.weights.promise_tier)

    def tell(phase: str, value: int) -> None:
        if on_progress is not None:
            on_progress(
                Progress(
                    seconds=budget.seconds, phase=phase, cost=value, promise=value // factor, unavoidable=least
                )
            )

    for one in improvers:
        one.construct()
    first = improvers[0].solution()
    tell("construct", improvers[0].cost)
    if not len(first.planned):
        return first, least
    return improve(improvers, first, improvers[0].cost, budget, lambda value: tell("improve", value)), least


def _checked_plan(problem: Problem, solution: Solution, least: int, seed: int, budget: Budget) -> Plan:
    assignments = assignments_of(problem, solution)
    unplanned = unplanned_of(problem, solution)
    breakdown = cost(problem.day, assignments, unplanned)
    factor = max(1, problem.day.workshop.policy.weights.promise_tier)
    promise = breakdown.tier("promise") // factor
    grid = problem.index.grid
    plan = Plan(
        workshop_id=problem.day.workshop.workshop_id,
        now=problem.day.now,
        horizon_start=grid.start,
        horizon_end=grid.instant(grid.num_ticks),
        assignments=assignments,
        unplanned=unplanned,
        notes=problem.notes,
        cost=breakdown,
        bound=Bound(unavoidable=least, avoidable=promise - least, proven=promise == least),
        rounding_error=rounding_error(problem, solution),
        seed=seed,
        seconds=budget.seconds,
    )
    found = violations(problem.day, plan)
    if found:
        raise PlanRejectedError(found)
    return plan
