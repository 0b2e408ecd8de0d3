"""What a solver process does: loads the compiled search, then plans one day after the other."""

from __future__ import annotations

import os
import queue
import signal
import threading
import traceback
from multiprocessing.connection import Connection

from api.planner import Planner, SearchProgress
from api.runs.records import RunProgress
from api.runs.solve import RunProblemError, Solve, solver_of
from api.service.example_day import example_day
from api.solving.messages import Advanced, Broken, Job, Order, Planned, Ready, Refused, Report


def work(pipe: Connection[Report, Order], planner: Planner, niceness: int) -> None:
    """Work until the other end of the pipe is gone."""
    _leave_signals_to_the_service()
    inbox = _Inbox(pipe)
    threading.Thread(target=inbox.listen, name="orders", daemon=True).start()
    planner(example_day(), time_limit_s=0.0)  # before it steps back: the service is not ready without it
    _step_back(niceness)
    pipe.send(Ready())
    solve = solver_of(planner)
    while True:
        job, stop = inbox.next()
        pipe.send(_end_of(job, stop, solve, pipe))


class _Inbox:
    """Reads orders on a thread of its own, so that a stop is heard during a search."""

    def __init__(self, pipe: Connection[Report, Order]) -> None:
        self._pipe = pipe
        self._jobs: queue.SimpleQueue[tuple[Job, threading.Event]] = queue.SimpleQueue()
        self._stops: dict[int, threading.Event] = {}

    def listen(self) -> None:
        """Take orders. Without a service to report to the process ends, whatever it is doing."""
        while True:
            try:
                order = self._pipe.recv()
            except (EOFError, OSError):
                os._exit(0)
            if isinstance(order, Job):
                self._stops = {order.number: threading.Event()}  # one job at a time: earlier ones have ended
                self._jobs.put((order, self._stops[order.number]))
            elif order.number in self._stops:
                self._stops[order.number].set()

    def next(self) -> tuple[Job, threading.Event]:
        """The next job and its stop signal."""
        return self._jobs.get()


def _end_of(job: Job, stop: threading.Event, solve: Solve, pipe: Connection[Report, Order]) -> Report:
    def tell(progress: SearchProgress) -> None:
        pipe.send(Advanced(_plain(progress)))

    try:
        return Planned(solve(job.day, job.options, stop, tell))
    except RunProblemError as error:
        return Refused(error.problem)
    except Exception:
        return Broken(traceback.format_exc())


def _plain(progress: SearchProgress) -> RunProgress:
    return RunProgress(
        seconds=progress.seconds,
        phase=progress.phase,
        cost=progress.cost,
        promise=progress.promise,
        unavoidable=progress.unavoidable,
    )


def _leave_signals_to_the_service() -> None:
    """A signal to the whole group reaches both; the service ends the searches in order."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)


def _step_back(niceness: int) -> None:
    """Leave the processor to whoever answers requests."""
    if niceness and hasattr(os, "nice"):
        os.nice(niceness)
