"""Why a wished arrival does not go: a minimal set of reasons, found by taking one cause away at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np

from optimizer.explain.cause import Cause
from optimizer.explain.causes import HOURS
from optimizer.explain.impossible import structural
from optimizer.plan import Reason
from optimizer.problem.arrays import Int64
from optimizer.slots.dates import arrivals_of
from optimizer.slots.frame import Frame
from optimizer.slots.occupancy import Occupancy
from optimizer.slots.offers import Offers
from optimizer.slots.records import Offer, Refusal, SlotRequest
from optimizer.slots.refusals import HORIZON, NOW, WORK, reason
from optimizer.slots.search import Search
from optimizer.slots.world import World

_AT_ONCE = 32  # arrivals tried together on the way to the first that goes


def refusal(frame: Frame, occupancy: Occupancy, request: SlotRequest, at: datetime, now: datetime) -> Refusal:
    """Why the car cannot arrive at a time, whatever windows and preferences say; no reasons when it can.

    A set that suffices and of which nothing can be left out: with all other causes away the arrival still does not go,
    with any one of these away too it does. Raises ``KeyError`` like a search.
    """
    plain = replace(request, windows=(), preferred=(), preferred_advisor_ids=(), preferred_technician_ids=())
    search = Search(frame, occupancy, plain, now)
    wished = -(-frame.minute_up(at) // frame.tables.tick_minutes) * frame.tables.tick_minutes
    return Refusal(at=at, reasons=tuple(_reasons(search, wished)), nearest=_nearest(search, wished))


def _reasons(search: Search, wished: int) -> Iterator[Reason]:
    frame, request = search.frame, search.request
    earliest = search.now + -(-request.lead // timedelta(minutes=1))
    if wished < earliest:
        yield reason(search, NOW, earliest)
    elif wished >= frame.booking_end:
        yield reason(search, HORIZON, frame.booking_end)
    elif not len(search.tried(np.array([wished], dtype=np.int64))):
        world = World(search, wished // frame.tables.tick_minutes)
        yield from _of_world(search, world, wished)


def _of_world(search: Search, world: World, wished: int) -> Iterator[Reason]:
    if not _goes(world, wished, frozenset()):
        yield structural(world.problem, 0) or reason(search, WORK, None)
        return
    arrivals = arrivals_of(search.frame, search.request, search.now)
    for cause in _minimal(world, wished):
        yield reason(search, cause, _until(search, world, cause, arrivals[arrivals > wished]))


def _goes(world: World, arrival: int, active: frozenset[Cause]) -> bool:
    return len(world.tried(np.array([arrival], dtype=np.int64), active)) > 0


def _minimal(world: World, arrival: int) -> list[Cause]:
    """Deletion filter: a cause stays only if the arrival would go without it."""
    causes = world.causes()
    left = frozenset(causes)
    for cause in causes:
        if not _goes(world, arrival, left - {cause}):
            left -= {cause}
    return [cause for cause in causes if cause in left]


def _until(search: Search, world: World, cause: Cause, later: Int64) -> int | None:
    """When the cause stands in the way no more, in minutes: the parts' coming, else the first later arrival that goes
    beside this cause and the working hours.
    """
    if cause.rule == "parts":
        needed = sum(n.quantity for s in search.candidate.steps for n in s.parts if n.part_number == cause.subject)
        tick = search.part_there(cause.subject, needed)
        return tick * search.frame.tables.tick_minutes if tick < search.frame.tables.num_ticks else None
    for n in range(0, len(later), _AT_ONCE):
        found = world.tried(later[n : n + _AT_ONCE], frozenset({cause, HOURS})).found
        if len(found):
            return int(found["arrival"].min()) * search.frame.tables.tick_minutes
    return None


def _nearest(search: Search, wished: int) -> Offer | None:
    """The offer with the arrival nearest to a minute, the earlier of two."""
    arrivals = arrivals_of(search.frame, search.request, search.now)
    arrivals = np.unique(np.append(arrivals, [wished] if search.may_arrive(wished) else []).astype(np.int64))
    arrivals = arrivals[np.argsort(np.abs(arrivals - wished), kind="stable")]
    for n in range(0, len(arrivals), _AT_ONCE):
        tries = search.tried(arrivals[n : n + _AT_ONCE])
        if len(tries):
            far = np.abs(tries.found["arrival"] * search.frame.tables.tick_minutes - wished)
            return Offers(search).of(tries, int(np.argmin(far)))
    return None
