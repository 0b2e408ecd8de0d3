"""The places of a day's unfinished steps in two plans, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from optimizer.changes.records import StepMove
from optimizer.day import Day
from optimizer.plan import Assignment, Plan, Published, Reason
from optimizer.steps import Catalogue, steps_of
from optimizer.visit import Step, StepKind, StepStatus, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Steps by visit, and what the plan ``before`` and the plan ``after`` say of each, by step id.

    ``notes``: why the plan ``after`` cannot do better by a visit, where it says so.
    """

    day: Day
    steps: Mapping[str, tuple[Step, ...]]
    before: Mapping[str, Assignment]
    after: Mapping[str, Assignment]
    notes: Mapping[str, tuple[Reason, ...]]

    @classmethod
    def of(cls, day: Day, before: Plan | Published, after: Plan) -> Places:
        """Of a day. Raises ``KeyError`` for an operation code that the workshop does not have."""
        catalogue = Catalogue.of(day.workshop)
        return cls(
            day=day,
            steps={visit.visit_id: steps_of(visit, catalogue) for visit in day.visits},
            before={one.step_id: one for one in before.assignments},
            after={one.step_id: one for one in after.assignments},
            notes={one.visit_id: one.reasons for one in after.notes if one.code != "released_frozen"},
        )

    def unfinished(self, visit: Visit) -> tuple[Step, ...]:
        """The steps of a visit that a plan places."""
        over = {one.step_id for one in visit.progress if one.status is StepStatus.FINISHED}
        return tuple(step for step in self.steps[visit.visit_id] if step.step_id not in over)

    def moves(self, visit: Visit) -> tuple[StepMove, ...]:
        """The unfinished steps that differ in time, people or place."""
        found = (self._move(step) for step in self.unfinished(visit))
        return tuple(one for one in found if one is not None)

    def _move(self, step: Step) -> StepMove | None:
        before, after = self.before.get(step.step_id), self.after.get(step.step_id)
        if _what(before) == _what(after):
            return None
        return StepMove(step_id=step.step_id, kind=step.kind, before=before, after=after)

    def ready(self, visit: Visit, places: Mapping[str, Assignment]) -> datetime | None:
        """When a visit is ready by a plan: the end of its last step before the hand-over; None without all of them."""
        over = {one.step_id: one.finished_at for one in visit.progress if one.status is StepStatus.FINISHED}
        ends: list[datetime] = []
        for step in self.steps[visit.visit_id]:
            place = places.get(step.step_id)
            end = over.get(step.step_id) or (None if place is None else place.end)
            if end is None:
                return None
            if step.kind is not StepKind.HAND_OVER:
                ends.append(end)
        return max(ends)


def _what(one: Assignment | None) -> tuple[object, ...] | None:
    if one is None:
        return None
    return one.start, one.end, frozenset(one.technician_ids), one.bay_id, one.unit_id
