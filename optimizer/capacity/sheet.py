"""Counts the appointment control sheet out of the workshop and what is booked."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from optimizer.capacity.half_hours import Counts
from optimizer.capacity.records import Bookable, Capacity, CapacityDate, Level, Minutes, Reserve, TechnicianHours
from optimizer.day import Day
from optimizer.load import spread_of
from optimizer.policy import Policy
from optimizer.referee.index import Index
from optimizer.slots.records import Commitment
from optimizer.steps import Catalogue
from optimizer.workshop import Workshop


def capacity_of(workshop: Workshop, commitments: Iterable[Commitment], first: date, last: date) -> Capacity:
    """The sheets of the local dates from ``first`` to ``last``, both included.

    ``workshop`` is resolved for these dates at least. ``commitments`` outside them count nothing.
    Raises ``ValueError`` when ``last`` lies before ``first``.
    """
    if last < first:
        raise ValueError(f"the last date {last} lies before the first {first}")
    readable, unreadable = _sorted_out(workshop, commitments)
    index = _index(workshop, readable, first, last)
    counts, frt = Counts.of(index), _frt_minutes(index)
    dates = tuple(_date(counts, frt.get(n, {}), n, first + timedelta(days=n)) for n in range((last - first).days + 1))
    rejected = {one.visit_id for one in index.rejected}
    return Capacity(
        dates=dates,
        days=spread_of((one.total.booked, one.total.available) for one in dates if one.is_open),
        not_counted=tuple(sorted(rejected | unreadable)),
    )


def _sorted_out(workshop: Workshop, commitments: Iterable[Commitment]) -> tuple[list[Commitment], set[str]]:
    """Commitments of which every job and class is known, and the ids of the others."""
    catalogue = Catalogue.of(workshop)
    codes = catalogue.operations.keys() | catalogue.groups.keys()
    classes = {rule.priority_class for rule in workshop.policy.classes}
    readable, unreadable = [], set()
    for one in commitments:
        if one.visit.priority_class in classes and all(job.operation_code in codes for job in one.visit.jobs):
            readable.append(one)
        else:
            unreadable.add(one.visit.visit_id)
    return readable, unreadable


def _index(workshop: Workshop, commitments: Sequence[Commitment], first: date, last: date) -> Index:
    # Counted as if planned at midnight, so that what is over on the first date counts like the rest.
    midnight = datetime.combine(first, time(), tzinfo=ZoneInfo(workshop.time_zone))
    through = replace(workshop, policy=replace(workshop.policy, horizon_days=(last - first).days + 1))
    day = Day(workshop=through, visits=tuple(one.visit for one in commitments), now=midnight)
    return Index.bare(day, tuple(step for one in commitments for step in one.assignments), ())


def _date(counts: Counts, frt: Mapping[str, float], n: int, on: date) -> CapacityDate:
    """The sheet of the n-th date. ``frt``: flat-rate minutes by technician.

    The horizon of the index may end before that date, when no later one is open.
    """
    index = counts.index
    if n >= len(index.clock.is_open):
        return _closed(index.day.workshop.policy, on)
    load, policy = index.load, index.day.workshop.policy
    rows = _technicians(index, frt, n)
    total = Minutes(available=sum(row.clock.available for row in rows), booked=sum(row.clock.booked for row in rows))
    spacing = policy.arrival_spacing_minutes
    half_hours = counts.half_hours(n)
    return CapacityDate(
        date=on,
        is_open=index.clock.is_open[n],
        technicians=rows,
        total=total,
        bookable=_bookable(rows, total.available, load.against_reserve[n], policy),
        reserve=_reserve(total, policy),
        arrivals=sum(sum(one.arrivals.values()) for one in half_hours),
        half_hours=half_hours,
        level=Level(
            technicians=spread_of((row.clock.booked, row.clock.available) for row in rows),
            half_hours=spread_of((one.clock.booked, one.clock.available) for one in half_hours),
            reception=spread_of(
                (load.receptions[a][n] * spacing, load.advisors_available[a][n]) for a in load.receptions
            ),
            bays=spread_of((load.occupied[b][n], load.bays_available[b][n]) for b in load.occupied),
        ),
    )


def _closed(policy: Policy, on: date) -> CapacityDate:
    nothing, level = Minutes(available=0, booked=0), spread_of(())
    return CapacityDate(
        date=on,
        is_open=False,
        technicians=(),
        total=nothing,
        bookable=_bookable((), 0, 0, policy),
        reserve=_reserve(nothing, policy),
        arrivals=0,
        half_hours=(),
        level=Level(technicians=level, half_hours=level, reception=level, bays=level),
    )


def _technicians(index: Index, frt: Mapping[str, float], n: int) -> tuple[TechnicianHours, ...]:
    load = index.load
    return tuple(
        TechnicianHours(
            technician_id=one,
            clock=Minutes(available=load.technicians_available[one][n], booked=load.technicians[one][n]),
            pace=technician.default_efficiency * technician.availability,
            frt_booked=frt.get(one, 0.0) / 60,
        )
        for one, technician in index.people.technicians.items()
    )


def _frt_minutes(index: Index) -> dict[int, dict[str, float]]:
    """Flat-rate minutes by date and technician: minutes worked × pace in the category of the work."""
    clock = index.clock
    found: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for one in index.bookings:
        if one.line.operation is None:
            continue
        pace = index.people.technicians[one.technician_id].pace(one.line.operation.category)
        for n in range(clock.date_of(one.start), clock.date_of(max(one.start, one.end - 1)) + 1):
            inside = min(one.end, clock.midnights[n + 1]) - max(one.start, clock.midnights[n])
            found[n][one.technician_id] += max(0, inside) * pace
    return found


def _bookable(rows: Sequence[TechnicianHours], available: int, booked: int, policy: Policy) -> Bookable:
    present = sum(row.clock.available > 0 for row in rows)
    share = min(1 - policy.reserve_share, policy.productivity * policy.booking_rate)
    return Bookable(
        technicians=present,
        hours_each=available / 60 / present if present else 0.0,
        productivity=policy.productivity,
        booking_rate=policy.booking_rate,
        booked_minutes=booked,
        most_minutes=math.floor(share * available + 1e-9),
    )


def _reserve(total: Minutes, policy: Policy) -> Reserve:
    kept = total.available - math.floor((1 - policy.reserve_share) * total.available + 1e-9)
    return Reserve(
        share=policy.reserve_share,
        kept=kept,
        left=max(0, min(kept, total.left)),
        opened_by=tuple(rule.priority_class for rule in policy.classes if rule.opens_reserve),
    )
