"""Level load of technicians and days."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from ortools.sat.python import cp_model

from optimizer.engine.prove.frame import Expression, Frame, Piece
from optimizer.engine.prove.terms.squares import square_over
from optimizer.problem.arrays import NONE, Arrays, Int64

Cell = tuple[int, int]  # technician, open date


def technician_load(frame: Frame) -> Expression:
    """``technician_load``: booked² ÷ available of each technician and date."""
    base = _base(frame)
    rows = []
    for (technician, date), booked in _booked(frame).items():
        known, available = int(base[technician, date]), int(frame.a.tech_available[technician, date])
        rows.append(square_over(frame, cp_model.LinearExpr.sum(booked) + known, known, available))
    return cp_model.LinearExpr.sum(rows)


def day_load(frame: Frame) -> Expression:
    """``day_load``: booked² ÷ available of each date, over all technicians."""
    base = _base(frame).sum(axis=0)
    rows = []
    for date, booked in _by_date(_booked(frame)).items():
        known, available = int(base[date]), int(frame.a.date_available[date])
        rows.append(square_over(frame, cp_model.LinearExpr.sum(booked) + known, known, available))
    return cp_model.LinearExpr.sum(rows)


def reserve(frame: Frame) -> Expression:
    """``reserve``: minutes booked by ordinary visits beyond what may be booked."""
    base = _base(frame, only_ordinary=True).sum(axis=0) + _history_of_ordinary(frame)
    rows = []
    for date, booked in _by_date(_booked(frame, only_ordinary=True)).items():
        over = frame.int_var(0, 10**7)
        frame.model.add(over >= cp_model.LinearExpr.sum(booked) + int(base[date]) - int(frame.a.bookable[date]))
        rows.append(over)
    return cp_model.LinearExpr.sum(rows)


def _history_of_ordinary(frame: Frame) -> Int64:
    a = frame.a
    return np.asarray(a.reserve_base - a.tech_base.sum(axis=0), dtype=np.int64)


def _booked(frame: Frame, *, only_ordinary: bool = False) -> dict[Cell, list[Expression]]:
    cells: dict[Cell, list[Expression]] = defaultdict(list)
    for step, variables in frame.steps.items():
        if only_ordinary and not frame.a.visit_reserve[frame.a.step_visit[step]]:
            continue
        for piece in variables.pieces:
            for technician, date, minutes in piece_minutes(frame.a, piece):
                cells[technician, date].append(piece.literal * minutes)
    return cells


def piece_minutes(a: Arrays, piece: Piece) -> list[tuple[int, int, int]]:
    """Technician, open date and booked minutes of a piece; over midnight as from the middle of its starts."""
    start = int(piece.starts[len(piece.starts) // 2])
    found = []
    for technician in piece.crew.members:
        minutes = booked_minutes(a, technician, piece.crew.extended, start, start + piece.size)
        found += [(technician, int(date), int(minutes[date])) for date in np.flatnonzero(minutes)]
    return found


def booked_minutes(a: Arrays, technician: int, extended: bool, start: int, end: int) -> Int64:
    """Minutes of a technician's working time in ``[start, end)`` by open date, shape (D,)."""
    row = a.tech_calendar[technician, int(extended)]
    minutes = np.zeros(a.num_dates, dtype=np.int64)
    start, end = max(0, start), min(end, a.num_ticks)
    while start < end:
        until = min(end, int(a.date_end[start]))
        date = int(a.open_date[start])
        if date >= 0:
            minutes[date] += int(a.worked[row, until] - a.worked[row, start]) * a.tick_minutes
        start = until
    return minutes


def _by_date(cells: dict[Cell, list[Expression]]) -> dict[int, list[Expression]]:
    dates: dict[int, list[Expression]] = defaultdict(list)
    for (_, date), booked in cells.items():
        dates[date] += booked
    return dates


def _base(frame: Frame, *, only_ordinary: bool = False) -> Int64:
    """Booked before anything is decided: history, fixed steps, visits that are not free; shape (T, D)."""
    a, solution = frame.a, frame.incumbent
    base = a.tech_base.copy()
    for step in range(a.num_steps):
        visit = int(a.step_visit[step])
        if step in frame.steps or (only_ordinary and not a.visit_reserve[visit]):
            continue
        if a.step_fixed[step]:
            crew = (int(a.fixed_first[step]), int(a.fixed_second[step]))
            start, end, extended = int(a.fixed_start[step]), int(a.fixed_end[step]), bool(a.fixed_extended[step])
        elif solution is not None and solution.start[step] != NONE:
            crew = (int(solution.first[step]), int(solution.second[step]))
            start, end, extended = int(solution.start[step]), int(solution.end[step]), bool(solution.extended[step])
        else:
            continue
        for technician in crew:
            if technician != NONE:
                base[technician] += booked_minutes(a, technician, extended, start, end)
    return base
