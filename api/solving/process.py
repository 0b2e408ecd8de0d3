"""The service's end of one solver process."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from multiprocessing.connection import Connection

from api.planner import Planner, SearchProgress, StopSignal
from api.runs.records import RunOptions
from api.runs.solve import RunProblemError
from api.solving.messages import Advanced, Broken, Job, Order, Planned, Ready, Refused, Report, Stop
from api.solving.worker import work

_POLL_S = 0.02
_STOP_PATIENCE_S = 20.0  # a search hears a stop within 0.1 s; this much later it is not going to
_END_PATIENCE_S = 2.0
_SPAWN = multiprocessing.get_context("spawn")  # a fork would inherit threads, locks and the store's connections


class SolverLostError(RuntimeError):
    """The process ended, or does not hear: nothing more will come from it."""


class SolverFaultError(RuntimeError):
    """The planner raised; the text is its traceback in the process."""


class SolverProcess:
    """One process that plans one day at a time. ``wait_until_ready`` comes before the first one."""

    def __init__(self, planner: Planner, niceness: int) -> None:
        ours: Connection[Order, Report]
        ours, theirs = _SPAWN.Pipe()
        self._pipe = ours
        self._number = 0
        self._process = _SPAWN.Process(target=work, args=(theirs, planner, niceness), name="solver", daemon=True)
        self._process.start()
        theirs.close()  # so that the end of the process is the end of the pipe

    @property
    def pid(self) -> int | None:
        """Number of the process."""
        return self._process.pid

    def wait_until_ready(self) -> None:
        """Return when the compiled search is loaded. Raises ``SolverLostError`` when the process ends before."""
        if not isinstance(self._receive(), Ready):
            raise SolverLostError("the solver process did not begin with being ready")

    def solve(
        self, day: str, options: RunOptions, stop: StopSignal, on_progress: Callable[[SearchProgress], None]
    ) -> str:
        """Plan a day there: a ``Solve``. Raises ``SolverLostError`` and ``SolverFaultError`` besides."""
        self._number += 1
        self._send(Job(number=self._number, day=day, options=options))
        stopping = _Stopping(stop, lambda: self._send(Stop(number=self._number)))
        while True:
            stopping.look()
            if not self._pipe.poll(_POLL_S):
                continue
            report = self._receive()
            if isinstance(report, Advanced):
                on_progress(report.progress)
            elif isinstance(report, Planned):
                return report.plan
            elif isinstance(report, Refused):
                raise RunProblemError(report.problem)
            elif isinstance(report, Broken):
                raise SolverFaultError(report.trace)

    def kill(self) -> None:
        """End the process without asking."""
        self._process.kill()

    def end(self) -> None:
        """End the process, at once when it does not end by itself."""
        self._pipe.close()
        self._process.join(_END_PATIENCE_S)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process.close()

    def _send(self, order: Order) -> None:
        try:
            self._pipe.send(order)
        except OSError as error:
            raise SolverLostError("the solver process has ended") from error

    def _receive(self) -> Report:
        try:
            return self._pipe.recv()
        except (EOFError, OSError) as error:
            raise SolverLostError("the solver process has ended") from error


class _Stopping:
    """Passes a stop on, once, and waits for its effect with patience but not for ever."""

    def __init__(self, stop: StopSignal, tell: Callable[[], None]) -> None:
        self._stop, self._tell = stop, tell
        self._told_at: float | None = None

    def look(self) -> None:
        """Pass the stop on when it is set. Raises ``SolverLostError`` when the search goes on long after it."""
        if self._told_at is None and self._stop.is_set():
            self._tell()
            self._told_at = time.monotonic()
        if self._told_at is not None and time.monotonic() - self._told_at > _STOP_PATIENCE_S:
            raise SolverLostError("the solver process does not hear that it shall stop")
