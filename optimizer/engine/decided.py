"""What is decided for a step, in kernels: from when who and where, and its place in the order of a technician."""

from __future__ import annotations

from optimizer.engine.fit import fit_alone, fit_pair
from optimizer.engine.kernel import kernel
from optimizer.engine.state import State
from optimizer.engine.tables import Tables


@kernel
def technician_since(a: Tables, step: int, technician: int) -> int:
    """Tick from which a technician may begin a step; the horizon for one who may not do it."""
    for i in range(a.steps[step].tech_ptr, a.steps[step + 1].tech_ptr):
        if a.able[i].technician == technician:
            return int(a.able[i].since)
    return int(a.num_ticks)


@kernel
def bay_since(a: Tables, step: int, resource: int) -> int:
    """Tick from which a step may begin in the bay with a resource number; the horizon when never."""
    for i in range(a.steps[step].bay_ptr, a.steps[step + 1].bay_ptr):
        if a.num_technicians + a.bay_list[i] == resource:
            return int(a.bay_since[i])
    return int(a.num_ticks)


@kernel
def fit_in_turn(
    a: Tables, st: State, step: int, technician: int, calendar: int, release: int, ticks: int
) -> tuple[int, int]:
    """Earliest span of a technician for a step, as decided; (-1, -1) when none. ``release``: from when they may."""
    while True:
        start, end = fit_alone(a, st, technician, calendar, release, ticks, a.steps[step].stretch)
        if start < 0 or start > a.steps[step].latest:
            return -1, -1
        again = in_turn(a, st, step, technician, start, end)
        if again < 0:
            return start, end
        release = again


@kernel
def fit_pair_in_turn(
    a: Tables, st: State, step: int, first: int, second: int, extended: int, release: int, ticks: int
) -> tuple[int, int]:
    """The same for two technicians together; the owner of the step must be one of them."""
    owner = a.steps[step].owner
    if owner >= 0 and owner not in (first, second):
        return -1, -1
    while True:
        start, end = fit_pair(a, st, first, second, extended, release, ticks, a.steps[step].stretch)
        if start < 0 or start > a.steps[step].latest:
            return -1, -1
        again = max(in_turn(a, st, step, first, start, end), in_turn(a, st, step, second, start, end))
        if again < 0:
            return start, end
        release = again


@kernel
def in_turn(a: Tables, st: State, step: int, technician: int, start: int, end: int) -> int:
    """Whether a span of a technician keeps their order: -1, or the tick from which to try again (horizon: not at all).

    The steps of the order that are placed are one block: other work stands before or after it, and a step of the
    order after those before it, before those after it, with no other work between.
    """
    if a.order_ptr[technician] == a.order_ptr[technician + 1]:
        return -1
    rank = _rank(a, technician, step)
    low, high, after, before = a.num_ticks, -1, -1, a.num_ticks
    for n in range(a.order_ptr[technician], a.order_ptr[technician + 1]):
        other = a.order_list[n]
        if other == step or not _is_placed(a, st, step, other):
            continue
        begins, ends = st.steps[other].start, st.steps[other].end
        low, high = min(low, begins), max(high, ends)
        if n < rank:
            after = max(after, ends)
        elif rank >= 0:
            before = min(before, begins)
    if high < 0:
        return -1
    if rank < 0:
        return int(high) if end > low and start < high else -1
    if start < after:
        return int(after)
    if end > before:
        return int(a.num_ticks)
    return _past_others(a, st, step, technician, start, low, high)


@kernel
def awaits(a: Tables, st: State, step: int) -> bool:
    """Whether a step that comes before this one in an order is not placed yet."""
    technician, waiting = 0, False
    for n in range(len(a.order_list)):
        if n >= a.order_ptr[technician + 1]:
            waiting = False
            while n >= a.order_ptr[technician + 1]:
                technician += 1
        if a.order_list[n] == step and waiting:
            return True
        waiting = waiting or not _is_placed(a, st, step, a.order_list[n])
    return False


@kernel
def _rank(a: Tables, technician: int, step: int) -> int:
    """Row of a step in the order of a technician, -1 when it is not in it."""
    for n in range(a.order_ptr[technician], a.order_ptr[technician + 1]):
        if a.order_list[n] == step:
            return n
    return -1


@kernel
def _is_placed(a: Tables, st: State, step: int, other: int) -> bool:
    """Whether another step stands somewhere: of this visit the earlier ones, of others what is in the plan."""
    visit = a.steps[other].visit
    if visit == a.steps[step].visit:
        return other < step and st.steps[other].start >= 0
    return bool(st.steps[other].start >= 0)


@kernel
def _past_others(a: Tables, st: State, step: int, technician: int, start: int, low: int, high: int) -> int:
    """-1 when no other work lies between the block ``[low, high)`` and a step of the order that joins it."""
    for n in range(st.busy_count[technician]):
        other = st.busy[technician, n].step
        if other < 0 or other == step or a.steps[other].fixed or _rank(a, technician, other) >= 0:
            continue
        begins, ends = st.busy[technician, n].start, st.busy[technician, n].end
        if start < begins < low:
            return int(ends)
        if high <= begins < start:
            return int(a.num_ticks)
    return _past_own(a, st, step, technician, start, low, high)


@kernel
def _past_own(a: Tables, st: State, step: int, technician: int, start: int, low: int, high: int) -> int:
    """The same for the earlier steps of the visit itself, which may not be entered yet."""
    for other in range(a.visits[a.steps[step].visit].first, step):
        mine = st.steps[other].first == technician or st.steps[other].second == technician
        if not mine or a.steps[other].fixed or _rank(a, technician, other) >= 0:
            continue
        if start < st.steps[other].start < low or high <= st.steps[other].start < start:
            return int(a.num_ticks)
    return -1
