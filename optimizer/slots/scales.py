"""Load of the book, to compare it without and with a visit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.engine.state import State
from optimizer.problem.arrays import Int64, Term
from optimizer.slots.frame import Frame
from optimizer.slots.records import LoadChange

LEVEL_UNIT = "load minutes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scales:
    """Minutes booked now: by resource and date (R, D), half-hour (N,), date (D,), and against the reserve (D,)."""

    frame: Frame
    load: Int64
    half_hours: Int64
    dates: Int64
    reserve: Int64

    @classmethod
    def of(cls, frame: Frame, state: State) -> Scales:
        """A copy of what is booked now."""
        return cls(
            frame=frame,
            load=state.load.copy(),
            half_hours=state.half_hour_load.copy(),
            dates=state.dates["load"].copy(),
            reserve=state.dates["reserve"].copy(),
        )

    def level(self) -> dict[Term, int]:
        """Load minutes by term: Σ booked² // available."""
        tables = self.frame.tables
        bays = tables.num_technicians + tables.num_bays
        shares = self.load * self.load // tables.available
        return {
            Term.DAY_LOAD: _total(self.dates, tables.dates["available"]),
            Term.TECHNICIAN_LOAD: int(shares[: tables.num_technicians].sum()),
            Term.HALF_HOUR_LOAD: _total(self.half_hours, tables.half_hour_available),
            Term.RECEPTION_LOAD: int(shares[bays:].sum()),
            Term.BAY_LOAD: int(shares[tables.num_technicians : bays].sum()),
        }

    def growth(self, after: Scales) -> dict[Term, int]:
        """By how many load minutes each term grows."""
        grown = after.level()
        return {term: grown[term] - amount for term, amount in self.level().items()}

    def day(self, after: Scales, date: int) -> LoadChange:
        """Technicians on an open date."""
        available = int(self.frame.tables.dates["available"][date])
        return LoadChange(before=int(self.dates[date]), after=int(after.dates[date]), available=available)

    def half_hour(self, after: Scales, minute: int) -> LoadChange:
        """Technicians in the half-hour of a minute from the horizon start."""
        at = minute // 30
        available = int(self.frame.tables.half_hour_available[at])
        return LoadChange(before=int(self.half_hours[at]), after=int(after.half_hours[at]), available=available)

    def unit(self, after: Scales, resource: int, date: int) -> LoadChange:
        """A unit, by its resource number, on an open date: receptions of an advisor, each with its spacing."""
        available = int(self.frame.tables.available[resource, date])
        before, now = int(self.load[resource, date]), int(after.load[resource, date])
        return LoadChange(before=before, after=now, available=available)

    def reserve_left(self, date: int) -> int:
        """Minutes that may still be booked on an open date; below 0 when more is booked than may be."""
        return int(self.frame.tables.dates["bookable"][date] - self.reserve[date])


def _total(booked: Int64, available: Int64) -> int:
    return int(np.sum(booked * booked // available))
