"""Make room for a late visit: take out those who hold the technician and the bay it needs, in one span.

A move of the kind known as an ejection (Glover: Ejection chains, reference structures and alternating path methods,
1996): what is in the way goes, and looks for another place of its own.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from optimizer.engine.kernel import kernel
from optimizer.engine.occupancy import first_ending_after
from optimizer.engine.randomness import below, uniform
from optimizer.engine.state import State
from optimizer.engine.tables import Tables
from optimizer.problem.arrays import NO_TIME, Needs

NEVER = 1e300
_UNIT = int(Needs.UNIT)
_CREW = int(Needs.CREW)
_SPANS = 8  # spans that are weighed against each other
_COMPANIONS = 8  # bays, or second technicians, that are looked at for each


class Room(NamedTuple):
    """Resources and the span to clear on them; ``other`` -1 without a second one. ``price``: what is in the way."""

    resource: int
    other: int
    start: int
    end: int
    price: float


@kernel
def late_visit(a: Tables, st: State) -> int:
    """A visit whose lateness is not plainly unavoidable, the dearer the likelier; -1 without any."""
    found, seen = -1, 0.0
    for visit in range(a.num_visits):
        if not is_late(a, st, visit):
            continue
        if is_soonest(a, st, visit):
            continue
        chance = np.sqrt(float(st.visits[visit].cost))
        seen += chance
        if uniform(st.rng) * seen < chance:
            found = visit
    return found


@kernel
def is_soonest(a: Tables, st: State, visit: int) -> bool:
    """Whether a visit is plainly ready as soon as it could be: its steps one after the other from its release."""
    first, last = a.visits[visit].first, a.visits[visit + 1].first - 1
    soonest = a.visits[visit].release + a.steps[first].fixed_ticks + a.steps[first].tail
    return bool(st.visits[visit].planned and st.steps[last - 1].end <= soonest)


@kernel
def is_late(a: Tables, st: State, visit: int) -> bool:
    """Whether a visit misses its promise or is not planned."""
    last = a.visits[visit + 1].first - 1
    return not st.visits[visit].planned or st.steps[last - 1].end * a.tick_minutes > a.visits[visit].due


@kernel
def held_up(a: Tables, st: State, visit: int) -> int:
    """A step that waits, or another crew step of the visit; -1 without any."""
    found, longest, drawn, seen = -1, 0, -1, 0
    left = int(a.visits[visit].release)
    for step in range(a.visits[visit].first, a.visits[visit + 1].first - 1):
        if a.steps[step].needs == _CREW and not a.steps[step].fixed:
            seen += 1
            if below(st.rng, seen) == 0:
                drawn = step
        if st.steps[step].start < 0:
            continue
        waited = st.steps[step].start - left
        if waited > longest and a.steps[step].needs != 0 and not a.steps[step].fixed:
            found, longest = step, waited
        left = int(st.steps[step].end)
    if found < 0 or uniform(st.rng) < 0.4:
        return drawn
    return found


@kernel
def find_room(a: Tables, st: State, visit: int, step: int) -> Room:
    """The span with the least in the way among a few drawn, in which the step would be in time for the promise."""
    best = Room(-1, -1, 0, 0, NEVER)
    for _ in range(_SPANS):
        room = _draw_room(a, st, visit, step)
        if room.price < best.price:
            best = room
    return best


@kernel
def _draw_room(a: Tables, st: State, visit: int, step: int) -> Room:
    resource, calendar, ticks, last = _draw_resource(a, st, visit, step)
    if resource < 0:
        return Room(-1, -1, 0, 0, NEVER)
    start, end = _draw_span(a, st, visit, step, last, resource, calendar, ticks)
    if start < 0:
        return Room(-1, -1, 0, 0, NEVER)
    price = clearing(a, st, resource, start, end, visit)
    if price >= NEVER:
        return Room(-1, -1, 0, 0, NEVER)
    other, more = _companion(a, st, visit, step, resource, start, end)
    return Room(resource, other, start, end, price + more)


@kernel
def _draw_resource(a: Tables, st: State, visit: int, step: int) -> tuple[int, int, int, int]:
    """A unit or technician for the step with its calendar, the ticks it takes, and the last step it goes on to."""
    if a.steps[step].needs == _UNIT:
        low, high = a.steps[step].unit_ptr, a.steps[step + 1].unit_ptr
        if low == high:
            return -1, 0, 0, step
        unit = a.unit_list[low + below(st.rng, high - low)]
        resource = a.num_technicians + a.num_bays + unit
        return resource, a.unit_calendar[unit], a.steps[step].fixed_ticks, step
    low, high = a.steps[step].tech_ptr, a.steps[step + 1].tech_ptr
    if low == high:
        return -1, 0, 0, step
    drawn = low + below(st.rng, high - low)
    technician, ticks, last = a.able[drawn].technician, a.able[drawn].ticks, step
    if a.steps[step].crew == 2:
        return technician, a.tech_calendar[technician, 0], max(1, ticks // 2), step
    while last + 2 < a.visits[visit + 1].first:
        more = _ticks_of(a, last + 1, technician)
        if more <= 0:
            break
        ticks += more
        last += 1
    return technician, a.tech_calendar[technician, 0], ticks, last


@kernel
def _ticks_of(a: Tables, step: int, technician: int) -> int:
    """Ticks of a crew step when one technician does it; 0 when that is not possible."""
    if a.steps[step].needs != _CREW or a.steps[step].crew == 2:
        return 0
    for i in range(a.steps[step].tech_ptr, a.steps[step + 1].tech_ptr):
        if a.able[i].technician == technician:
            return int(a.able[i].ticks)
    return 0


@kernel
def _draw_span(
    a: Tables, st: State, visit: int, step: int, last: int, resource: int, calendar: int, ticks: int
) -> tuple[int, int]:
    """A span of a resource from the first moment the step can start to the last that keeps the promise."""
    first = a.visits[visit].first
    earliest = a.visits[visit].release
    if step > first:
        earliest += a.steps[first].fixed_ticks + a.steps[first].tail - a.steps[step - 1].tail
    earliest = max(earliest, a.steps[step].release)
    due = a.visits[visit].due // a.tick_minutes if a.visits[visit].due != NO_TIME else a.num_ticks
    latest = min(due, a.num_ticks) - a.steps[last].tail - ticks
    latest = min(latest, a.steps[step].latest)
    latest = max(latest, earliest)
    start = earliest + int((latest - earliest + 1) * uniform(st.rng))
    at = first_ending_after(st, resource, start)
    if at < st.busy_count[resource] and st.busy[resource, at].start <= start:
        start = max(earliest, int(st.busy[resource, at].start))
    elif at > 0:
        start = max(earliest, int(st.busy[resource, at - 1].end))
    row = a.calendar[calendar]
    if start >= a.num_ticks:
        return -1, -1
    start = int(row[start].next_at)
    if start >= a.num_ticks or row[start].worked + ticks > row[a.num_ticks].worked:
        return -1, -1
    return start, int(row[row[start].worked + ticks - 1].tick_of) + 1


@kernel
def _companion(a: Tables, st: State, visit: int, step: int, resource: int, start: int, end: int) -> tuple[int, float]:
    """The bay, or second technician, with the least in the way in a span, and the price of that."""
    if a.steps[step].needs != _CREW:
        return -1, 0.0
    pair = a.steps[step].crew == 2
    if not pair and not a.steps[step].in_bay:
        return -1, 0.0
    low = a.steps[step].tech_ptr if pair else a.steps[step].bay_ptr
    high = a.steps[step + 1].tech_ptr if pair else a.steps[step + 1].bay_ptr
    if low == high:
        return -1, NEVER
    drawn = below(st.rng, high - low)
    best, least = -1, NEVER
    for n in range(min(_COMPANIONS, high - low)):
        at = low + (drawn + n) % (high - low)
        other = a.able[at].technician if pair else a.num_technicians + a.bay_list[at]
        if other == resource:
            continue
        price = clearing(a, st, other, start, end, visit)
        if price < least:
            best, least = other, price
            if price == 0.0:
                break
    return best, least


@kernel
def _price(a: Tables, st: State, visit: int) -> float:
    """Price of taking out one visit: little where it could as well stand later or earlier."""
    first, last = a.visits[visit].first, a.visits[visit + 1].first - 1
    later = max(0, a.visits[visit].due - st.steps[last - 1].end * a.tick_minutes)
    earlier = max(0, st.steps[first].start - a.visits[visit].release) * a.tick_minutes
    weight = 1.0 + 0.2 * np.log(float(a.visits[visit].weight))
    return float(weight * (0.2 + 60.0 / (60.0 + min(later, 2880) + 0.5 * earlier)))


@kernel
def clearing(a: Tables, st: State, resource: int, start: int, end: int, visit: int) -> float:
    """Price of those who hold a resource in a span; NEVER when a fixed step or an outage is among them."""
    at = first_ending_after(st, resource, start)
    price = 0.0
    while at < st.busy_count[resource] and st.busy[resource, at].start < end:
        step = st.busy[resource, at].step
        if step < 0 or a.steps[step].fixed:
            return NEVER
        other = a.steps[step].visit
        if other != visit:
            price += _price(a, st, other) * (0.5 + uniform(st.rng))
        at += 1
    return price
