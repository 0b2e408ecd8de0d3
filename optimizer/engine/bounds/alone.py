"""One visit alone in the workshop: the earliest end of each of its steps.

Every technician, bay and unit does the step as soon as it can, whatever that costs the steps of others. The recursion
over steps keeps, for a car in a bay, the earliest end in each bay; an earlier end never makes the next step end later,
so nothing is lost. Pins and what is forbidden count. Two things are let off: the order of a technician, and, for the
sake of speed, a car may wait in its bay through an outage. What comes out is therefore never later than what a plan can
do. All kernels live in this module: numba renews its cache of a function when the function's own module changes.
"""

from __future__ import annotations

import numpy as np

from optimizer.engine.bounds.busy import Busy
from optimizer.engine.kernel import entry, kernel
from optimizer.engine.tables import Tables
from optimizer.problem.arrays import NO_TIME, Int32, Needs, StretchCode

NEVER = NO_TIME

_UNIT = int(Needs.UNIT)
_LAG = int(Needs.LAG)
_NONE = int(StretchCode.NONE)
_BREAKS = int(StretchCode.BREAKS)
_RECEPTION = 0


@kernel
def _blocked(busy: Busy, resource: int, start: int, end: int) -> int:
    """End of a span of the resource that meets ``[start, end)``, -1 when there is none."""
    for i in range(busy.ptr[resource], busy.ptr[resource + 1]):
        if busy.start[i] < end and start < busy.end[i]:
            return int(busy.end[i])
    return -1


@kernel
def _both_at_work(t: Tables, one: int, other: int, at: int) -> int:
    """First tick from ``at`` that both calendars work; the horizon when none."""
    while True:
        at = max(t.calendar[one, at].next_at, t.calendar[other, at].next_at)
        if at >= t.num_ticks or (t.calendar[one, at].next_at == at and t.calendar[other, at].next_at == at):
            return int(at)


@kernel
def _worked_through(t: Tables, one: int, other: int, start: int, ticks: int) -> int:
    """End of ``ticks`` common working ticks begun at ``start``; NEVER beyond the horizon."""
    if one == other:
        last = t.calendar[one, start].worked + ticks - 1
        if last >= t.num_ticks or t.calendar[one, last].tick_of >= t.num_ticks:
            return NEVER
        return int(t.calendar[one, last].tick_of) + 1
    at, left = start, ticks
    while True:
        run = min(t.calendar[one, at].run_end, t.calendar[other, at].run_end)
        if run - at >= left:
            return int(at + left)
        left -= run - at
        at = _both_at_work(t, one, other, run)
        if at >= t.num_ticks:
            return NEVER


@kernel
def fit_crew(
    t: Tables,
    busy: Busy,
    one: int,
    other: int,
    first: int,
    second: int,
    release: int,
    ticks: int,
    stretch: int,
    bay: int,
    limit: int,
) -> tuple[int, int]:
    """Earliest span of a crew (``second`` -1: one technician) in ``bay`` (-1: none) from ``release``.

    ``one``, ``other``: their calendars, the same when there is but one technician.
    ``(-1, NEVER)`` when there is none, or none that ends before ``limit``.
    """
    at = release
    while at + ticks < limit and at < t.num_ticks:
        start = _both_at_work(t, one, other, at)
        if start >= t.num_ticks:
            break
        end = _worked_through(t, one, other, start, ticks)
        if stretch == _NONE and end - start != ticks:
            at = min(t.calendar[one, start].run_end, t.calendar[other, start].run_end)
            continue
        if stretch == _BREAKS and end > t.ticks[start].date_end:
            at = t.ticks[start].date_end
            continue
        if end >= limit:
            break
        free = _blocked(busy, first, start, end)
        if second >= 0:
            free = max(free, _blocked(busy, second, start, end))
        if bay >= 0:
            free = max(free, _blocked(busy, bay, start, end))
        if free < 0:
            return start, end
        at = free
    return -1, NEVER


@kernel
def _rounded(labour: float, pace: float, tick_minutes: int) -> int:
    """Working time in ticks: nearest, halves up, at least one."""
    return max(1, int(np.floor(labour / pace / tick_minutes + 0.5)))


@kernel
def _best_alone(a: Tables, busy: Busy, step: int, release: int, bay: int) -> tuple[int, int]:
    best_start, best_end = -1, NEVER
    times, stretch = a, a.steps[step].stretch
    for i in range(a.steps[step].tech_ptr, a.steps[step + 1].tech_ptr):
        technician, ticks = a.able[i].technician, a.able[i].ticks
        at = max(release, a.able[i].since)
        for extended in range(a.use_overtime + 1):
            one = a.tech_calendar[technician, extended]
            start, end = fit_crew(times, busy, one, one, technician, -1, at, ticks, stretch, bay, best_end)
            if end < best_end and start <= a.steps[step].latest:
                best_start, best_end = start, end
    return best_start, best_end


@kernel
def _fastest_first(a: Tables, step: int) -> Int32:
    begin, until = a.steps[step].tech_ptr, a.steps[step + 1].tech_ptr
    able = np.empty(until - begin, dtype=np.int32)
    for i in range(len(able)):
        able[i] = a.able[begin + i].technician
    category = a.steps[step].category
    for i in range(1, len(able)):
        one, at = able[i], i
        while at > 0 and a.pace[able[at - 1], category] < a.pace[one, category]:
            able[at] = able[at - 1]
            at -= 1
        able[at] = one
    return able


@kernel
def _two_at_work(a: Tables, able: Int32, release: int) -> int:
    """A tick before which no two of the technicians are at work, overtime included."""
    least, second = a.num_ticks, a.num_ticks
    for one in able:
        at = a.calendar[a.tech_calendar[one, a.use_overtime], release].next_at
        if at < least:
            least, second = at, least
        elif at < second:
            second = at
    return int(second)


@kernel
def _since(a: Tables, step: int, technician: int) -> int:
    """Tick from which an able technician may begin the step."""
    for i in range(a.steps[step].tech_ptr, a.steps[step + 1].tech_ptr):
        if a.able[i].technician == technician:
            return int(a.able[i].since)
    return NEVER


@kernel
def _best_pair(a: Tables, busy: Busy, step: int, release: int, bay: int) -> tuple[int, int]:
    """As the pairs are tried from the fastest on, a pair that could not end sooner ends its row."""
    best_start, best_end = -1, NEVER
    times, stretch, labour = a, a.steps[step].stretch, a.steps[step].labour
    able = _fastest_first(a, step)
    paces = a.pace[:, a.steps[step].category]
    earliest = _two_at_work(a, able, release)
    for i in range(len(able)):
        for j in range(i + 1, len(able)):
            first, second = min(able[i], able[j]), max(able[i], able[j])
            ticks = _rounded(labour, paces[first] + paces[second], a.tick_minutes)
            if earliest + ticks >= best_end:
                break
            owner = a.steps[step].owner
            if owner >= 0 and owner not in (first, second):
                continue
            at = max(release, _since(a, step, first), _since(a, step, second))
            for extended in range(a.use_overtime + 1):
                one, other = a.tech_calendar[first, extended], a.tech_calendar[second, extended]
                start, end = fit_crew(times, busy, one, other, first, second, at, ticks, stretch, bay, best_end)
                if end < best_end and start <= a.steps[step].latest:
                    best_start, best_end = start, end
    return best_start, best_end


@kernel
def best_crew(a: Tables, busy: Busy, step: int, release: int, bay: int) -> tuple[int, int]:
    """Span of the crew that ends first, all technicians with the skill and overtime considered."""
    if a.steps[step].crew == 1:
        return _best_alone(a, busy, step, release, bay)
    return _best_pair(a, busy, step, release, bay)


@kernel
def best_unit(a: Tables, busy: Busy, step: int, release: int) -> tuple[int, int]:
    """Span of the unit that ends first; receptions also keep their distance on their advisor."""
    best_start, best_end = -1, NEVER
    ticks = a.steps[step].fixed_ticks
    for i in range(a.steps[step].unit_ptr, a.steps[step + 1].unit_ptr):
        unit = a.unit_list[i]
        calendar = a.unit_calendar[unit]
        resource = a.num_technicians + a.num_bays + unit
        at = release
        while at < a.num_ticks and at + ticks < best_end:
            start = int(a.calendar[calendar, at].next_at)
            if start >= a.num_ticks or start > a.steps[step].latest:
                break
            if a.calendar[calendar, start].run_end - start < ticks:
                at = a.calendar[calendar, start].run_end
                continue
            free = _blocked(busy, resource, start, start + ticks)
            if a.steps[step].kind == _RECEPTION:
                free = max(free, _blocked(busy, resource + a.num_units, start, start + a.spacing_ticks))
            if free < 0:
                if start + ticks < best_end:
                    best_start, best_end = start, start + ticks
                break
            at = free
    return best_start, best_end


@kernel
def _lag(a: Tables, step: int, release: int) -> tuple[int, int]:
    start = int(a.calendar[a.open_calendar, min(release, a.num_ticks)].next_at)
    end = start + a.steps[step].fixed_ticks
    if start >= a.num_ticks or end > a.num_ticks or start > a.steps[step].latest:
        return -1, NEVER
    return start, int(end)


@kernel
def _in_bays(a: Tables, busy: Busy, step: int, release: int, clock: int, paired: bool, bay_end: Int32) -> int:
    """Earliest end of a bay step in each bay, written to ``bay_end``; returns the least of them.

    In: ``clock``, the earliest end of the step before, and in ``bay_end`` its earliest end in each bay.
    """
    done = np.full(a.num_bays, NEVER, dtype=np.int32)
    known = np.zeros((a.num_bays, 3), dtype=np.int32)  # release, start, end of the best crew in a bay free at all times
    num_known = 0
    least = NEVER
    for i in range(a.steps[step].bay_ptr, a.steps[step + 1].bay_ptr):
        bay = a.bay_list[i]
        from_there = min(bay_end[bay], clock + a.move_ticks) if paired else clock
        at = max(release, from_there, a.bay_since[i])
        if at >= a.num_ticks:
            continue
        row = 0
        while row < num_known and known[row, 0] != at:
            row += 1
        if row == num_known:
            start, end = best_crew(a, busy, step, at, -1)
            known[row, 0], known[row, 1], known[row, 2] = at, start, end
            num_known += 1
        end = known[row, 2]
        resource = a.num_technicians + bay
        if known[row, 1] >= 0 and _blocked(busy, resource, known[row, 1], end) >= 0:
            end = best_crew(a, busy, step, at, resource)[1]
        done[bay] = end
        least = min(least, end)
    bay_end[:] = done
    return least


@entry
def earliest_ends(a: Tables, busy: Busy, step_from: Int32, visit: int, ends: Int32) -> bool:
    """Write the earliest end of each step of a visit to ``ends`` (S,); NEVER from the first that cannot be done.

    ``step_from`` (S,): tick before which a step may not start (arrival, resumption, parts, customer there). Returns
    whether the visit can be planned at all.
    """
    first, last = a.visits[visit].first, a.visits[visit + 1].first
    bay_end = np.full(a.num_bays, NEVER, dtype=np.int32)
    clock, paired = 0, False
    if a.visits[visit].bay >= 0 and a.steps[first].in_bay and not a.steps[first].fixed:
        clock, paired = a.now, True
        bay_end[a.visits[visit].bay] = a.now
    for step in range(first, last):
        ends[step] = NEVER
        if clock >= NEVER:
            continue
        release = int(step_from[step])
        in_bay = a.steps[step].in_bay
        if a.steps[step].fixed:
            clock = max(clock, int(a.steps[step].fixed_end))
            bay_end[:] = NEVER
            if in_bay:
                bay_end[a.steps[step].fixed_place - a.num_technicians] = clock
        elif a.steps[step].needs == _UNIT:
            clock = best_unit(a, busy, step, max(release, clock))[1]
        elif a.steps[step].needs == _LAG:
            clock = _lag(a, step, max(release, clock + (a.move_ticks if paired else 0)))[1]
            bay_end[:] = NEVER
        elif in_bay:
            clock = _in_bays(a, busy, step, release, clock, paired, bay_end)
        else:
            clock = best_crew(a, busy, step, max(release, clock), -1)[1]
        paired = a.steps[step].bay_or_sublet
        ends[step] = clock
    return bool(clock < NEVER)


@entry
def all_earliest_ends(a: Tables, busy: Busy, step_from: Int32, ends: Int32, possible: np.ndarray) -> None:
    """``earliest_ends`` of every visit; ``possible`` (V,) bool."""
    for visit in range(a.num_visits):
        possible[visit] = earliest_ends(a, busy, step_from, visit, ends)
