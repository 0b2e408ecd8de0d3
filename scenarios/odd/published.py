"""Odd published plans: what may have been promised to people, not what can still be done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from optimizer.plan import Assignment, Published
from optimizer.steps import Catalogue, steps_of
from optimizer.visit import Step, StepKind, StepStatus, Visit
from optimizer.workshop import Operation, StationKind, Workshop
from scenarios.odd.frame import Frame
from scenarios.odd.picker import Picker, some

_STATIONS = {StepKind.INSPECTION: StationKind.INSPECTION, StepKind.WASH: StationKind.WASH}


def published(workshop: Workshop, visits: tuple[Visit, ...], frame: Frame, pick: Picker) -> Published:
    """For most visits, their steps one after the other from around ``now``, with anybody, anywhere.

    Running steps are as they run. A few steps are missing, and a few are of jobs that are no more.
    """
    publisher = _Publisher(workshop, Catalogue.of(workshop), frame, pick)
    found = [one for visit in some(pick, visits, 70) for one in publisher.visit(visit)]
    released = frozenset(some(pick, [one.step_id for one in found], 10))
    return Published(assignments=tuple(found), released=released)


@dataclass(frozen=True, slots=True)
class _Publisher:
    workshop: Workshop
    catalogue: Catalogue
    frame: Frame
    pick: Picker

    def visit(self, visit: Visit) -> list[Assignment]:
        start = self.frame.now + timedelta(minutes=self.pick.choice((0, 10, -60, 90, 700)))
        finished = {one.step_id for one in visit.progress if one.status is StepStatus.FINISHED}
        running = {one.step_id: one for one in visit.progress if one.status is StepStatus.RUNNING}
        found = []
        for step in steps_of(visit, self.catalogue):
            if step.step_id in finished or self.pick.chance(10):
                continue
            one = self._step(step, start)
            state = running.get(step.step_id)
            if state is not None:
                one = replace(
                    one,
                    start=state.started_at,
                    end=max(one.end, state.started_at + timedelta(minutes=1)),
                    technician_ids=state.technician_ids,
                    bay_id=state.bay_id,
                    unit_id=state.unit_id,
                )
            found.append(one)
            start = one.end + timedelta(minutes=self.pick.choice((0, 0, 10, 400)))
        if found and self.pick.chance(5):
            found.append(replace(found[0], step_id=f"{visit.visit_id}/work/withdrawn", kind=StepKind.WORK))
        return found

    def _step(self, step: Step, start: datetime) -> Assignment:
        operation = self.catalogue.operations.get(step.operation_code or "")
        here = operation is not None and operation.sublet_hours is None
        bay = self._bay(operation) if operation is not None and here else None
        return Assignment(
            step_id=step.step_id,
            visit_id=step.visit_id,
            kind=step.kind,
            start=start,
            end=start + timedelta(minutes=self.pick.choice((20, 5, 45, 7, 150))),
            technician_ids=self._crew(operation.crew) if operation is not None and here else (),
            bay_id=bay,
            unit_id=self._unit(step),
            keeps_bay=bay is not None and self.pick.chance(30),
            overtime=here and self.pick.chance(10),
        )

    def _crew(self, crew: int) -> tuple[str, ...]:
        names = [one.technician_id for one in self.workshop.technicians]
        if self.pick.chance(5):
            return ("T-LEFT", *names[: crew - 1])
        first = self.pick.integer(0, len(names) - 1)
        return tuple((names + names)[first : first + min(crew, len(names))])

    def _bay(self, operation: Operation) -> str | None:
        if operation.bay_capability is None:
            return None
        return self.pick.choice(self.workshop.bays).bay_id

    def _unit(self, step: Step) -> str | None:
        if step.kind in (StepKind.RECEPTION, StepKind.HAND_OVER):
            return self.pick.choice(self.workshop.advisors).advisor_id
        if step.kind not in _STATIONS:
            return None
        kind = _STATIONS[step.kind]
        count = next((one.count for one in self.workshop.stations if one.kind is kind), 1)
        return f"{kind.value}-{self.pick.integer(1, count)}"
