"""From the JSON text of a day to the JSON text of its plan."""

from __future__ import annotations

from collections.abc import Callable

from api.contract import plan_document, read_day
from api.planner import Planner, SearchProgress, StopSignal
from api.problems import invalid_day
from api.runs.records import RunOptions
from api.runs.runner import RunProblemError, Solve
from optimizer.errors import InvalidDayError


def solver_of(planner: Planner) -> Solve:
    """What a runner executes, with a planner inside."""

    def solve(day: str, options: RunOptions, stop: StopSignal, on_progress: Callable[[SearchProgress], None]) -> str:
        try:
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
