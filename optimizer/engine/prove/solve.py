"""Running CP-SAT within a deadline and a stop signal."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from optimizer.engine.budget import StopSignal
from optimizer.engine.prove.build import Model
from optimizer.engine.prove.extract import extract
from optimizer.engine.solution import Solution

POLL_S = 0.02
BUILD_S = 1.5e-4  # a literal of a model, measured on one core of a shared machine; see docs/proofs.md
FINISH_S = 1.5e-4  # a step, for reading a solution and checking it
PROBED = 1500  # variables up to which a model is probed
START_S = 0.05  # less than this is not worth a solver's presolve


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How long and how a model is solved.

    ``deterministic_limit`` (the solver's own units): one worker, no clock, the same answer on every run.
    ``presolve`` False: the model as it was built, no symmetries looked for.
    """

    deadline: float  # of time.monotonic()
    seed: int = 0
    workers: int = 2
    stop: StopSignal | None = None
    deterministic_limit: float | None = None
    presolve: bool = True

    @classmethod
    def within(
        cls,
        seconds: float,
        num_steps: int,
        *,
        seed: int,
        workers: int,
        stop: StopSignal | None,
        deterministic_limit: float | None,
    ) -> Effort:
        """From now on for so many seconds, less what reading and checking a solution of so many steps takes."""
        return cls(
            deadline=time.monotonic() + seconds - FINISH_S * num_steps,
            seed=seed,
            workers=workers,
            stop=stop,
            deterministic_limit=deterministic_limit,
        )

    @property
    def left_s(self) -> float:
        """Seconds left; 0 once stopped. Without a clock there is always time."""
        if self.stop is not None and self.stop.is_set():
            return 0.0
        if self.deterministic_limit is not None:
            return float("inf")
        return self.deadline - time.monotonic()

    def is_over(self) -> bool:
        """Whether to end now."""
        return self.left_s <= 0

    def until(self, seconds: float) -> Effort:
        """The same for at most so many seconds from now."""
        return replace(self, deadline=min(self.deadline, time.monotonic() + seconds))

    def allows(self, literals: int) -> bool:
        """Whether a model of about so many literals can be built and still be searched."""
        return self.left_s > START_S + 2 * BUILD_S * literals


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the solver said. ``bound``: of the model's objective; ``objective`` None without a solution."""

    is_optimal: bool
    is_infeasible: bool
    objective: int | None
    bound: int | None
    solution: Solution | None


def solve(model: Model, effort: Effort) -> Outcome:
    """Solve a model. The solution is not checked here."""
    solver = cp_model.CpSolver()
    configure(solver, effort, len(model.frame.model.proto.variables))
    status = _watched(solver, model.frame.model, effort)
    known = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    has_objective = model.frame.model.has_objective()
    return Outcome(
        is_optimal=status == cp_model.OPTIMAL,
        is_infeasible=status == cp_model.INFEASIBLE,
        objective=round(solver.objective_value) if known and has_objective else None,
        bound=_bound(solver, status) if has_objective else None,
        solution=extract(model.frame, _reader(solver)) if known else None,
    )


def _reader(solver: cp_model.CpSolver) -> Callable[[cp_model.LinearExpr | int], int]:
    def value(expression: cp_model.LinearExpr | int) -> int:
        return expression if isinstance(expression, int) else int(solver.value(expression))

    return value


def _bound(solver: cp_model.CpSolver, status: object) -> int | None:
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.UNKNOWN):
        return None
    bound = solver.best_objective_bound
    return -(-int(bound * 1000 - 1) // 1000) if abs(bound) < 1e15 else None


def configure(solver: cp_model.CpSolver, effort: Effort, num_variables: int) -> None:
    """Set the solver's parameters: the only place that knows them."""
    parameters = solver.parameters
    parameters.random_seed = effort.seed % (1 << 31)
    # Without probing 9.15 calls some solvable models infeasible; with it a large model is not searched at all within
    # seconds. So it is off only there, and never in a second opinion. The inclusion step, in which 9.15 loses
    # solutions of models with large coefficients, gains us nothing. See docs/proofs.md.
    if effort.presolve and num_variables > PROBED:
        parameters.cp_model_probing_level = 0
    parameters.presolve_inclusion_work_limit = 0
    parameters.cp_model_presolve = effort.presolve
    if not effort.presolve:
        parameters.symmetry_level = 0
    if effort.deterministic_limit is None:
        parameters.num_workers = effort.workers
        parameters.max_time_in_seconds = max(0.01, effort.left_s)
    else:
        parameters.num_workers = 1
        parameters.max_deterministic_time = effort.deterministic_limit


def _watched(solver: cp_model.CpSolver, model: cp_model.CpModel, effort: Effort) -> object:
    """Solve while a thread looks out for the stop and the deadline: presolve does not always look at its clock."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(POLL_S):
            if effort.left_s <= 0:
                solver.stop_search()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        return solver.solve(model)
    finally:
        over.set()
        watcher.join()
