"""Unary resources as sorted lists of busy spans."""

from __future__ import annotations

from optimizer.engine.kernel import kernel
from optimizer.engine.state import State


@kernel
def first_ending_after(st: State, resource: int, tick: int) -> int:
    """Position of the first busy span that ends after a tick."""
    row = st.busy[resource]
    low, high = 0, st.busy_count[resource]
    while low < high:
        middle = (low + high) >> 1
        if row[middle].end <= tick:
            low = middle + 1
        else:
            high = middle
    return low


@kernel
def next_ending_after(st: State, resource: int, at: int, tick: int) -> int:
    """The same from a position on: quicker than a search when it is near."""
    while at < st.busy_count[resource] and st.busy[resource, at].end <= tick:
        at += 1
    return at


@kernel
def free_again(st: State, resource: int, at: int, ticks: int) -> tuple[int, int]:
    """When at least ``ticks`` free ticks begin after the busy span at a position, and the position reached.

    Running steps may overlap: a span that ends later counts, wherever it stands.
    """
    last = st.busy_count[resource] - 1
    free = st.busy[resource, at].end
    while at < last and st.busy[resource, at + 1].start - free < ticks:
        at += 1
        free = max(free, st.busy[resource, at].end)
    return at, int(free)


@kernel
def conflict_end(st: State, resource: int, start: int, end: int) -> int:
    """End of the first busy span that meets ``[start, end)``, or -1 when the span is free."""
    at = first_ending_after(st, resource, start)
    if at < st.busy_count[resource] and st.busy[resource, at].start < end:
        return int(st.busy[resource, at].end)
    return -1


@kernel
def free_until(st: State, resource: int, tick: int, horizon: int) -> int:
    """Start of the next busy span after a tick at which the resource is free, or the horizon."""
    at = first_ending_after(st, resource, tick)
    if at < st.busy_count[resource]:
        return int(st.busy[resource, at].start)
    return horizon


@kernel
def occupy(st: State, resource: int, start: int, end: int, step: int) -> None:
    """Insert the busy span of a step (-1: of an outage); it must be free."""
    row = st.busy[resource]
    at = st.busy_count[resource]
    while at > 0 and row[at - 1].start > start:
        row[at] = row[at - 1]
        at -= 1
    row[at].start = start
    row[at].end = end
    row[at].step = step
    st.busy_count[resource] += 1


@kernel
def occupy_gaps(st: State, resource: int, start: int, end: int) -> None:
    """Occupy what is free of ``[start, end)``: an outage during which a running step has the bay, say."""
    while start < end:
        at = first_ending_after(st, resource, start)
        if at >= st.busy_count[resource] or st.busy[resource, at].start >= end:
            occupy(st, resource, start, end, -1)
            return
        if st.busy[resource, at].start > start:
            occupy(st, resource, start, st.busy[resource, at].start, -1)
            at += 1
        start = st.busy[resource, at].end


@kernel
def vacate(st: State, resource: int, start: int, end: int) -> None:
    """Remove a busy span that was inserted with ``occupy``."""
    row = st.busy[resource]
    at = first_ending_after(st, resource, end - 1)
    count = st.busy_count[resource] - 1
    if at > count or row[at].start != start or row[at].end != end:
        raise ValueError("busy span to vacate is not there")
    for i in range(at, count):
        row[i] = row[i + 1]
    st.busy_count[resource] = count
