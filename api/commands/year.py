"""`heijunka plan --history`: every date of a file of work orders, with a progress bar and a table of figures."""

from __future__ import annotations

import csv
import io
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from api.commands.figures import DateFigures, figures_table, plan_date, summary_of
from api.commands.history import read_history
from api.commands.tools import Tools, fail, write_file
from api.runs.records import RunOptions
from scenarios.history import History


class ExecutorKind(StrEnum):
    """Where the dates are planned."""

    THREADS = "threads"
    PROCESSES = "processes"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRequest:
    """Which dates of which file, and how. ``first`` and ``last`` are in; None: from the start, to the end."""

    csv: Path
    calibration: Path | None
    first: date | None
    last: date | None
    workers: int
    executor: ExecutorKind
    options: RunOptions


def plan_year(tools: Tools, request: YearRequest, out: Path | None) -> None:
    """Plan the dates and print the table; ``out`` gets it as CSV. Ctrl-c ends with the dates planned so far."""
    history = read_history(tools, request.csv, request.calibration)
    dates = [on for on in history.working_dates if _within(on, request)]
    if not dates:
        fail(tools, f"{request.csv} has no work orders on these dates")
    done = _plan_dates(tools, history, dates, request)
    if len(done) < len(dates):
        tools.err.print(f"[yellow]stopped: {len(done)} of {len(dates)} dates planned[/]", highlight=False)
    if done:
        tools.out.print(figures_table(done))
        if out is not None:
            write_file(tools, out, _csv_text(done))


def _within(on: date, request: YearRequest) -> bool:
    return (request.first is None or on >= request.first) and (request.last is None or on <= request.last)


def _plan_dates(tools: Tools, history: History, dates: Sequence[date], request: YearRequest) -> list[DateFigures]:
    done: list[DateFigures] = []
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=tools.err
    )
    # An event cannot be sent to another process; there a date ends by its time limit.
    stop = threading.Event() if request.executor is ExecutorKind.THREADS else None
    with _executor(request) as executor, bar:
        task = bar.add_task("planning", total=len(dates))
        plan_one = partial(plan_date, tools.planner, history, options=request.options, stop=stop)
        waiting = [executor.submit(plan_one, on) for on in dates]
        try:
            for figures in _results(waiting):
                done.append(figures)
                words = f"{figures.date}: late {figures.late_minutes} min"
                bar.update(task, advance=1, description=words)
                if not tools.err.is_terminal:
                    tools.err.print(words, highlight=False)
        except KeyboardInterrupt:
            if stop is not None:
                stop.set()
            executor.shutdown(wait=True, cancel_futures=True)
    return sorted(done, key=lambda figures: figures.date)


def _executor(request: YearRequest) -> Executor:
    if request.executor is ExecutorKind.THREADS:
        return ThreadPoolExecutor(request.workers)
    # The terminal sends ctrl-c to all processes; only this one shall act on it.
    return ProcessPoolExecutor(request.workers, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN))


def _results(waiting: Sequence[Future[DateFigures]]) -> Iterator[DateFigures]:
    for future in as_completed(waiting):
        yield future.result()


def _csv_text(rows: Sequence[DateFigures]) -> str:
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(DateFigures.names())
    writer.writerows(row.values() for row in (*rows, summary_of(rows)))
    return table.getvalue().rstrip("\n")
