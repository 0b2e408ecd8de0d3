"""What goes on beside the search: progress is told, and a checked plan is always at hand."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from optimizer.checking import checked_plan
from optimizer.engine.bounds import Unavoidable, promise_cost
from optimizer.engine.budget import Budget
from optimizer.engine.shared import Shared
from optimizer.engine.solution import Solution
from optimizer.explain import Stage, fixed_reasons, notes_of, num_late
from optimizer.plan import Plan, Reason, VisitNote
from optimizer.problem import Problem

_QUICK_S = 0.05  # a check shorter than this may follow a stop
_FIRST_RECHECK_S = 0.5
_CHECK_TO_BUILD = 2.0  # a check takes about so much longer than building the problem did
_REASON_S = 0.02  # for the reasons of one late visit, until some have been timed
_REASONS_SHARE = 0.2  # of the time limit, at the most, is kept for reasons
_SOON_S = 0.001
_TOLD_S = 0.02
_LATEST_S = 0.03  # reasons are begun as long as they should be there so soon after the limit or a stop


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """State of a search. ``promise`` and ``unavoidable`` are class-weighted minutes (tier factor left out)."""

    seconds: float
    phase: str  # "load" (once in a process), "construct", "improve" or "prove"
    cost: int
    promise: int
    unavoidable: int

    @property
    def avoidable(self) -> int:
        """Promise cost that a better plan might still avoid: the gap that people are shown."""
        return self.promise - self.unavoidable


class Watch:
    """Tells progress and, where a stop may come, checks the best solution at growing intervals.

    A stop must be answered within 0.1 s, and the referee needs longer on a large day; then the plan checked last is
    the answer. Time for the last check is kept from the search's budget; how long it will take is known from the checks
    before, or, where nobody can stop and the search is not held up by any, from the time the problem took to build.
    """

    def __init__(
        self,
        problem: Problem,
        known: Unavoidable,
        budget: Budget,
        shared: Shared,
        on_progress: Callable[[Progress], None] | None,
        build_s: float | None = None,
    ) -> None:
        """``build_s``: processor seconds that building the problem took; None: the plan is checked in any case."""
        self._problem, self._known, self._budget, self._shared = problem, known, budget, shared
        self._on_progress = on_progress
        self._told = -1
        self._plan: Plan | None = None
        self._solution: Solution | None = None
        self._plan_cost = -1
        self._check_s = 0.0 if build_s is None else _CHECK_TO_BUILD * build_s
        self._checks = build_s is None or budget.can_stop
        self._next_check_s = budget.seconds + _TOLD_S  # not at the first look: the search begins at once
        self._reason_s = _REASON_S
        self._latest_s = budget.time_limit_s + _LATEST_S
        self._asked_s = 0.0
        self._stage = Stage(problem)
        self._pending = fixed_reasons(problem, known, self._stage)
        self._reasons: dict[int, tuple[Reason, ...]] = {}
        self.phase = "construct"

    def __call__(self) -> None:
        """Look at the search: called every few hundredths of a second, and at each better solution."""
        self._tell()
        budget = self._budget
        if not budget.deterministic and not budget.over and budget.seconds >= self._next_check_s:
            if not self._checks:
                self._keep_time(self._shared.best()[0])
            elif budget.left > 3 * self._check_s:  # a check begun later would only keep the last one waiting
                self._check()
            self._work_out_reasons(lambda: not budget.over)
            self._next_check_s = max(_FIRST_RECHECK_S, 1.7 * budget.seconds, budget.seconds + 4 * self._check_s)

    def plan(self) -> Plan:
        """The plan to give out: the best one, or after a stop the one checked last if checking takes long."""
        if self._budget.stopped:
            self._latest_s = min(self._latest_s, self._budget.seconds + _LATEST_S)
        if self._plan is None or not self._budget.stopped or self._check_s <= _QUICK_S:
            self._check()
        if self._plan is None or self._solution is None:
            raise RuntimeError("a check leaves a plan or raises")
        self._work_out_reasons(self._in_time)
        self._asked_s = self._budget.seconds
        return replace(self._plan, notes=self._plan.notes + self._notes(self._solution))

    def _notes(self, solution: Solution) -> tuple[VisitNote, ...]:
        return notes_of(
            self._problem,
            solution,
            self._known,
            worked_out=self._reasons,
            go_on=self._may_explain,
            stage=self._stage,
        )

    def _in_time(self) -> bool:
        """Whether the reasons of one more visit will be there in time; always when work is counted."""
        return self._budget.deterministic or self._budget.seconds + self._reason_s < self._latest_s

    def _may_explain(self) -> bool:
        """The same, asked before each visit late in this plan: the time since the last question is what one takes."""
        now = self._budget.seconds
        if now - self._asked_s > _SOON_S:  # what was asked twice in a row had nothing to do
            self._reason_s = (self._reason_s + now - self._asked_s) / 2
        self._asked_s = now
        return self._in_time()

    def _work_out_reasons(self, go_on: Callable[[], bool]) -> None:
        """Reasons that hold in every plan are found while the search runs, and what is missing at its end."""
        while go_on():
            began = time.thread_time()
            found = next(self._pending, None)
            if found is None:
                return
            self._reasons[found[0]] = found[1]
            self._reason_s = (self._reason_s + time.thread_time() - began) / 2

    def _check(self) -> None:
        solution, cost = self._shared.best()
        if self._plan is not None and cost == self._plan_cost:
            return
        before = time.thread_time()  # the last check has a core to itself, those during the search do not
        self._plan, self._plan_cost, self._solution = checked_plan(self._problem, solution), cost, solution
        self._check_s = max(self._check_s, time.thread_time() - before)
        self._keep_time(solution)

    def _keep_time(self, solution: Solution) -> None:
        """Keep from the search what the last check and the reasons of late visits will take."""
        explain_s = self._reason_s * num_late(self._problem, solution)
        self._budget.finish_s = 1.3 * self._check_s + min(explain_s, _REASONS_SHARE * self._budget.time_limit_s) + 0.01

    def _tell(self) -> None:
        solution, cost = self._shared.best()
        if self._on_progress is None or cost == self._told:
            return
        self._told = cost
        weights = self._problem.day.workshop.policy.weights
        self._on_progress(
            Progress(
                seconds=self._budget.seconds,
                phase=self.phase,
                cost=cost,
                promise=promise_cost(self._problem.arrays, weights, solution),
                unavoidable=self._known.total,
            )
        )
