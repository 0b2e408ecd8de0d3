"""Who could do a step, and when at the earliest."""

from __future__ import annotations

import math

from optimizer.engine.decided import fit_in_turn, fit_pair_in_turn, technician_since
from optimizer.engine.kernel import kernel
from optimizer.engine.randomness import uniform
from optimizer.engine.state import State
from optimizer.engine.tables import Tables
from optimizer.engine.tuning import Taste
from optimizer.problem.arrays import NO_TIME, Term

_TARDINESS = int(Term.TARDINESS)
_TECHNICIAN = int(Term.TECHNICIAN_LOAD)
_OVERTIME = int(Term.OVERTIME)
_TECHNICIANS = int(Term.TECHNICIANS_CHANGED)
_STARTS = int(Term.STARTS_CHANGED)
_PAIR_POOL = 8
_LOOKED_AT = 24.0  # technicians looked at, where more are able and some may be overlooked
NEVER = 1e300


@kernel
def score(a: Tables, st: State, taste: Taste, visit: int, step: int, c: int, release: int) -> float:
    """Estimated cost of candidate ``c``: lateness of the promise if all that follows went at once, load, haste."""
    start, end = st.candidates[c].start, st.candidates[c].end
    value = taste.haste * (end - release) * a.tick_minutes
    due = a.visits[visit].due
    if due != NO_TIME:
        late = (end + a.steps[step].tail) * a.tick_minutes - due
        if late > 0:
            value += float(a.weight[_TARDINESS] * a.visits[visit].weight * late)
    date = a.ticks[start].open_date
    extended = int(st.candidates[c].extended)
    first, second = st.candidates[c].first, st.candidates[c].second
    for technician in (first, second):
        if technician < 0:
            continue
        calendar = a.tech_calendar[technician, extended]
        minutes = (a.calendar[calendar, end].worked - a.calendar[calendar, start].worked) * a.tick_minutes
        if date >= 0:
            load = st.load[technician, date]
            growth = minutes * (2 * load + minutes) / a.available[technician, date]
            value += taste.load * a.weight[_TECHNICIAN] * growth
        value += taste.thrift * minutes * a.wanted[technician]
        if extended:
            regular = a.tech_calendar[technician, 0]
            inside = (a.calendar[regular, end].worked - a.calendar[regular, start].worked) * a.tick_minutes
            value += float(a.weight[_OVERTIME] * (minutes - inside))
    if a.steps[step].published_start >= 0 and (
        first != a.steps[step].published_first or second != a.steps[step].published_second
    ):
        value += float(a.weight[_TECHNICIANS])
    if taste.follow == 2 and a.steps[step].near and start != a.steps[step].published_start:
        value += float(a.weight[_STARTS])
    return float(value)


@kernel
def list_candidates(a: Tables, st: State, taste: Taste, visit: int, step: int, release: int) -> int:
    """Fill the candidate rows with each able technician or pair at its earliest; returns how many."""
    if a.steps[step].crew == 2:
        return _pairs(a, st, taste, visit, step, release)
    count = 0
    follow = taste.follow == 1 and a.steps[step].published_first >= 0
    blink = taste.blink
    able = a.steps[step + 1].tech_ptr - a.steps[step].tech_ptr
    if blink > 0.0 and able > _LOOKED_AT:
        blink = 1.0 - _LOOKED_AT / able
    for i in range(a.steps[step].tech_ptr, a.steps[step + 1].tech_ptr):
        technician = a.able[i].technician
        if follow and technician != a.steps[step].published_first:
            continue
        if blink > 0.0 and not follow and uniform(st.rng) < blink:
            continue
        count = _add_alone(a, st, count, technician, a.able[i].ticks, step, max(release, a.able[i].since))
    for c in range(count):
        st.candidates[c].score = score(a, st, taste, visit, step, c, release)
    return count


@kernel
def _add_alone(a: Tables, st: State, count: int, technician: int, ticks: int, step: int, release: int) -> int:
    for extended in range(1 + a.use_overtime):
        calendar = a.tech_calendar[technician, extended]
        if extended == 1 and calendar == a.tech_calendar[technician, 0]:
            break
        start, end = fit_in_turn(a, st, step, technician, calendar, release, ticks)
        if start >= 0:
            count = _put(st, count, start, end, technician, -1, extended)
    return count


@kernel
def _put(st: State, count: int, start: int, end: int, first: int, second: int, extended: int) -> int:
    st.candidates[count].start = start
    st.candidates[count].end = end
    st.candidates[count].first = first
    st.candidates[count].second = second
    st.candidates[count].extended = extended == 1
    return count + 1


@kernel
def pair_ticks(a: Tables, step: int, first: int, second: int) -> int:
    """Working time of two technicians together in ticks, rounded half up, at least one."""
    category = a.steps[step].category
    pace = a.pace[first, category] + a.pace[second, category]
    return max(1, int(math.floor(a.steps[step].labour / pace / a.tick_minutes + 0.5)))


@kernel
def pair_since(a: Tables, step: int, first: int, second: int, release: int) -> int:
    """Tick from ``release`` on from which both may begin the step."""
    return max(release, technician_since(a, step, first), technician_since(a, step, second))


@kernel
def _pairs(a: Tables, st: State, taste: Taste, visit: int, step: int, release: int) -> int:
    """Pairs among the technicians who are free first; all pairs when they are few."""
    low, high = a.steps[step].tech_ptr, a.steps[step + 1].tech_ptr
    count = 0
    for i in range(low, high):
        ticks = max(1, a.able[i].ticks // 2)
        count = _add_alone(a, st, count, a.able[i].technician, ticks, step, max(release, a.able[i].since))
    for c in range(count):
        st.candidates[c].score = st.candidates[c].end * (1.0 + 0.02 * uniform(st.rng))
        if st.candidates[c].first == a.steps[step].owner:
            st.candidates[c].score = 0.0
    pool = _best_technicians(st, count)
    count = 0
    for i in range(len(pool)):
        for j in range(len(pool)):
            if pool[i] >= pool[j] or pool[i] < 0:
                continue
            for extended in range(1 + a.use_overtime):
                ticks = pair_ticks(a, step, pool[i], pool[j])
                both = pair_since(a, step, pool[i], pool[j], release)
                start, end = fit_pair_in_turn(a, st, step, pool[i], pool[j], extended, both, ticks)
                if start >= 0:
                    count = _put(st, count, start, end, pool[i], pool[j], extended)
    for c in range(count):
        st.candidates[c].score = score(a, st, taste, visit, step, c, release)
    return count


@kernel
def _best_technicians(st: State, count: int) -> list[int]:
    pool = [-1] * _PAIR_POOL
    size = 0
    while size < _PAIR_POOL:
        best = -1
        for c in range(count):
            if st.candidates[c].score < NEVER and (best < 0 or st.candidates[c].score < st.candidates[best].score):
                best = c
        if best < 0:
            break
        technician = int(st.candidates[best].first)
        for c in range(count):
            if st.candidates[c].first == technician:
                st.candidates[c].score = NEVER
        pool[size] = technician
        size += 1
    return pool


@kernel
def take_best(st: State, count: int) -> int:
    """Candidate with the lowest score, or -1; its row is struck off by setting its score to NEVER."""
    best = -1
    for c in range(count):
        if st.candidates[c].score < NEVER and (best < 0 or st.candidates[c].score < st.candidates[best].score):
            best = c
    return best
