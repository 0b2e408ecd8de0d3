"""Calendars of technicians, advisors and stations, and the minutes they make available."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from optimizer.problem.index import Index

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Rows of the calendar book: technicians (T, 2), units (U,), the shop's open spans."""

    technicians: Int32
    units: Int32
    open_row: int


def enter_people(index: Index) -> People:
    """Enter every calendar of the workshop into the book."""
    grid, book, shop = index.grid, index.book, index.day.workshop
    technicians = np.zeros((len(index.technicians), 2), dtype=np.int32)
    for n, one in enumerate(index.technicians):
        holes = grid.outer(one.breaks) + grid.outer(one.absences)
        shifts = grid.inner(one.shifts)
        technicians[n, 0] = book.row(shifts, holes)
        technicians[n, 1] = book.row(shifts + grid.inner(one.overtime), holes)
    stations = {station.kind: book.row(grid.inner(station.open_spans), []) for station in shop.stations}
    advisors = {
        one.advisor_id: book.row(grid.inner(one.shifts), grid.outer(one.breaks) + grid.outer(one.absences))
        for one in index.advisors
    }
    units = [advisors[unit.unit_id] if unit.kind is None else stations[unit.kind] for unit in index.units]
    open_row = book.row(grid.inner(shop.open_spans), [])
    return People(technicians=technicians, units=np.array(units, dtype=np.int32), open_row=open_row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Available:
    """Available minutes: technicians (T, D), half-hours (N,), advisors (A, D), bays (B, D), dates (D,)."""

    technicians: Int64
    half_hours: Int64
    advisors: Int64
    bays: Int64
    dates: Int64
    bookable: Int64


def available_minutes(index: Index, people: People) -> Available:
    """Regular minutes by date and half-hour, floored as the load formulas say (60 and 30 minutes)."""
    grid, book = index.grid, index.book
    tick = grid.minutes
    dates = [(grid.date_starts[n], grid.date_starts[n + 1]) for n, which in enumerate(grid.open_dates) if which >= 0]

    starts, ends = (np.array(edges, dtype=np.intp) for edges in zip(*dates, strict=True))

    def by_date(mask: npt.NDArray[np.bool_]) -> list[int]:
        before = np.concatenate(([0], np.cumsum(mask)))
        minutes: list[int] = ((before[ends] - before[starts]) * tick).tolist()
        return minutes

    technicians = np.array([by_date(book.mask(row)) for row in people.technicians[:, 0]], dtype=np.int64)
    advisors = np.array([by_date(book.mask(row)) for row in people.units[: len(index.advisors)]], dtype=np.int64)
    open_mask = book.mask(people.open_row)
    bays = np.zeros((len(index.bays), len(dates)), dtype=np.int64)
    for n, bay in enumerate(index.bays):
        mask = open_mask.copy()
        for start, end in grid.outer(bay.outages):
            mask[start:end] = False
        bays[n] = by_date(mask)
    technicians = technicians.reshape(len(index.technicians), len(dates))
    total = technicians.sum(axis=0)
    share = index.day.workshop.policy.reserve_share
    return Available(
        technicians=np.maximum(technicians, 60),
        half_hours=np.maximum(_by_half_hour(index, people), 30),
        advisors=np.maximum(advisors.reshape(len(index.advisors), len(dates)), 60),
        bays=np.maximum(bays, 60),
        dates=np.maximum(total, 60),
        bookable=np.floor((1.0 - share) * total + 1e-9).astype(np.int64),
    )


def num_half_hours(index: Index) -> int:
    """Half-hours in the horizon, a broken last one included."""
    return -(-index.grid.num_ticks * index.grid.minutes // 30)


def _by_half_hour(index: Index, people: People) -> Int64:
    present = np.zeros(index.grid.num_ticks, dtype=np.int64)
    for row in people.technicians[:, 0]:
        present += index.book.mask(row)
    half_hour = np.arange(index.grid.num_ticks) * index.grid.minutes // 30
    sums = np.zeros(num_half_hours(index), dtype=np.int64)
    np.add.at(sums, half_hour, present * index.grid.minutes)
    return sums
