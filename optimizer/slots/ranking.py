"""How offers are ranked: what an arrival costs the shop and the customer, in terms that can be shown one by one.

The load terms are load minutes (booked² ÷ available, as in the model), so that they grow with the work asked for;
the wishes count in minutes of work too, which keeps their share the same for short and for long visits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from optimizer.calendar import Span
from optimizer.problem.arrays import Int64, Term
from optimizer.slots.candidate import Candidate
from optimizer.slots.frame import Frame
from optimizer.slots.kernels.scan import Table
from optimizer.slots.records import Goal

MINUTES_A_DAY = 24 * 60


class Weight(NamedTuple):
    """Weight of a term, and the unit of its amount."""

    weight: int
    unit: str


LEVEL: Mapping[Term, int] = {
    Term.DAY_LOAD: 8,
    Term.TECHNICIAN_LOAD: 16,
    Term.HALF_HOUR_LOAD: 2,
    Term.RECEPTION_LOAD: 1,
    Term.BAY_LOAD: 1,
}
EFFORT: Mapping[Term, int] = {Term.BAY_MOVES: 15, Term.IDLE_BAY: 1}  # how a step is placed; no terms of the rank
WISHES: Mapping[str, Weight] = {
    "preferred_time": Weight(6, "minutes of work"),  # worth an eighth of the load of the day and its technicians
    "preferred_advisor": Weight(2, "minutes of work"),
    "preferred_technician": Weight(2, "minutes of work"),
    "waiting": Weight(4, "minutes"),  # the customer is there, and nothing is done on the car
    "standing": Weight(1, "minutes"),  # the same for a customer who has left the car
    "earliness": Weight(1, "days"),
    "ready": Weight(10_000, "minutes"),  # when the earliest is wanted: outweighs all the others
}


def level_weights() -> Int64:
    """The row of weights with which kernels place steps and add up the load terms."""
    row = np.zeros(len(Term), dtype=np.int64)
    for term, weight in {**LEVEL, **EFFORT}.items():
        row[term] = weight
    return row


def within(frame: Frame, minutes: Int64, spans: Sequence[Span]) -> npt.NDArray[np.bool_]:
    """Which minutes (N,) from the horizon start lie in one of the spans."""
    inside = np.zeros(len(minutes), dtype=np.bool_)
    for span in spans:
        inside |= (minutes >= frame.minute_up(span.start)) & (minutes < frame.minute_up(span.end))
    return inside


def wish_cost(amounts: Mapping[str, Int64], count: int) -> Int64:
    """What the terms beside the load add up to, (N,)."""
    cost = np.zeros(count, dtype=np.int64)
    for name, amount in amounts.items():
        cost += amount * WISHES[name].weight
    return cost


def wishes(frame: Frame, candidate: Candidate, now: int, found: Table, rows: Table) -> dict[str, Int64]:
    """Amounts of the terms beside the load by name, (N,) each, of the tries ``found`` (N,) with steps ``rows`` (N, S).

    ``now``: minutes from the horizon start.
    """
    request, arrays = candidate.request, candidate.arrays
    steps = slice(0, len(candidate.steps))
    work = candidate.labour_minutes
    arrival = found["arrival"] * frame.tables.tick_minutes
    amounts: dict[str, Int64] = {"waiting" if request.waits else "standing": found["idle"]}
    if request.preferred:
        amounts["preferred_time"] = work * ~within(frame, arrival, request.preferred)
    if request.preferred_advisor_ids:
        first = frame.tables.num_technicians + frame.tables.num_bays
        liked = [first + frame.index.unit_of[one] for one in request.preferred_advisor_ids]
        amounts["preferred_advisor"] = work * ~np.isin(rows["place"][:, 0], liked)
    if request.preferred_technician_ids:
        known = [frame.index.technician_of[one] for one in request.preferred_technician_ids]
        crew = arrays.step_crew[steps] > 0
        others = ~np.isin(rows["first"][:, crew], known).all(axis=1)
        amounts["preferred_technician"] = np.asarray(work * others, dtype=np.int64)
    amounts["earliness"] = np.asarray(np.maximum(0, arrival - now) // MINUTES_A_DAY, dtype=np.int64)
    if request.goal is Goal.EARLIEST_READY:
        amounts["ready"] = np.asarray(np.maximum(0, found["promised"] - now), dtype=np.int64)
    return amounts
