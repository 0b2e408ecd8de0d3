"""From the JSON text of a day to the JSON text of its plan."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from api.contract import plan_document, read_day
from api.planner import Planner, SearchProgress, StopSignal, replan_day_when_asked
from api.problems import Problem, invalid_day
from api.runs.documents import DAY, PLAN
from api.runs.records import RunOptions
from optimizer.errors import InvalidDayError
from optimizer.goals import Goal


class Solve(Protocol):
    """From the JSON text of a day to the JSON text of its plan.

    Raises ``RunProblemError`` for a problem that the day or its options have, and ``NotBegunError`` when it was
    told to stop before there was any plan.
    """

    def __call__(
        self, day: str, options: RunOptions, stop: StopSignal, on_progress: Callable[[SearchProgress], None]
    ) -> str:
        """Plan."""
        ...


class RunProblemError(Exception):
    """The run ends with this problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.title)
        self.problem = problem


class NotBegunError(Exception):
    """The search was told to stop before it began: the run goes back into the queue."""


def solver_of(planner: Planner) -> Solve:
    """What a runner executes, with a planner inside; re-plans are the optimizer's."""

    def solve(day: str, options: RunOptions, stop: StopSignal, on_progress: Callable[[SearchProgress], None]) -> str:
        try:
            if options.goal is not None:
                return _replanned(day, options, options.goal, stop, on_progress)
            parsed = read_day(day)
            plan = planner(
                parsed,
                time_limit_s=options.time_limit_s,
                seed=options.seed,
                deterministic=options.deterministic,
                stop=stop,
                on_progress=on_progress,
            )
        except InvalidDayError as error:
            raise RunProblemError(invalid_day(error)) from error
        return plan_document(parsed, plan).model_dump_json()

    return solve


def _replanned(
    day: str, options: RunOptions, goal: Goal, stop: StopSignal, on_progress: Callable[[SearchProgress], None]
) -> str:
    plan = replan_day_when_asked(
        DAY.validate_json(day),
        goal=goal,
        until=options.until,
        time_limit_s=options.time_limit_s,
        seed=options.seed,
        deterministic=options.deterministic,
        stop=stop,
        on_progress=on_progress,
    )
    return PLAN.dump_json(plan).decode()
