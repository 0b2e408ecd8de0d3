"""From a place that was found to an offer in trade words, with its figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from optimizer.plan import Assignment
from optimizer.problem.arrays import Term
from optimizer.slots.frame import Frame
from optimizer.slots.kernels.scan import Table
from optimizer.slots.ranking import LEVEL, WISHES
from optimizer.slots.records import FoundBy, Offer, PartStanding, RankTerm
from optimizer.slots.scales import LEVEL_UNIT, Scales
from optimizer.slots.search import Search
from optimizer.slots.tries import Tries
from optimizer.visit import Step


class Offers:
    """Makes offers of what a search has found; the occupancy is as before."""

    def __init__(self, search: Search, before: Scales | None = None) -> None:
        """``before``: the load to compare with; None: that of the book now."""
        self._search, self._frame = search, search.frame
        self._before = before or Scales.of(search.frame, search.occupancy.arrays)

    def of(self, tries: Tries, n: int) -> Offer:
        """The offer of one place."""
        frame, tables, candidate = self._frame, self._frame.tables, self._search.candidate
        row, steps = tries.found[n], tries.steps[n]
        arrival = int(row["arrival"]) * tables.tick_minutes
        date, advisor = int(tables.ticks["open_date"][row["arrival"]]), int(steps["place"][0])
        with self._search.placed(row, steps):
            after = Scales.of(frame, self._search.occupancy.arrays)
        return Offer(
            visit=replace(
                candidate.visit,
                arrival=frame.instant(arrival),
                promised=frame.instant(int(row["promised"])),
                advisor_id=frame.place_id(advisor),
            ),
            assignments=tuple(assignment(frame, *pair) for pair in zip(candidate.steps, steps, strict=True)),
            ready=frame.instant(int(row["ready"])),
            found_by=FoundBy.INSERTION,
            day=self._before.day(after, date),
            half_hour=self._before.half_hour(after, arrival),
            reception=self._before.unit(after, advisor, date),
            reserve_left=after.reserve_left(date),
            terms=rank_terms(self._before.growth(after), {k: int(v[n]) for k, v in tries.wishes.items()}),
            parts=self._parts(),
        )

    def _parts(self) -> tuple[PartStanding, ...]:
        needed: Counter[str] = Counter()
        for step in self._search.candidate.steps:
            for need in step.parts:
                needed[need.part_number] += need.quantity
        return tuple(self._standing(part, quantity) for part, quantity in sorted(needed.items()))

    def _standing(self, part_number: str, needed: int) -> PartStanding:
        frame = self._frame
        free = next((n for n in range(needed, 0, -1) if self._search.part_there(part_number, n) <= 0), 0)
        at = self._search.part_there(part_number, needed)
        there = None if at <= 0 else frame.instant(at * frame.tables.tick_minutes)
        return PartStanding(part_number=part_number, needed=needed, free=free, available_from=there)


def assignment(frame: Frame, step: Step, row: Table) -> Assignment:
    """The assignment of a placed step."""
    place, minutes = int(row["place"]), frame.tables.tick_minutes
    in_bay = frame.tables.num_technicians <= place < frame.tables.num_technicians + frame.tables.num_bays
    return Assignment(
        step_id=step.step_id,
        visit_id=step.visit_id,
        kind=step.kind,
        start=frame.instant(int(row["start"]) * minutes),
        end=frame.instant(int(row["end"]) * minutes),
        technician_ids=tuple(
            frame.index.technicians[one].technician_id for one in (int(row["first"]), int(row["second"])) if one >= 0
        ),
        bay_id=frame.place_id(place) if in_bay else None,
        unit_id=frame.place_id(place) if place >= 0 and not in_bay else None,
        keeps_bay=bool(row["keep"]),
    )


def rank_terms(growth: Mapping[Term, int], wishes: Mapping[str, int]) -> tuple[RankTerm, ...]:
    """Every term of a rank: the load terms, then the wishes."""
    load = (_term(term.name.lower(), growth[term], LEVEL_UNIT, weight) for term, weight in LEVEL.items())
    return (*load, *(_term(name, amount, WISHES[name].unit, WISHES[name].weight) for name, amount in wishes.items()))


def _term(name: str, amount: int, unit: str, weight: int) -> RankTerm:
    return RankTerm(name=name, amount=amount, unit=unit, weight=weight, cost=amount * weight)
