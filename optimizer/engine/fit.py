"""Earliest spans in which a technician, a crew or a unit can do a step."""

from __future__ import annotations

from optimizer.engine.kernel import kernel
from optimizer.engine.occupancy import conflict_end, first_ending_after, free_again, next_ending_after
from optimizer.engine.state import State
from optimizer.engine.tables import Tables


@kernel
def fit_alone(
    a: Tables, st: State, resource: int, calendar: int, release: int, ticks: int, stretch: int
) -> tuple[int, int]:
    """Earliest ``[start, end)`` from ``release`` with ``ticks`` worked by one resource; (-1, -1) when none."""
    row = a.calendar[calendar]
    horizon = a.num_ticks
    if release >= horizon:
        return -1, -1
    start = int(row[max(0, release)].next_at)
    at = first_ending_after(st, resource, start)
    while start < horizon:
        done = row[start].worked + ticks
        if done > row[horizon].worked:
            return -1, -1
        end = int(row[done - 1].tick_of) + 1
        if stretch == 0 and end - start != ticks:
            start = int(row[row[start].run_end].next_at)
            continue
        if stretch == 1 and end > a.ticks[start].date_end:
            start = int(row[a.ticks[start].date_end].next_at)
            continue
        at = next_ending_after(st, resource, at, start)
        if at >= st.busy_count[resource] or st.busy[resource, at].start >= end:
            return start, end
        at, free = free_again(st, resource, at, ticks)
        start = int(row[free].next_at)
    return -1, -1


@kernel
def joint_next(a: Tables, calendar: int, other: int, tick: int) -> int:
    """First tick from ``tick`` worked in both calendars, or the horizon."""
    while tick < a.num_ticks:
        tick = a.calendar[calendar, tick].next_at
        if tick >= a.num_ticks:
            break
        both = a.calendar[other, tick].next_at
        if both == tick:
            return tick
        tick = both
    return a.num_ticks


@kernel
def joint_end(a: Tables, calendar: int, other: int, start: int, ticks: int) -> int:
    """End of ``ticks`` worked together from a start that both work; -1 beyond the horizon."""
    tick, left = start, ticks
    while left > 0:
        tick = joint_next(a, calendar, other, tick)
        if tick >= a.num_ticks:
            return -1
        run = min(a.calendar[calendar, tick].run_end, a.calendar[other, tick].run_end) - tick
        step = min(left, run)
        left -= step
        tick += step
    return tick


@kernel
def fit_pair(
    a: Tables, st: State, first: int, second: int, extended: int, release: int, ticks: int, stretch: int
) -> tuple[int, int]:
    """Earliest ``[start, end)`` from ``release`` with ``ticks`` worked by two technicians together."""
    one, two = a.tech_calendar[first, extended], a.tech_calendar[second, extended]
    start = joint_next(a, one, two, max(0, release))
    while start < a.num_ticks:
        end = joint_end(a, one, two, start, ticks)
        if end < 0:
            return -1, -1
        if stretch == 0 and end - start != ticks:
            start = joint_next(a, one, two, min(a.calendar[one, start].run_end, a.calendar[two, start].run_end))
            continue
        if stretch == 1 and end > a.ticks[start].date_end:
            start = joint_next(a, one, two, a.ticks[start].date_end)
            continue
        blocked = max(conflict_end(st, first, start, end), conflict_end(st, second, start, end))
        if blocked < 0:
            return start, end
        start = joint_next(a, one, two, blocked)
    return -1, -1


@kernel
def fit_unit(a: Tables, st: State, unit: int, release: int, ticks: int, spaced: bool) -> tuple[int, int]:
    """Earliest ``[start, end)`` of a unit; ``spaced``: the advisor's arrivals keep their distance too."""
    resource = a.num_technicians + a.num_bays + unit
    while True:
        start, end = fit_alone(a, st, resource, a.unit_calendar[unit], release, ticks, 0)
        if start < 0 or not spaced:
            return start, end
        arrivals = a.num_technicians + a.num_bays + a.num_units + unit
        blocked = conflict_end(st, arrivals, start, start + a.spacing_ticks)
        if blocked < 0:
            return start, end
        release = blocked
