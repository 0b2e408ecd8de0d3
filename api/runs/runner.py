"""Executes runs: takes them from the store, plans, writes the end back; stops them when asked to."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from concurrent.futures import Executor

from sqlalchemy.exc import SQLAlchemyError

from api.problems import Problem
from api.runs.meter import Meter
from api.runs.records import Run, RunOptions, RunProgress
from api.runs.solve import NotBegunError, RunProblemError, Solve
from api.store.runs import RunLostError, RunStore

logger = logging.getLogger(__name__)


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
        self._submitted: set[str] = set()
        self._begun: set[str] = set()
        self._stops: dict[str, threading.Event] = {}
        self._lock = threading.Lock()
        self._closing = False

    def submit(self, run_id: str) -> None:
        """Plan a queued run as soon as there is a free place; after ``close`` it waits for the next start."""
        with self._lock:
            if not self._closing and run_id not in self._submitted:
                self._submitted.add(run_id)
                self._executor.submit(self._execute, run_id)

    def cancel(self, run_id: str, actor: str = "service") -> Run:
        """End a run for an actor: a queued one at once, a running one soon, with its best plan. Raises ``KeyError``."""
        run = self._store.request_cancel(run_id, actor)
        self._stop(run_id)
        return run

    def recover(self) -> None:
        """Find the runs that a dead process left: queue them again, or end those tried too often; plan what waits."""
        self._store.take_back(self._give_up)
        for run_id in self._store.queued():
            self.submit(run_id)

    def keep_up(self) -> None:
        """To be called every second or so where several processes share the store: say that this one lives, end
        the searches that others have cancelled or that were taken away, and take up what others left."""
        with self._lock:
            begun = set(self._begun)
        mine = self._store.renew(begun)
        for run_id in begun:
            if mine.get(run_id, True):
                self._stop(run_id)
        self.recover()

    def close(self) -> None:
        """Stop all searches and wait until their best plans are written. Queued runs stay queued."""
        with self._lock:
            self._closing = True
            for stop in self._stops.values():
                stop.set()
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _stop(self, run_id: str) -> None:
        with self._lock:
            stop = self._stops.get(run_id)
        if stop is not None:
            stop.set()

    def _give_up(self, run: Run) -> Mapping[str, object] | None:
        return _crashed(run.attempts).as_dict() if run.attempts >= self._max_attempts else None

    def _execute(self, run_id: str) -> None:
        stop = threading.Event()
        with self._lock:
            if self._closing:
                return
            self._stops[run_id] = stop
        try:
            taken = self._store.start(run_id)
            if taken is not None:
                with self._lock:
                    self._begun.add(run_id)
                self._plan(run_id, *taken, stop)
        except RunLostError:
            logger.warning("run %s: this process was silent for too long; another one plans it", run_id)
        except Exception:
            logger.exception("run %s: the store failed; the run is found again at the next start", run_id)
        finally:
            with self._lock:
                del self._stops[run_id]
                self._begun.discard(run_id)
                self._submitted.discard(run_id)

    def _plan(self, run_id: str, day: str, options: RunOptions, stop: threading.Event) -> None:
        meter = Meter(lambda progress: self._report(run_id, progress), self._progress_interval_s)
        try:
            plan = self._solve(day, options, stop, meter)
        except RunProblemError as error:
            self._store.fail(run_id, error.problem.as_dict())
        except NotBegunError:
            self._store.requeue(run_id)
        except Exception:
            logger.exception("run %s: planning failed", run_id)
            self._store.fail(run_id, _broken(run_id).as_dict())
        else:
            meter.flush()
            self._store.finish(run_id, plan, stopped=stop.is_set())

    def _report(self, run_id: str, progress: RunProgress) -> None:
        try:
            self._store.progress(run_id, progress)
        except RunLostError:
            self._stop(run_id)
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
