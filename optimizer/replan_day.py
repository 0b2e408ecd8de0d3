"""The third question the product answers: the day has changed, what is the plan now?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

import numpy as np

from optimizer.day import Day
from optimizer.engine.bounds import Unavoidable, promise_cost, unavoidable
from optimizer.engine.budget import Budget, StopSignal
from optimizer.engine.healed import Healed
from optimizer.engine.healer import Healer
from optimizer.engine.healing import heal_rounds, heal_timed
from optimizer.engine.improve import side_by_side
from optimizer.engine.improver import Improver
from optimizer.engine.tables import pack
from optimizer.engine.warm import is_warm, warm_up
from optimizer.errors import InvalidDayError
from optimizer.faults import faults_of
from optimizer.goals import Goal, day_for, weighted
from optimizer.keeping import carried_on, published_solution, wanted_of
from optimizer.plan import Plan, Published
from optimizer.plan_day import bound_of
from optimizer.policy import Weights
from optimizer.problem import Problem, build_problem
from optimizer.problem.build import weight_row
from optimizer.referee import cost
from optimizer.steady import CHANGE_MINUTES, move_cost, steady
from optimizer.watch import Progress, Watch

__all__ = ["replan_day"]

_SECOND_SEED = 7919


def replan_day(
    day: Day,
    *,
    goal: Goal = Goal.BALANCED,
    until: datetime | None = None,
    settled: bool = False,
    time_limit_s: float = 1.0,
    seed: int = 0,
    deterministic: bool = False,
    stop: StopSignal | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Plan:
    """Heal the published plan: what no longer stands gets another place, what stands stays, see docs/replan.md.

    The plan obeys the rules of ``day_for(day, goal, until)`` and costs, by that day's weights, no more than doing
    nothing there; its ``cost`` is told by the weights of ``day`` itself, so that plans for several goals compare. The
    published plan comes back as it is where it stands and no promise can become better, and, when ``settled`` says
    that nothing has happened since it was made, wherever it stands. Limit, ``stop``, ``deterministic`` and errors as
    of ``plan_day``; ``ValueError`` without a published plan, or for an ``until`` that ``day_for`` refuses.
    """
    budget = Budget(time_limit_s, stop=stop, deterministic=deterministic)
    asked = day_for(day, goal, until)
    if asked.published is None:
        raise ValueError("a re-plan heals the published plan, and there is none: use plan_day")
    faults = faults_of(asked)
    if faults:
        raise InvalidDayError(faults)
    problem = build_problem(asked)
    if not is_warm():
        warm_up(problem)
        budget = Budget(time_limit_s, stop=stop, deterministic=deterministic)
    known = unavoidable(problem)
    weights = day_for(weighted(day, steady(day.workshop.policy.weights)), goal, until).workshop.policy.weights
    healing = _Healing(problem, asked.published, known, weights, seed)
    watch = Watch(problem, known, budget, healing.shared, on_progress)
    watch()
    watch.phase = "improve"
    if healing.is_open(settled=settled) and not budget.stopped:
        healing.run(budget, watch)
    plan = watch.plan()
    plan = replace(plan, bound=bound_of(problem, plan, known, None), seed=seed, seconds=budget.seconds)
    return replace(plan, cost=cost(weighted(asked, day.workshop.policy.weights), plan.assignments, plan.unplanned))


class _Healing:
    """One published plan, what becomes of it without a decision, and the search for better."""

    def __init__(self, problem: Problem, published: Published, known: Unavoidable, weights: Weights, seed: int) -> None:
        """``weights``: those of the search."""
        self._problem, self._known, self._seed = problem, known, seed
        self._wanted = wanted_of(problem, published.assignments)
        self._tables = pack(problem.arrays)._replace(weight=weight_row(weights))
        self._move_cost = move_cost(weights)
        # what changing a plan that stands must save, by the policy's own weights
        self._gain = CHANGE_MINUTES * weights.promise_tier * weights.tardiness
        judge = Improver(problem.arrays, pack(problem.arrays), seed)
        nothing = min(carried_on(problem, published), key=judge.adopt)
        kept = published_solution(problem, published.assignments)
        self._stands = bool(kept.planned.all()) and all(map(np.array_equal, kept, nothing))
        self._first = self._healer(0)
        self._first.construct()
        constructed, price = self._first.solution(), self._first.cost
        searched = self._first.adopt(nothing)
        if price < searched:
            self._first.adopt(constructed)
        self.shared = Healed(nothing, searched, judge, self._gain if self._stands else 0)
        if not self._stands:
            self.shared.offer(self._first)

    def is_open(self, *, settled: bool) -> bool:
        """Whether there is anything to heal: what does not stand, or a promise that may become better."""
        if not self._stands:
            return bool(self._problem.index.steps)
        weights = self._problem.day.workshop.policy.weights
        promise = promise_cost(self._problem.arrays, weights, self.shared.best()[0])
        return not settled and promise > self._known.total

    def run(self, budget: Budget, watch: Watch) -> None:
        """Search until the budget is gone: on two threads, or by counted rounds on this one."""
        if budget.deterministic:
            heal_rounds(self._first, self.shared, budget, self._gain, watch)
            return
        second = self._healer(1)
        second.adopt(self._first.solution())
        tasks = [partial(heal_timed, one, self.shared, budget, self._gain) for one in (self._first, second)]
        side_by_side(tasks, watch)

    def _healer(self, n: int) -> Healer:
        return Healer(self._problem.arrays, self._tables, self._seed + _SECOND_SEED * n, self._wanted, self._move_cost)
