"""When the cars of a day come: appointments spaced at the advisors, walk-ins at any minute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from optimizer.calendar import Span, subtract
from optimizer.workshop import Advisor
from scenarios.clock import minutes_between

_NAMED_SHARE = 0.5
_LAST_ARRIVAL_BEFORE_CLOSING = timedelta(minutes=75)


@dataclass(frozen=True, slots=True)
class Arrival:
    """When a car comes and, for half of the appointments, the advisor who is to receive it."""

    at: datetime
    advisor_id: str | None


def arrivals(
    booked: Sequence[bool],
    opening: Span,
    advisors: Sequence[Advisor],
    *,
    hourly_shares: Sequence[float],
    spacing_minutes: int,
    rng: np.random.Generator,
) -> tuple[Arrival, ...]:
    """One arrival a car, in the order given.

    ``hourly_shares``: share of arrivals in each hour after ``opening.start``. An appointment takes a slot of
    an advisor (one every ``spacing_minutes`` of working time), so that no two share one while slots last.
    """
    slots = _slots(opening, advisors, spacing_minutes)
    weights = np.array([_share(slot.at, opening, hourly_shares) for slot in slots])
    keys = rng.exponential(size=len(slots)) / np.maximum(weights, 1e-9)
    order = iter(np.argsort(keys))
    found = []
    for is_booked in booked:
        index = next(order, None) if is_booked else None
        if index is None:
            found.append(Arrival(_walk_in(opening, hourly_shares, rng), None))
        else:
            slot = slots[int(index)]
            found.append(slot if rng.random() < _NAMED_SHARE else Arrival(slot.at, None))
    return tuple(found)


def _slots(opening: Span, advisors: Sequence[Advisor], spacing_minutes: int) -> list[Arrival]:
    step = timedelta(minutes=spacing_minutes)
    last = opening.end - _LAST_ARRIVAL_BEFORE_CLOSING
    slots = []
    for advisor in advisors:
        for present in subtract(advisor.shifts, (*advisor.breaks, *advisor.absences)):
            at = max(present.start, opening.start)
            while at + step <= present.end and at <= last:
                slots.append(Arrival(at, advisor.advisor_id))
                at += step
    return slots


def _share(at: datetime, opening: Span, hourly_shares: Sequence[float]) -> float:
    hour = minutes_between(opening.start, at) // 60
    return hourly_shares[hour] if 0 <= hour < len(hourly_shares) else 0.0


def _walk_in(opening: Span, hourly_shares: Sequence[float], rng: np.random.Generator) -> datetime:
    last = minutes_between(opening.start, opening.end - _LAST_ARRIVAL_BEFORE_CLOSING)
    hours = np.array(hourly_shares[: last // 60 + 1])
    hour = int(rng.choice(len(hours), p=hours / hours.sum()))
    minute = 60 * hour + int(rng.integers(60))
    return opening.start + timedelta(minutes=min(minute, last))
