"""A shorter horizon: the same calendars up to an earlier tick."""

from __future__ import annotations

import numpy as np

from optimizer.engine.state import State
from optimizer.engine.tables import Tables
from optimizer.problem.arrays import Arrays


def cut_arrays(a: Arrays, end: int) -> Arrays:
    """Arrays of the same dates and half-hours in which time ends at a local midnight."""
    rows = slice(0, end + 1)
    return a._replace(
        num_ticks=end,
        worked=a.worked[:, rows],
        next_at=np.minimum(a.next_at[:, rows], end),
        tick_of=np.minimum(a.tick_of[:, rows], end),
        run_end=np.minimum(a.run_end[:, rows], end),
        date_end=np.minimum(a.date_end[rows], end),
        open_date=a.open_date[rows],
        visit_release=np.minimum(a.visit_release, end),
        step_release=np.minimum(a.step_release, end),
    )


def cut_spans(state: State, end: int) -> None:
    """Busy spans of a state up to the same tick: kernels look up where a span ends, which must be in the horizon."""
    used = np.arange(state.busy.shape[1]) < state.busy_count[:, None]
    state.busy_count[:] = (used & (state.busy["start"] < end)).sum(axis=1)
    np.minimum(state.busy["end"], end, out=state.busy["end"])


def cut_tables(tables: Tables, end: int) -> Tables:
    """The same for tables."""
    calendar, ticks = (
        tables.calendar[:, : end + 1].copy().view(np.recarray),
        tables.ticks[: end + 1].copy().view(np.recarray),
    )
    for name in ("next_at", "tick_of", "run_end"):
        np.minimum(calendar[name], end, out=calendar[name])
    np.minimum(ticks["date_end"], end, out=ticks["date_end"])
    return tables._replace(num_ticks=end, calendar=calendar, ticks=ticks)
