"""Figures of one planned date, and their table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from statistics import fmean

from rich.table import Table

from api.planner import Planner, StopSignal
from api.runs.records import RunOptions
from optimizer.day import Day
from optimizer.load import load_figures
from optimizer.plan import Plan
from optimizer.steps import Catalogue, steps_of
from optimizer.visit import StepKind
from scenarios.history import History


@dataclass(frozen=True, slots=True, kw_only=True)
class DateFigures:
    """One date: what came in, what was kept, how level it is.

    ``frt_hours``: flat-rate time of all lines. ``load``: technician hours booked ÷ available. ``on_time``: share
    of the promises kept, grace included. ``late_minutes``: of all cars together. ``promise``: promise cost in
    class-weighted minutes, of which ``unavoidable`` in any plan. ``level_before`` and ``level_after``: peak ÷ mean
    of booked ÷ available over technicians in the first plan and in the last.
    """

    date: str
    cars: int
    frt_hours: float
    load: float
    on_time: float
    late_minutes: int
    promise: int
    unavoidable: int
    level_before: float
    level_after: float
    seconds: float

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(field.name for field in fields(cls))

    def values(self) -> tuple[str | float | int, ...]:
        """Values of the columns, rounded for reading."""
        found = (getattr(self, name) for name in self.names())
        return tuple(round(value, 3) if isinstance(value, float) else value for value in found)


class _Stopped:
    def is_set(self) -> bool:
        """Always: the first plan is wanted."""
        return True


def plan_date(
    planner: Planner, history: History, on: date, *, options: RunOptions, stop: StopSignal | None
) -> DateFigures:
    """Plan one date and count its figures. At module level, so that processes can be sent it."""
    day = history.day(on, seed=options.seed)
    first = planner(day, time_limit_s=options.time_limit_s, seed=options.seed, stop=_Stopped())
    last = planner(
        day,
        time_limit_s=options.time_limit_s,
        seed=options.seed,
        deterministic=options.deterministic,
        stop=stop,
    )
    before, after = load_figures(day, first.assignments), load_figures(day, last.assignments)
    booked = sum(row.booked_hours for row in after.sheet)
    available = sum(row.available_hours for row in after.sheet)
    return DateFigures(
        date=on.isoformat(),
        cars=len(day.visits),
        frt_hours=_frt_hours(day),
        load=booked / available if available else 0.0,
        on_time=after.on_time.value if after.on_time.value is not None else 1.0,
        late_minutes=_late_minutes(day, last),
        promise=0 if last.bound is None else last.bound.unavoidable + last.bound.avoidable,
        unavoidable=0 if last.bound is None else last.bound.unavoidable,
        level_before=before.technicians.peak_to_mean,
        level_after=after.technicians.peak_to_mean,
        seconds=last.seconds,
    )


def _frt_hours(day: Day) -> float:
    catalogue = Catalogue.of(day.workshop)
    return sum(step.labour_hours for visit in day.visits for step in steps_of(visit, catalogue))


def _late_minutes(day: Day, plan: Plan) -> int:
    ready: dict[str, datetime] = {}
    for step in plan.assignments:
        if step.kind is not StepKind.HAND_OVER:
            ready[step.visit_id] = max(step.end, ready.get(step.visit_id, step.end))
    late = (
        ready[visit.visit_id] - visit.promised
        for visit in day.visits
        if visit.promised is not None and visit.visit_id in ready
    )
    return sum(max(timedelta(), each) // timedelta(minutes=1) for each in late)


def summary_of(rows: Sequence[DateFigures]) -> DateFigures:
    """Sums of cars, hours, minutes and seconds; means of the shares (on time by cars)."""
    cars = sum(row.cars for row in rows)
    return DateFigures(
        date=f"{len(rows)} dates",
        cars=cars,
        frt_hours=sum(row.frt_hours for row in rows),
        load=fmean(row.load for row in rows),
        on_time=sum(row.on_time * row.cars for row in rows) / cars if cars else 1.0,
        late_minutes=sum(row.late_minutes for row in rows),
        promise=sum(row.promise for row in rows),
        unavoidable=sum(row.unavoidable for row in rows),
        level_before=fmean(row.level_before for row in rows),
        level_after=fmean(row.level_after for row in rows),
        seconds=sum(row.seconds for row in rows),
    )


_COLUMNS = ("date", "cars", "FRT h", "load", "on time", "late", "promise", "unavoid.", "before", "after", "s")


def figures_table(rows: Sequence[DateFigures]) -> Table:
    """A row a date, and the summary."""
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), caption_justify="left", caption=_CAPTION)
    for n, column in enumerate(_COLUMNS):
        table.add_column(column, justify="right" if n else "left", no_wrap=True)
    for row in rows:
        table.add_row(*_cells(row))
    table.add_section()
    table.add_row(*_cells(summary_of(rows)), style="bold")
    return table


_CAPTION = (
    "late: minutes of all cars; promise, unavoidable: class-weighted minutes; before, after: load level of the "
    "technicians (peak ÷ mean of booked ÷ available) in the first plan and after the search"
)


def _cells(row: DateFigures) -> tuple[str, ...]:
    return (
        row.date,
        str(row.cars),
        f"{row.frt_hours:.1f}",
        f"{row.load:.0%}",
        f"{row.on_time:.0%}",
        f"{row.late_minutes:,}",
        f"{row.promise:,}",
        f"{row.unavoidable:,}",
        f"{row.level_before:.2f}",
        f"{row.level_after:.2f}",
        f"{row.seconds:.1f}",
    )
