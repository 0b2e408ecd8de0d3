"""Several solver processes: each run goes to a free one, and one that ended is replaced."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable

from api.planner import Planner, SearchProgress, StopSignal
from api.problems import Problem
from api.runs.records import RunOptions
from api.runs.solve import NotBegunError, RunProblemError
from api.service.example_day import example_day
from api.solving.process import SolverLostError, SolverProcess

logger = logging.getLogger(__name__)

_TRIES = 2
_POLL_S = 0.05
_FIRST_PAUSE_S = 0.5
_LONGEST_PAUSE_S = 30.0


class SolverPool:
    """A ``Solve`` with ``places`` processes of lower priority than the service (``niceness``, as ``nice`` has it).

    They are started by ``open`` and load the compiled search meanwhile; a run that comes before waits for it.
    The planner goes to them by name: it must be a function of a module. Not more than ``places`` runs at a time.
    """

    def __init__(self, planner: Planner, *, places: int, niceness: int) -> None:
        self._planner = planner
        self._niceness = niceness
        self._places = places
        self._free: queue.SimpleQueue[SolverProcess] = queue.SimpleQueue()
        self._all: set[SolverProcess] = set()
        self._ready: set[SolverProcess] = set()
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._loaded = threading.Event()

    def open(self) -> None:
        """Start the processes; does not wait for them."""
        for _ in range(self._places):
            self._start_another()
        threading.Thread(target=self._load_here, name="solver-load", daemon=True).start()

    @property
    def ready(self) -> bool:
        """Whether the compiled search has been loaded, in every process and here: the desk searches in this one.

        Stays so when a process is lost: the desk goes on, and runs wait for the next process.
        """
        return self._loaded.is_set()

    @property
    def pids(self) -> frozenset[int]:
        """Numbers of the processes that can plan."""
        with self._lock:
            return frozenset(process.pid for process in self._ready if process.pid is not None)

    def __call__(
        self, day: str, options: RunOptions, stop: StopSignal, on_progress: Callable[[SearchProgress], None]
    ) -> str:
        """Plan a day; once more in another process when the first one is lost (out of memory, say).

        Raises ``NotBegunError`` when told to stop while every process still loads.
        """
        for _ in range(_TRIES):
            process = self._take(stop)
            try:
                plan = process.solve(day, options, stop, on_progress)
            except SolverLostError as error:
                logger.error("solver process %s is lost: %s", process.pid, error)
                self._replace(process)
                continue
            except BaseException:
                self._free.put(process)
                raise
            self._free.put(process)
            return plan
        raise RunProblemError(_lost())

    def close(self) -> None:
        """End all processes. Runs must have ended before."""
        self._closing.set()
        with self._lock:
            loading, ready = self._all - self._ready, self._ready
            self._all, self._ready = set(), set()
        for process in loading:
            process.kill()  # has nothing to lose
        for process in loading | ready:
            process.end()

    def _take(self, stop: StopSignal) -> SolverProcess:
        while True:
            try:
                return self._free.get(timeout=_POLL_S)
            except queue.Empty:
                if stop.is_set():
                    raise NotBegunError from None

    def _start_another(self) -> None:
        threading.Thread(target=self._start, name="solver-start", daemon=True).start()

    def _start(self) -> None:
        pause_s = _FIRST_PAUSE_S
        while not self._closing.is_set():
            process = SolverProcess(self._planner, self._niceness)
            if not self._keep(process):
                return
            try:
                process.wait_until_ready()
            except SolverLostError:
                if self._closing.wait(pause_s):
                    return
                logger.error("a solver process ended while it loaded; starting another")
                self._forget(process)
                pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)
                continue
            with self._lock:
                self._ready.add(process)
            self._free.put(process)
            return

    def _load_here(self) -> None:
        # After the processes: what they had to compile is then found in the cache.
        while len(self.pids) < self._places:
            if self._closing.wait(_POLL_S):
                return
        try:
            self._planner(example_day(), time_limit_s=0.0)
        except Exception:
            logger.exception("the planner cannot plan the example: the service will not become ready")
        else:
            self._loaded.set()

    def _keep(self, process: SolverProcess) -> bool:
        with self._lock:
            if not self._closing.is_set():
                self._all.add(process)
                return True
        process.end()
        return False

    def _replace(self, process: SolverProcess) -> None:
        self._forget(process)
        self._start_another()

    def _forget(self, process: SolverProcess) -> None:
        with self._lock:
            known = process in self._all
            self._all.discard(process)
            self._ready.discard(process)
        if known:
            process.end()


def _lost() -> Problem:
    return Problem(
        status=500,
        code="solver_lost",
        title="The process that planned has ended",
        detail=f"Tried {_TRIES} times. Short memory is the usual cause; the service's log and the system's tell more.",
    )
