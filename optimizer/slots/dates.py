"""When a car may arrive, and what its date would make an arrival cost at least."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import numpy as np

from optimizer.engine.state import State
from optimizer.problem.arrays import Int64, Term
from optimizer.slots.candidate import Candidate
from optimizer.slots.frame import Frame
from optimizer.slots.ranking import LEVEL, WISHES, within
from optimizer.slots.records import Goal, SlotRequest

_FULL = 1 << 40


def arrivals_of(frame: Frame, request: SlotRequest, now: int) -> Int64:
    """All arrivals that the request allows, in minutes from the horizon start, like ``now``.

    They lie on the local clock and on the grid, on the dates that may be booked, with an advisor at work, at least the
    lead after now.
    """
    minutes = frame.tables.tick_minutes
    starts = (frame.date_starts.astype(np.int64) * minutes).tolist()
    every: Int64 = np.concatenate([np.arange(*span, request.arrival_step_minutes) for span in pairwise(starts)])
    every = every[frame.receives[every // minutes]]
    dates = frame.tables.ticks["open_date"][every // minutes]
    first = now + -(-request.lead // timedelta(minutes=1))
    every = every[(every % minutes == 0) & (every >= first) & (dates >= 0) & (dates < frame.booked_days)]
    return every[within(frame, every, request.windows)] if request.windows else every


def date_bounds(frame: Frame, state: State, candidate: Candidate, arrivals: Int64, now: int) -> Int64:
    """For each open date (D,) a cost that an arrival there has at least, if its work is done on that date.

    ``arrivals``, ``now``: in minutes from the horizon start. Dates on which the hours left for bookings do not suffice
    come after all others.
    """
    request, tables = candidate.request, frame.tables
    if request.goal is Goal.EARLIEST_READY:
        begins = frame.date_starts[:-1][np.array(frame.index.grid.open_dates) >= 0].astype(np.int64)
        return np.asarray((begins * tables.tick_minutes - now) * WISHES["ready"].weight)
    work, growth = least_minutes(candidate), _technicians(frame, state, candidate)
    bounds = growth + LEVEL[Term.DAY_LOAD] * _growth(state.dates["load"], work, tables.dates["available"])
    if request.preferred:
        liked = arrivals[within(frame, arrivals, request.preferred)] // tables.tick_minutes
        missed = ~np.isin(np.arange(tables.num_dates), tables.ticks["open_date"][liked])
        bounds += missed * candidate.labour_minutes * WISHES["preferred_time"].weight
    if candidate.arrays.visit_reserve[0]:
        bounds += _FULL * (state.dates["reserve"] + work > tables.dates["bookable"])
    return bounds


def least_minutes(candidate: Candidate) -> int:
    """Minutes of technicians that the work takes at least."""
    a = candidate.arrays
    return sum(int(a.tech_ticks[rows].min()) for rows in _crew_rows(candidate)) * a.tick_minutes


def _crew_rows(candidate: Candidate) -> list[slice]:
    """Rows of the able technicians of each crew step."""
    a = candidate.arrays
    rows = [slice(int(a.tech_ptr[step]), int(a.tech_ptr[step + 1])) for step in range(len(candidate.steps))]
    return [row for row in rows if row.start < row.stop]


def _technicians(frame: Frame, state: State, candidate: Candidate) -> Int64:
    """Least cost of the technicians' load on each date (D,): each step done by whom it loads least."""
    a, available = candidate.arrays, frame.tables.available
    cost = np.zeros(a.num_dates, dtype=np.int64)
    for rows in _crew_rows(candidate):
        people, minutes = a.tech_list[rows], a.tech_ticks[rows].astype(np.int64) * a.tick_minutes
        crew = int(a.step_crew[np.searchsorted(a.tech_ptr, rows.start, side="right") - 1])
        growth = _growth(state.load[people], minutes[:, None] // crew, available[people])
        cost += LEVEL[Term.TECHNICIAN_LOAD] * crew * growth.min(axis=0)
    return cost


def _growth(booked: Int64, more: Int64 | int, available: Int64) -> Int64:
    """Load minutes that ``more`` minutes add."""
    return (2 * booked + more) * more // available
