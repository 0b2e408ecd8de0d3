"""Where solves run: in processes of their own, or on threads of the service."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Protocol

from api.planner import Planner, SearchProgress, StopSignal
from api.runs.records import RunOptions
from api.runs.solve import Solve, solver_of
from api.service.example_day import example_day
from api.service.settings import ServiceSettings
from api.solving.pool import SolverPool

logger = logging.getLogger(__name__)


class Solver(Solve, Protocol):
    """A ``Solve`` that is loaded by ``open`` and ended by ``close``, after all runs have ended."""

    @property
    def ready(self) -> bool:
        """Whether a run would start to search at once."""
        ...

    def open(self) -> None:
        """Begin to load; does not wait for it."""
        ...

    def close(self) -> None:
        """End."""
        ...


class ThreadSolver:
    """Plans on the thread that asks: for tests, and where processes cannot be started."""

    def __init__(self, planner: Planner) -> None:
        self._planner = planner
        self._solve = solver_of(planner)
        self._loaded = threading.Event()

    @property
    def ready(self) -> bool:
        """Whether the compiled search is loaded."""
        return self._loaded.is_set()

    def open(self) -> None:
        """Load on a thread."""
        threading.Thread(target=self._load, name="solver-start", daemon=True).start()

    def close(self) -> None:
        """Nothing is held."""

    def __call__(
        self, day: str, options: RunOptions, stop: StopSignal, on_progress: Callable[[SearchProgress], None]
    ) -> str:
        """Plan a day."""
        return self._solve(day, options, stop, on_progress)

    def _load(self) -> None:
        try:
            self._planner(example_day(), time_limit_s=0.0)
        except Exception:
            logger.exception("the planner cannot plan the example: the service will not become ready")
        else:
            self._loaded.set()


def solver_for(settings: ServiceSettings, planner: Planner) -> Solver:
    """The solver that the settings ask for."""
    if settings.solve_in == "threads":
        return ThreadSolver(planner)
    return SolverPool(planner, places=settings.solvers, niceness=settings.solver_niceness)
