"""Terms of the second tier: what a new plan changes for people who know the published one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, timedelta

from optimizer.plan import Assignment
from optimizer.referee.cars import Car, Line
from optimizer.referee.index import Index
from optimizer.referee.terms.promise import going_on, lateness
from optimizer.visit import StepKind


def customers_to_call(index: Index) -> int:
    """Customers whose car gets later by more than the tolerance."""
    tolerance = index.day.workshop.policy.call_tolerance_minutes
    return sum(growth > tolerance for growth in _growths(index))


def promises_moved(index: Index) -> int:
    """Minutes by which cars get later than published."""
    return sum(max(0, growth) for growth in _growths(index))


def technicians_changed(index: Index) -> int:
    """Open steps that change hands."""
    return sum(
        sorted(line.technician_ids) != sorted(published.technician_ids) for line, published in _open_in_both(index)
    )


def starts_changed(index: Index) -> int:
    """Open steps that were to start soon and start at another time."""
    now = index.day.now.astimezone(UTC)
    until = now + timedelta(minutes=index.day.workshop.policy.near_window_minutes)
    return sum(
        now <= published.start < until and line.start != index.clock.up(published.start)
        for line, published in _open_in_both(index)
    )


def _open_in_both(index: Index) -> Iterator[tuple[Line, Assignment]]:
    for line in index.lines:
        published = index.published.get(line.step.step_id)
        if line.is_open and published is not None:
            yield line, published


def _growths(index: Index) -> Iterator[int]:
    """Growth of lateness of each visit with a promise in both plans; negative when it shrinks."""
    if not index.published:
        return
    for car in going_on(index):
        if car.visit.promised is None:
            continue
        before = _published_ready(index, car)
        if before is not None:
            yield lateness(index, car) - max(0, before - index.clock.minute(car.visit.promised))


def _published_ready(index: Index, car: Car) -> int | None:
    """Minute of the published ready; None when the published plan does not hand this car over."""
    own = [index.published[step.step_id] for step in car.steps if step.step_id in index.published]
    if not any(one.kind is StepKind.HAND_OVER for one in own):
        return None
    ends = [index.clock.minute(one.end) for one in own if one.kind is not StepKind.HAND_OVER]
    return max(ends) if ends else car.finished_minute
