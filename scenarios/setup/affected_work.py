"""Which booked work is no longer what was booked when catalogue, skills, capabilities or lengths change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from optimizer.plan import Assignment
from optimizer.policy import Policy
from optimizer.steps import Catalogue, steps_of
from optimizer.visit import Step, StepKind, Visit
from optimizer.workshop import Operation, Workshop


class WorkLosses:
    """Compares a workshop before and after a change; both hold every operation that is booked."""

    def __init__(self, before: Workshop, after: Workshop) -> None:
        self._old, self._new = Catalogue.of(before), Catalogue.of(after)
        self._skills = tuple({one.technician_id: one.skills for one in shop.technicians} for shop in (before, after))
        self._minutes = tuple(_minutes(shop.policy) for shop in (before, after))
        self._able = tuple({one.bay_id: one.capabilities for one in shop.bays} for shop in (before, after))

    def subjects(self, visit: Visit, assignments: Sequence[Assignment]) -> Iterator[str]:
        """What of the steps to come no longer holds: ``operation OIL``, ``wash``, ``technician T1``, ``bay B2``."""
        if not assignments:
            return
        old = {step.step_id: step for step in steps_of(visit, self._old)}
        new = {step.step_id: step for step in steps_of(visit, self._new)}
        yield from (_named(step) for name, step in new.items() if name not in old)
        for one in assignments:
            if self._minutes[0].get(one.kind) != self._minutes[1].get(one.kind):
                yield one.kind.value
            step = old.get(one.step_id)
            if step is None or step.operation_code is None:
                continue
            if self._planned(self._old, step) != self._planned(self._new, new.get(one.step_id)):
                yield _named(step)
            yield from self._unable(one, self._old.operations[step.operation_code])

    @staticmethod
    def _planned(catalogue: Catalogue, step: Step | None) -> tuple[object, ...] | None:
        """What decides how long a step takes and where and by how many it is done."""
        if step is None or step.operation_code is None:
            return None
        one = catalogue.operations[step.operation_code]
        return step.operation_code, step.labour_hours, one.crew, one.stretch, one.sublet_hours, one.bay_capability

    def _unable(self, assignment: Assignment, operation: Operation) -> Iterator[str]:
        """Who and what had the skill or capability and has it no longer."""
        for name in assignment.technician_ids:
            if _lost(operation.skill, *(skills.get(name, frozenset()) for skills in self._skills)):
                yield f"technician {name}"
        bay = assignment.bay_id
        if bay is not None and _lost(operation.bay_capability, *(able.get(bay, frozenset()) for able in self._able)):
            yield f"bay {bay}"


def _minutes(policy: Policy) -> dict[StepKind, int]:
    """Lengths of the steps that are no work on the car."""
    return {
        StepKind.RECEPTION: policy.reception_minutes,
        StepKind.INSPECTION: policy.inspection_minutes,
        StepKind.WASH: policy.wash_minutes,
        StepKind.HAND_OVER: policy.hand_over_minutes,
    }


def _lost(wanted: str | None, before: frozenset[str], after: frozenset[str]) -> bool:
    return wanted is not None and wanted in before and wanted not in after


def _named(step: Step) -> str:
    return step.kind.value if step.operation_code is None else f"operation {step.operation_code}"
