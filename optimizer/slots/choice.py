"""Which of the places that were found are offered."""

from __future__ import annotations

from collections import Counter

import numpy as np

from optimizer.slots.frame import Frame
from optimizer.slots.records import SlotRequest
from optimizer.slots.tries import Tries


def choose(frame: Frame, request: SlotRequest, tries: Tries) -> Tries:
    """The best by rank, then the earliest: on one date no more, and no nearer to each other, than the request wants."""
    tables = frame.tables
    apart = request.apart.total_seconds() / 60 / tables.tick_minutes
    arrivals = tries.found["arrival"]
    dates = tables.ticks["open_date"][arrivals].tolist()
    taken: list[int] = []
    chosen: list[int] = []
    per_date: Counter[int] = Counter()
    for n in np.lexsort((arrivals, tries.ranks)).tolist():
        arrival = int(arrivals[n])
        if per_date[dates[n]] < request.per_date and all(arrival != at and abs(arrival - at) >= apart for at in taken):
            chosen.append(n)
            taken.append(arrival)
            per_date[dates[n]] += 1
        if len(chosen) == request.count:
            break
    return tries.at(chosen)
