"""Ids to indices: everything sorted by id, so that the order of the input cannot matter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace

import numpy as np

from optimizer.day import Day
from optimizer.decisions import NO_DECISIONS
from optimizer.problem.arrays import Int32
from optimizer.problem.calendars import CalendarBook
from optimizer.problem.decided import Decided
from optimizer.problem.grid import Grid
from optimizer.steps import Catalogue, steps_of
from optimizer.visit import Step, StepKind, StepProgress, StepStatus, Visit
from optimizer.workshop import Advisor, Bay, Operation, StationKind, Technician


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A named place of a pool: an advisor, or one place of a station."""

    unit_id: str
    kind: StationKind | None  # None: advisor


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitSteps:
    """A visit with its unfinished steps, a running one first, and what has happened before."""

    visit: Visit
    unfinished: tuple[Step, ...]
    finished: tuple[Step, ...]
    progress: dict[str, StepProgress]

    def status(self, step: Step) -> StepStatus | None:
        """Status of a step; None: open and never started."""
        return _status(self.progress, step)


def _status(progress: dict[str, StepProgress], step: Step) -> StepStatus | None:
    return progress[step.step_id].status if step.step_id in progress else None


class Index:
    """Sorted records and their indices."""

    def __init__(self, day: Day) -> None:
        shop = day.workshop
        self.day = day
        self.grid = Grid.of(day)
        self.book = CalendarBook(self.grid.num_ticks)
        self.technicians: list[Technician] = sorted(shop.technicians, key=lambda one: one.technician_id)
        self.bays: list[Bay] = sorted(shop.bays, key=lambda one: one.bay_id)
        self.advisors: list[Advisor] = sorted(shop.advisors, key=lambda one: one.advisor_id)
        self.units = [Unit(unit_id=one.advisor_id, kind=None) for one in self.advisors] + [
            Unit(unit_id=f"{station.kind.value}-{n}", kind=station.kind)
            for station in sorted(shop.stations, key=lambda one: one.kind.value)
            for n in range(1, station.count + 1)
        ]
        self.technician_of = {one.technician_id: n for n, one in enumerate(self.technicians)}
        self.bay_of = {one.bay_id: n for n, one in enumerate(self.bays)}
        self.unit_of = {one.unit_id: n for n, one in enumerate(self.units)}
        self.decided = Decided(day, self.grid, self.technician_of, self.bay_of)
        self.catalogue = Catalogue.of(shop)
        self.categories = sorted({operation.category for operation in shop.operations})
        self.category_of = {category: n for n, category in enumerate(self.categories)}
        self.paces = np.array(
            [[one.pace(category) for category in self.categories] for one in self.technicians],
            dtype=np.float64,
        )
        self._found: dict[tuple[str, str | None], Int32] = {}
        self._enter(day.visits)

    def able(self, skill: str | None) -> Int32:
        """Technicians with a skill (None: everybody). Worked out once for each, like the two below: do not change."""
        return self._once(
            ("able", skill),
            lambda: [n for n, one in enumerate(self.technicians) if skill is None or skill in one.skills],
        )

    def fit(self, capability: str) -> Int32:
        """Bays with a capability, see ``by_versatility``."""
        return self._once(
            ("fit", capability),
            lambda: self.by_versatility(n for n, bay in enumerate(self.bays) if capability in bay.capabilities),
        )

    def units_of(self, pool: StationKind | None) -> Int32:
        """Places of a station, or the advisors (None)."""
        return self._once(("units", pool), lambda: [n for n, unit in enumerate(self.units) if unit.kind is pool])

    def by_versatility(self, bays: Iterable[int]) -> list[int]:
        """Bays with the fewest capabilities come first: the versatile stay free longest."""
        return sorted(bays, key=lambda n: (len(self.bays[n].capabilities), n))

    def _once(self, key: tuple[str, str | None], find: Callable[[], list[int]]) -> Int32:
        if key not in self._found:
            self._found[key] = np.array(find(), dtype=np.int32)
        return self._found[key]

    def _enter(self, visits: Sequence[Visit]) -> None:
        everyone = (self._split(visit) for visit in sorted(visits, key=lambda one: one.visit_id))
        self.visits: list[VisitSteps] = [one for one in everyone if one.unfinished]
        self.visit_of: dict[str, VisitSteps] = {one.visit.visit_id: one for one in self.visits}
        self.done: list[VisitSteps] = [self._split(visit) for visit in visits if visit.visit_id not in self.visit_of]
        self.steps: list[Step] = [step for visit in self.visits for step in visit.unfinished]
        self.step_of = {step.step_id: n for n, step in enumerate(self.steps)}

    def beside(self, visits: tuple[Visit, ...]) -> Index:
        """The same workshop and moment with other visits, nothing decided; what depends on the workshop is shared."""
        other = copy(self)
        other.day = replace(self.day, visits=visits, decisions=NO_DECISIONS)
        other.decided = Decided(other.day, self.grid, self.technician_of, self.bay_of)
        other._enter(visits)
        return other

    def _split(self, visit: Visit) -> VisitSteps:
        progress = {one.step_id: one for one in visit.progress}
        steps = steps_of(visit, self.catalogue)

        def having(*wanted: StepStatus | None) -> tuple[Step, ...]:
            return tuple(step for step in steps if _status(progress, step) in wanted)

        return VisitSteps(
            visit=visit,
            unfinished=having(StepStatus.RUNNING) + having(None, StepStatus.INTERRUPTED),
            finished=having(StepStatus.FINISHED),
            progress=progress,
        )

    def operation(self, step: Step) -> Operation | None:
        """The operation of a diagnosis, work or sublet step."""
        return None if step.operation_code is None else self.catalogue.operations[step.operation_code]

    def pool(self, step: Step) -> StationKind | None:
        """The station a unit step needs; None: an advisor."""
        return {StepKind.INSPECTION: StationKind.INSPECTION, StepKind.WASH: StationKind.WASH}.get(step.kind)
