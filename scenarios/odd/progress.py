"""What has happened to odd visits before ``now``: a state that people could have brought about."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from optimizer.steps import Catalogue, steps_of
from optimizer.visit import Interruption, Step, StepKind, StepProgress, StepStatus, Visit
from optimizer.workshop import Operation, Workshop
from scenarios.odd.frame import Frame
from scenarios.odd.picker import Picker

_LABOUR = (StepKind.DIAGNOSIS, StepKind.WORK)
_STATIONS = {StepKind.INSPECTION: "inspection", StepKind.WASH: "wash"}


@dataclass(slots=True)
class Floor:
    """Who and what is taken by a running step or a standing car, and how many loan cars are out."""

    workshop: Workshop
    frame: Frame
    pick: Picker
    catalogue: Catalogue
    taken: set[str] = field(default_factory=set)
    loans_out: int = 0

    def begun(self, visit: Visit) -> Visit:
        """The visit as it may stand at ``now``: nothing begun, reception under way, anything up to over."""
        if not self.pick.chance(55):
            return visit
        steps = steps_of(visit, self.catalogue)
        if self.pick.chance(15):
            return self._at_reception(visit, steps[0])
        if visit.loan_car and not self._lend():
            visit = replace(visit, loan_car=False)
        progress = [self._finished(steps[0])]
        running = False
        for step in steps[1:-1]:
            state = self._state(step, running)
            running = running or (state is not None and state.status is StepStatus.RUNNING)
            progress += [state] if state is not None else []
        if all(one.status is StepStatus.FINISHED for one in progress) and len(progress) == len(steps) - 1:
            progress += self._at_hand_over(steps[-1])
            running = progress[-1].status is StepStatus.RUNNING
            if visit.loan_car and len(progress) == len(steps) and not running:
                self.loans_out -= 1
        in_bay = None if running or not self.pick.chance(40) else self._free([bay.bay_id for bay in self.workshop.bays])
        return replace(visit, progress=tuple(progress), in_bay=in_bay)

    def _lend(self) -> bool:
        if self.loans_out >= self.workshop.loan_cars:
            return False
        self.loans_out += 1
        return True

    def _at_reception(self, visit: Visit, step: Step) -> Visit:
        if self.pick.chance(20):
            stopped = StepProgress(step_id=step.step_id, status=StepStatus.INTERRUPTED, started_at=self._ago())
            return replace(visit, progress=(stopped,))
        if visit.loan_car and not self._lend():
            visit = replace(visit, loan_car=False)
        running = self._running(step)
        return visit if running is None else replace(visit, progress=(running,))

    def _at_hand_over(self, step: Step) -> list[StepProgress]:
        if self.pick.chance(40):
            return []
        running = self._running(step) if self.pick.chance(50) else None
        return [running or self._finished(step)]

    def _state(self, step: Step, running: bool) -> StepProgress | None:
        """Finished, running, interrupted or None (open). Steps between reception and hand-over have no order."""
        if self.pick.chance(45):
            return self._finished(step)
        if not running and self.pick.chance(35):
            return self._running(step)
        if self.pick.chance(20):
            return self._interrupted(step)
        return None

    def _finished(self, step: Step) -> StepProgress:
        start = self._ago()
        minutes = int((self.frame.now - start) / timedelta(minutes=1))
        end = start + timedelta(minutes=self.pick.integer(0, minutes))
        technicians = self.workshop.technicians
        named = (self.pick.choice(technicians).technician_id,) if step.kind in _LABOUR and technicians else ()
        return StepProgress(
            step_id=step.step_id,
            status=StepStatus.FINISHED,
            started_at=start,
            finished_at=end,
            technician_ids=named,
            bay_id=self._any_bay(step),
            unit_id=self._units(step)[0] if self._units(step) and self.pick.chance(80) else None,
        )

    def _running(self, step: Step) -> StepProgress | None:
        """The step under way with people and places that are free; None when there are not enough."""
        crew, unit, bay = self._crew(step), None, None
        if crew is None:
            return None
        units = self._units(step)
        if units:
            unit = self._free(units)
            if unit is None:
                return None
        operation = self._operation(step)
        if operation is not None and operation.bay_capability is not None:
            bay = self._free([one.bay_id for one in self.workshop.bays])
            if bay is None:
                return None
        self.taken.update(f"technician {name}" for name in crew)
        return StepProgress(
            step_id=step.step_id,
            status=StepStatus.RUNNING,
            started_at=self._ago(),
            technician_ids=crew,
            bay_id=bay,
            unit_id=unit,
            remaining_minutes=self.pick.choice((20, 0, 5, 61, 30, 45, 10, 15, 40, 180, 180, 700, 6000)),
        )

    def _interrupted(self, step: Step) -> StepProgress:
        operation = self._operation(step)
        resume = self.pick.choice((None, -30, 0, 25, None, 60, 15, 90, 300, 1600, 20000))
        return StepProgress(
            step_id=step.step_id,
            status=StepStatus.INTERRUPTED,
            started_at=self._ago(),
            remaining_frt_hours=None if operation is None else self.pick.choice((0.5, 0.0, 0.1, 1.0, 0.3, 2.0, 9.0)),
            code=self.pick.choice(tuple(Interruption)),
            resume_at=None if resume is None else self.frame.now + timedelta(minutes=resume),
        )

    def _operation(self, step: Step) -> Operation | None:
        return self.catalogue.operations[step.operation_code or ""] if step.kind in _LABOUR else None

    def _crew(self, step: Step) -> tuple[str, ...] | None:
        operation = self._operation(step)
        if operation is None:
            return ()
        free = [one for one in self.workshop.technicians if f"technician {one.technician_id}" not in self.taken]
        able = [one for one in free if operation.skill is None or operation.skill in one.skills]
        # Now and then somebody helps out who does not have the skill: facts need not obey the rule.
        names = [one.technician_id for one in (free if self.pick.chance(10) else able)]
        return tuple(names[: operation.crew]) if len(names) >= operation.crew else None

    def _units(self, step: Step) -> list[str]:
        if step.kind in (StepKind.RECEPTION, StepKind.HAND_OVER):
            return [advisor.advisor_id for advisor in self.workshop.advisors]
        kind = _STATIONS.get(step.kind)
        counts = [station.count for station in self.workshop.stations if station.kind.value == kind]
        return [f"{kind}-{number}" for count in counts for number in range(1, count + 1)]

    def _any_bay(self, step: Step) -> str | None:
        operation = self._operation(step)
        bays = self.workshop.bays
        if operation is None or operation.bay_capability is None or not bays:
            return None
        return self.pick.choice(bays).bay_id

    def _free(self, ids: list[str]) -> str | None:
        free = [name for name in ids if f"place {name}" not in self.taken]
        if not free:
            return None
        name = self.pick.choice(free)
        self.taken.add(f"place {name}")
        return name

    def _ago(self) -> datetime:
        return self.frame.now - timedelta(minutes=self.pick.choice((30, 5, 0, 90, 200, 1000)))
