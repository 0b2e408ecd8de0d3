"""Terms of the fourth tier: what a plan wastes."""

from __future__ import annotations

from optimizer.referee.index import Index


def overtime(index: Index) -> int:
    """Minutes from now on that technicians work beyond their regular time, in running and marked steps."""
    regular, now = index.people.regular, index.clock.now
    return sum(
        one.end - start - regular[one.technician_id].inside(start, one.end)
        for one in index.bookings
        if not one.line.is_finished and (start := max(one.start, now)) < one.end
    )


def bay_moves(index: Index) -> int:
    """Moved pairs of planned visits."""
    return sum(pair.car.is_planned for pair in index.moved_pairs)


def idle_bay(index: Index) -> int:
    """Minutes of open time from now on in which a bay is held and no step runs there."""
    opens, now = index.people.open, index.clock.now
    return sum(
        opens.inside(max(start, now), end)
        for hold in index.holds
        for start, end in ((hold.start, hold.line.start), (hold.line.end, hold.end))
    )
