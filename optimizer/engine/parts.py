"""Parts as shared stock: when is a piece free that nobody later counts on?"""

from __future__ import annotations

from optimizer.engine.kernel import kernel
from optimizer.engine.state import State
from optimizer.engine.tables import Tables


@kernel
def take(st: State, part: int, tick: int, quantity: int) -> None:
    """Enter a withdrawal, sorted by time."""
    at = st.taken_count[part]
    while at > 0 and st.taken[part, at - 1].at > tick:
        st.taken[part, at].at = st.taken[part, at - 1].at
        st.taken[part, at].quantity = st.taken[part, at - 1].quantity
        at -= 1
    st.taken[part, at].at = tick
    st.taken[part, at].quantity = quantity
    st.taken_count[part] += 1


@kernel
def give_back(st: State, part: int, tick: int, quantity: int) -> None:
    """Remove a withdrawal that was entered with ``take``."""
    count = st.taken_count[part]
    for at in range(count):
        if st.taken[part, at].at == tick and st.taken[part, at].quantity == quantity:
            for i in range(at, count - 1):
                st.taken[part, i].at = st.taken[part, i + 1].at
                st.taken[part, i].quantity = st.taken[part, i + 1].quantity
            st.taken_count[part] = count - 1
            return
    raise ValueError("withdrawal to give back is not there")


@kernel
def pieces_from(a: Tables, st: State, part: int, quantity: int) -> int:
    """First tick from which ``quantity`` pieces are left at all later times too; the horizon when never.

    Walks back in time from the horizon over deliveries and withdrawals: the level before a delivery is lower, before
    a withdrawal higher; where it falls short, the event just passed is the answer.
    """
    supply, taken = a.supply_ptr[part + 1] - 1, st.taken_count[part] - 1
    level = 0
    for i in range(a.supply_ptr[part], a.supply_ptr[part + 1]):
        level += a.supply[i].quantity
    for i in range(st.taken_count[part]):
        level -= st.taken[part, i].quantity
    if level < quantity:
        return int(a.num_ticks)
    while supply >= a.supply_ptr[part] or taken >= 0:
        tick = -1
        if supply >= a.supply_ptr[part]:
            tick = a.supply[supply].at
        if taken >= 0:
            tick = max(tick, st.taken[part, taken].at)
        while supply >= a.supply_ptr[part] and a.supply[supply].at == tick:
            level -= a.supply[supply].quantity
            supply -= 1
        while taken >= 0 and st.taken[part, taken].at == tick:
            level += st.taken[part, taken].quantity
            taken -= 1
        if level < quantity:
            return int(tick)
    return 0


@kernel
def parts_from(a: Tables, st: State, visit: int, step: int) -> int:
    """First tick at which all parts of a step are there, after what the visit's earlier steps will take."""
    tick = 0
    for need in range(a.steps[step].part_ptr, a.steps[step + 1].part_ptr):
        part = a.wants[need].part
        wanted = a.wants[need].quantity
        for earlier in range(a.visits[visit].first, step):
            if not a.steps[earlier].fixed:
                for other in range(a.steps[earlier].part_ptr, a.steps[earlier + 1].part_ptr):
                    if a.wants[other].part == part:
                        wanted += a.wants[other].quantity
        tick = max(tick, pieces_from(a, st, part, wanted))
    return tick
