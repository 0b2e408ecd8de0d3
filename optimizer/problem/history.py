"""Minutes booked by finished steps: the load that is there before anything is planned."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from optimizer.problem.index import Index
from optimizer.problem.people import People, num_half_hours
from optimizer.visit import StepProgress, StepStatus, Visit

Int64 = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Booked minutes by technician and open date (T, D), half-hour (N,), date (D,) and against the reserve (D,)."""

    technicians: Int64
    half_hours: Int64
    dates: Int64
    reserve: Int64


def booked_history(index: Index, people: People) -> History:
    """Load of all finished steps, of visits that are over too."""
    num_dates = max(index.grid.open_dates) + 1
    history = History(
        technicians=np.zeros((len(index.technicians), num_dates), dtype=np.int64),
        half_hours=np.zeros(num_half_hours(index), dtype=np.int64),
        dates=np.zeros(num_dates, dtype=np.int64),
        reserve=np.zeros(num_dates, dtype=np.int64),
    )
    for one in (*index.visits, *index.done):
        for progress in one.visit.progress:
            if progress.status is StepStatus.FINISHED and progress.finished_at is not None:
                _book(index, people, history, one.visit, progress)
    return history


def _book(index: Index, people: People, history: History, visit: Visit, progress: StepProgress) -> None:
    grid = index.grid
    if progress.finished_at is None:
        return
    start = min(grid.num_ticks, max(0, grid.down(progress.started_at)))
    end = min(grid.num_ticks, max(0, grid.up(progress.finished_at)))
    counts = visit.booked and not index.day.workshop.policy.rule_of(visit.priority_class).opens_reserve
    for technician_id in progress.technician_ids:
        technician = index.technician_of[technician_id]
        mask = index.book.mask(people.technicians[technician, 1])[start:end]
        ticks = start + np.flatnonzero(mask)
        np.add.at(history.half_hours, ticks * grid.minutes // 30, grid.minutes)
        for n, which in enumerate(grid.open_dates):
            inside = (ticks >= grid.date_starts[n]) & (ticks < grid.date_starts[n + 1])
            minutes = int(inside.sum()) * grid.minutes
            if which >= 0:
                history.technicians[technician, which] += minutes
                history.dates[which] += minutes
                history.reserve[which] += minutes if counts else 0
