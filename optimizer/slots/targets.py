"""Arrivals that a reshuffle tries to make possible, the most promising first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from optimizer.problem.arrays import Int64
from optimizer.slots.dates import arrivals_of, least_minutes
from optimizer.slots.records import Offer
from optimizer.slots.search import Search
from optimizer.slots.shuffle import Target

MOST = 8


def targets(search: Search, offers: Sequence[Offer], most: int = MOST) -> list[Target]:
    """Up to ``most`` arrivals apart from those offered, those with the most free hours of technicians first.

    Only arrivals at which an advisor is free, with time enough for the work alone, and with bookable hours left.
    """
    frame, minutes = search.frame, search.frame.tables.tick_minutes
    arrivals = arrivals_of(frame, search.request, search.now)
    apart = search.request.apart.total_seconds() / 60
    for offer in offers:
        arrivals = arrivals[np.abs(arrivals - frame.index.grid.minute(offer.visit.arrival)) >= max(1.0, apart)]
    advisors = search.receivers(arrivals)
    found = [
        _target(search, int(arrival), int(advisor))
        for arrival, advisor in zip(arrivals, advisors, strict=True)
        if advisor >= 0 and _is_open(search, int(arrival))
    ]
    found.sort(key=lambda one: (-_free(search, one), one.arrival))
    return list(_spread(found, max(1.0, apart) / minutes))[:most]


def _spread(found: Sequence[Target], apart: float) -> Iterator[Target]:
    """The targets, those too near to one before left out."""
    taken: list[int] = []
    for one in found:
        if all(abs(one.arrival - other) >= apart for other in taken):
            taken.append(one.arrival)
            yield one


def _is_open(search: Search, arrival: int) -> bool:
    """Whether there is time for the work and, where it counts, hours that may be booked."""
    tables, candidate = search.frame.tables, search.candidate
    date = int(tables.ticks["open_date"][arrival // tables.tick_minutes])
    reserve = int(search.occupancy.arrays.dates["reserve"][date]) + least_minutes(candidate)
    a = candidate.arrays
    shortest = int(a.step_fixed_ticks[0] + a.step_tail[0]) * tables.tick_minutes
    in_time = arrival + shortest <= _latest(search, arrival)
    return in_time and (not a.visit_reserve[0] or reserve <= int(tables.dates["bookable"][date]))


def _latest(search: Search, arrival: int) -> int:
    """Latest minute at which the car may be ready; on the date of arrival when the customer sets no limit."""
    frame, limits = search.frame, search.limits
    midnight = int(frame.tables.ticks["date_end"][arrival // frame.tables.tick_minutes]) * frame.tables.tick_minutes
    latest = min(limits.ready_by, arrival + limits.max_stay)
    if limits.waits or latest > frame.booking_end:
        latest = min(latest, midnight)
    begins = frame.date_starts.astype(np.int64) * frame.tables.tick_minutes
    begin = int(begins[begins <= latest].max())
    return begin + (latest - begin) // limits.grid * limits.grid - limits.slack


def _target(search: Search, arrival: int, advisor: int) -> Target:
    frame, candidate = search.frame, search.candidate
    tables = frame.tables
    ready_by = _latest(search, arrival)
    there = min(ready_by + search.limits.slack, frame.booking_end - 1)
    return Target(
        visit=replace(
            candidate.visit,
            arrival=frame.instant(arrival),
            advisor_id=frame.place_id(advisor),
            pick_up=None if search.request.waits else frame.instant(there),
        ),
        arrival=arrival // tables.tick_minutes,
        advisor=advisor,
        reception_end=arrival // tables.tick_minutes + int(candidate.arrays.step_fixed_ticks[0]),
        ready_by=ready_by,
        end=int(tables.ticks["date_end"][there // tables.tick_minutes]),
    )


def _free(search: Search, target: Target) -> int:
    """Minutes of technicians that are not booked in the half-hours between arrival and the latest ready time."""
    minutes = search.frame.tables.tick_minutes
    rows = slice(target.arrival * minutes // 30, target.ready_by // 30 + 1)
    booked: Int64 = search.occupancy.arrays.half_hour_load[rows]
    return int((search.frame.tables.half_hour_available[rows] - booked).sum())
