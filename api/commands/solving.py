"""Plans a day while telling how far it is; ctrl-c ends the search with the best plan."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeoutError
from contextlib import contextmanager

from rich.console import Console
from rich.live import Live
from rich.table import Table

from api.planner import Planner, SearchProgress
from api.runs.records import RunOptions
from optimizer.day import Day
from optimizer.plan import Plan

_REFRESH_S = 0.1
_LINE_EVERY_S = 1.0
LOADING = "loading the compiled search (up to a minute the first time on a machine)"


def solve(planner: Planner, day: Day, options: RunOptions, console: Console) -> tuple[Plan, bool]:
    """The plan, and whether ctrl-c ended the search. Raises what the planner raises.

    The planner works in a thread of its own, so that the signal is heard at once even while it is deep in a
    search; a second ctrl-c gives the plan up.
    """
    stop = threading.Event()
    with ThreadPoolExecutor(1) as executor, _meter(console, options.time_limit_s) as show:
        future = executor.submit(
            planner,
            day,
            time_limit_s=options.time_limit_s,
            seed=options.seed,
            deterministic=options.deterministic,
            stop=stop,
            on_progress=show.take,
        )
        try:
            return _wait(future, show), False
        except KeyboardInterrupt:
            stop.set()
            return _wait(future, show), True


def _wait(future: Future[Plan], meter: _Meter) -> Plan:
    while True:
        try:
            return future.result(timeout=_REFRESH_S)
        except FutureTimeoutError:
            if future.done():
                raise
            meter.show()


class _Meter:
    """The last report of the engine, shown in place on a terminal, as a line a second elsewhere."""

    def __init__(self, console: Console, limit_s: float, live: Live | None) -> None:
        self._console = console
        self._limit_s = limit_s
        self._live = live
        self._last: SearchProgress | None = None
        self._shown: SearchProgress | None = None
        self._next_line_at = 0.0

    def take(self, progress: SearchProgress) -> None:
        """Called by the engine, from its thread."""
        self._last = progress

    def show(self, *, final: bool = False) -> None:
        """Show the last report if it is news."""
        progress = self._last
        if progress is None or progress is self._shown:
            return
        if self._live is not None:
            self._live.update(progress_table(progress, self._limit_s))
        elif final or time.monotonic() >= self._next_line_at:
            self._console.print(progress_line(progress), highlight=False, soft_wrap=True)
            self._next_line_at = time.monotonic() + _LINE_EVERY_S
        else:
            return
        self._shown = progress


@contextmanager
def _meter(console: Console, limit_s: float) -> Iterator[_Meter]:
    if not console.is_terminal:
        meter = _Meter(console, limit_s, None)
        yield meter
        meter.show(final=True)
        return
    with Live(console=console, refresh_per_second=10, transient=False) as live:
        meter = _Meter(console, limit_s, live)
        yield meter
        meter.show(final=True)


def progress_line(progress: SearchProgress) -> str:
    """One line of words about a search."""
    if progress.phase == "load":
        return LOADING
    return (
        f"{progress.seconds:6.1f} s  {progress.phase:<9}  cost {progress.cost:,}  promises {progress.promise:,}: "
        f"unavoidable {progress.unavoidable:,}, avoidable at most {progress.avoidable:,}"
    )


def progress_table(progress: SearchProgress, limit_s: float) -> Table:
    """The same as a small table for a terminal."""
    if progress.phase == "load":
        loading = Table.grid()
        loading.add_row(LOADING)
        return loading
    table = Table.grid(padding=(0, 2))
    table.add_row("[dim]seconds[/]", "[dim]phase[/]", "[dim]cost[/]", "[dim]promises, class-weighted minutes late[/]")
    table.add_row(
        f"{progress.seconds:.1f} of {limit_s:g}",
        progress.phase,
        f"{progress.cost:,}",
        f"[bold]{progress.promise:,}[/]: unavoidable {progress.unavoidable:,}, "
        f"avoidable at most [bold]{progress.avoidable:,}[/]",
    )
    return table
