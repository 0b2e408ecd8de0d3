"""Booked minutes and the level tier's cost, kept up to date by each booking."""

from __future__ import annotations

from optimizer.engine.kernel import kernel
from optimizer.engine.state import State
from optimizer.engine.tables import Tables
from optimizer.problem.arrays import Term

_TECHNICIAN = int(Term.TECHNICIAN_LOAD)
_HALF_HOUR = int(Term.HALF_HOUR_LOAD)
_RECEPTION = int(Term.RECEPTION_LOAD)
_BAY = int(Term.BAY_LOAD)
_DAY = int(Term.DAY_LOAD)
_RESERVE = int(Term.RESERVE)


@kernel
def load_cost(booked: int, available: int) -> int:
    """Load minutes: booked² // available, convex so that peaks cost most."""
    return booked * booked // available


@kernel
def growth(booked: int, by: int, available: int) -> int:
    """By how many load minutes the cost grows when ``by`` more minutes are booked."""
    return load_cost(booked + by, available) - load_cost(booked, available)


@kernel
def book_technician(
    a: Tables, st: State, technician: int, calendar: int, start: int, end: int, sign: int, counts: bool
) -> None:
    """Book (sign 1) or give back (-1) a technician's working minutes in ``[start, end)``.

    ``counts``: against the bookable hours of the day too.
    """
    row = a.calendar[calendar]
    per_half_hour = 30 // a.tick_minutes
    cost = 0
    tick = row[start].next_at
    while tick < end:
        half_hour = tick // per_half_hour
        stop = min(end, (half_hour + 1) * per_half_hour)
        minutes = sign * (row[stop].worked - row[tick].worked) * a.tick_minutes
        cost += a.weight[_HALF_HOUR] * growth(st.half_hour_load[half_hour], minutes, a.half_hour_available[half_hour])
        st.half_hour_load[half_hour] += minutes
        tick = row[stop].next_at
    tick = row[start].next_at
    while tick < end:
        stop = min(end, a.ticks[tick].date_end)
        minutes = sign * (row[stop].worked - row[tick].worked) * a.tick_minutes
        date = a.ticks[tick].open_date
        if date >= 0:
            cost += a.weight[_TECHNICIAN] * growth(st.load[technician, date], minutes, a.available[technician, date])
            st.load[technician, date] += minutes
            cost += a.weight[_DAY] * growth(st.dates[date].load, minutes, a.dates[date].available)
            st.dates[date].load += minutes
            if counts:
                over = max(0, st.dates[date].reserve - a.dates[date].bookable)
                st.dates[date].reserve += minutes
                cost += a.weight[_RESERVE] * (max(0, st.dates[date].reserve - a.dates[date].bookable) - over)
        tick = row[stop].next_at
    st.level_cost[0] += cost


@kernel
def book_bay(a: Tables, st: State, bay: int, start: int, end: int, sign: int) -> None:
    """Book or give back the minutes a bay holds a car inside opening time."""
    row = a.calendar[a.open_calendar]
    resource = a.num_technicians + bay
    tick = row[start].next_at
    while tick < end:
        stop = min(end, a.ticks[tick].date_end)
        date = a.ticks[tick].open_date
        if date >= 0:
            minutes = sign * (row[stop].worked - row[tick].worked) * a.tick_minutes
            st.level_cost[0] += a.weight[_BAY] * growth(st.load[resource, date], minutes, a.available[resource, date])
            st.load[resource, date] += minutes
        tick = row[stop].next_at


@kernel
def book_reception(a: Tables, st: State, advisor: int, start: int, sign: int) -> None:
    """Book or give back one reception of an advisor."""
    date = a.ticks[start].open_date
    if date >= 0:
        resource = a.num_technicians + a.num_bays + advisor
        minutes = sign * a.spacing_minutes
        st.level_cost[0] += a.weight[_RECEPTION] * growth(st.load[resource, date], minutes, a.available[resource, date])
        st.load[resource, date] += minutes


@kernel
def begin_level(a: Tables, st: State) -> None:
    """Cost of the load that history has booked."""
    cost = 0
    for date in range(a.num_dates):
        for technician in range(a.num_technicians):
            cost += a.weight[_TECHNICIAN] * load_cost(st.load[technician, date], a.available[technician, date])
        cost += a.weight[_DAY] * load_cost(st.dates[date].load, a.dates[date].available)
        cost += a.weight[_RESERVE] * max(0, st.dates[date].reserve - a.dates[date].bookable)
    for half_hour in range(a.num_half_hours):
        cost += a.weight[_HALF_HOUR] * load_cost(st.half_hour_load[half_hour], a.half_hour_available[half_hour])
    st.level_cost[0] = cost
