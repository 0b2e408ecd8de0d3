"""Executes runs: takes them from the store, plans, writes the end back; stops them when asked to."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Protocol

from sqlalchemy.exc import SQLAlchemyError

from api.planner import SearchProgress, StopSignal
from api.problems import Problem
from api.runs.meter import Meter
from api.runs.records import Run, RunOptions, RunProgress, RunStatus
from api.store.runs import RunStore

logger = logging.getLogger(__name__)


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


class Runner:
    """Runs on an executor that it owns: ``close`` ends it."""

    def __init__(
        self,
        store: RunStore,
        solve: Solve,
        executor: Executor,
        *,
        progress_interval_s: float = 0.5,
        max_attempts: int = 2,
    ) -> None:
        self._store = store
        self._solve = solve
        self._executor = executor
        self._progress_interval_s = progress_interval_s
        self._max_attempts = max_attempts
        self._stops: dict[str, threading.Event] = {}
        self._lock = threading.Lock()
        self._closing = False

    def submit(self, run_id: str) -> None:
        """Plan a queued run as soon as there is a free place; after ``close`` it waits for the next start."""
        with self._lock:
            if not self._closing:
                self._executor.submit(self._execute, run_id)

    def cancel(self, run_id: str) -> Run:
        """End a run: a queued one at once, a running one soon, with its best plan. Raises ``KeyError``."""
        run = self._store.request_cancel(run_id)
        with self._lock:
            stop = self._stops.get(run_id)
        if stop is not None:
            stop.set()
        return run

    def recover(self) -> list[Run]:
        """Find the runs that a dead process left: queue them again, or end those tried too often."""
        found = list(self._store.unfinished())
        for run in found:
            if run.attempts >= self._max_attempts and not run.cancel_requested:
                self._store.fail(run.run_id, _crashed(run.attempts).as_dict())
                continue
            if run.status is RunStatus.RUNNING:
                self._store.requeue(run.run_id)
            if run.cancel_requested:
                self._store.request_cancel(run.run_id)
            else:
                self.submit(run.run_id)
        return found

    def close(self) -> None:
        """Stop all searches and wait until their best plans are written. Queued runs stay queued."""
        with self._lock:
            self._closing = True
            for stop in self._stops.values():
                stop.set()
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _execute(self, run_id: str) -> None:
        stop = threading.Event()
        with self._lock:
            if self._closing:
                return
            self._stops[run_id] = stop
        try:
            taken = self._store.start(run_id)
            if taken is not None:
                self._plan(run_id, *taken, stop)
        except Exception:
            logger.exception("run %s: the store failed; the run is found again at the next start", run_id)
        finally:
            with self._lock:
                del self._stops[run_id]

    def _plan(self, run_id: str, day: str, options: RunOptions, stop: threading.Event) -> None:
        meter = Meter(lambda progress: self._report(run_id, progress), self._progress_interval_s)
        try:
            plan = self._solve(day, options, stop, meter)
        except RunProblemError as error:
            self._store.fail(run_id, error.problem.as_dict())
        except NotBegunError:
            self._give_back(run_id)
        except Exception:
            logger.exception("run %s: planning failed", run_id)
            self._store.fail(run_id, _broken(run_id).as_dict())
        else:
            meter.flush()
            self._store.finish(run_id, plan, stopped=stop.is_set())

    def _give_back(self, run_id: str) -> None:
        self._store.requeue(run_id)
        if self._store.get(run_id).cancel_requested:
            self._store.request_cancel(run_id)

    def _report(self, run_id: str, progress: RunProgress) -> None:
        try:
            self._store.progress(run_id, progress)
        except SQLAlchemyError:
            # A plan in the making is worth more than a line about it.
            logger.exception("run %s: progress was not written", run_id)


def _crashed(attempts: int) -> Problem:
    return Problem(
        status=500,
        code="run_lost",
        title="The service ended while it planned",
        detail=f"Tried {attempts} times; not tried again. Send the day once more to plan it.",
    )


def _broken(run_id: str) -> Problem:
    return Problem(
        status=500,
        code="planning_failed",
        title="Planning failed",
        detail=f"This is a fault of the service; its log tells more under {run_id}.",
    )
