"""Odd decisions of a foreman: what may be asked of a plan, not what a plan can give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from optimizer.decisions import Decisions, Forbidden, Override, Pin, TechnicianOrder
from optimizer.steps import Catalogue, steps_of
from optimizer.visit import Step, StepKind, StepStatus, Visit
from optimizer.workshop import Operation, Technician, Workshop
from scenarios.odd.frame import Frame
from scenarios.odd.picker import Picker, some

_LABOUR = (StepKind.DIAGNOSIS, StepKind.WORK)
_AFTER_NOW = (0, 30, 60, 7, 120, 200, 0, 45, 1500, 20000)
_WHY = "the foreman knows why"


def decisions(workshop: Workshop, visits: tuple[Visit, ...], frame: Frame, pick: Picker) -> Decisions:
    """Pins of all kinds, bans, orders and rules set aside, on some of the open steps; none contradicts another."""
    foreman = _Foreman(workshop, frame, pick)
    steps = [row for visit in visits for row in _open_steps(visit, Catalogue.of(workshop))]
    for step, operation in some(pick, steps, 10):
        foreman.pin(step, operation)
    for technician in some(pick, workshop.technicians, 35):
        foreman.order(technician, steps)
    for step, operation in some(pick, steps, 8):
        foreman.forbid(step, operation)
    got = tuple(
        Override(rule="parts", step_id=step.step_id, reason=_WHY) for step, _ in some(pick, steps, 5) if step.parts
    )
    return Decisions(
        pins=tuple(foreman.pins.values()),
        forbidden=tuple(foreman.forbidden),
        orders=tuple(foreman.orders),
        overrides=(*foreman.overrides, *got),
    )


def _open_steps(visit: Visit, catalogue: Catalogue) -> Iterator[tuple[Step, Operation | None]]:
    """Each with its operation when technicians do it."""
    started = {one.step_id for one in visit.progress if one.status is not StepStatus.INTERRUPTED}
    for step in steps_of(visit, catalogue):
        if step.step_id not in started:
            code = step.operation_code if step.kind in _LABOUR else None
            yield step, None if code is None else catalogue.operations[code]


@dataclass(slots=True)
class _Foreman:
    workshop: Workshop
    frame: Frame
    picker: Picker
    pins: dict[str, Pin] = field(default_factory=dict)
    orders: list[TechnicianOrder] = field(default_factory=list)
    forbidden: list[Forbidden] = field(default_factory=list)
    overrides: list[Override] = field(default_factory=list)

    def pin(self, step: Step, operation: Operation | None) -> None:
        """To any of the three, with the rule set aside where who or where is not fit for it."""
        crew = self._crew(step, operation) if self.picker.chance(60) else None
        bay = self._bay(step, operation) if self.picker.chance(50) else None
        start = self._later() if self.picker.chance(20) or (crew is None and bay is None) else None
        self.pins[step.step_id] = Pin(step_id=step.step_id, technician_ids=crew, bay_id=bay, start=start)

    def _later(self) -> datetime:
        return self.frame.now + timedelta(minutes=self.picker.choice(_AFTER_NOW))

    def _crew(self, step: Step, operation: Operation | None) -> tuple[str, ...] | None:
        staff = self.workshop.technicians
        if operation is None or len(staff) < operation.crew:
            return None
        able = [one for one in staff if operation.skill is None or operation.skill in one.skills]
        if len(able) < operation.crew or self.picker.chance(10):
            able = list(staff)
        first = self.picker.integer(0, len(able) - 1)
        crew = (able + able)[first : first + operation.crew]
        if any(operation.skill not in (None, *one.skills) for one in crew):
            self.overrides.append(Override(rule="skill", step_id=step.step_id, reason=_WHY))
        return tuple(one.technician_id for one in crew)

    def _bay(self, step: Step, operation: Operation | None) -> str | None:
        if operation is None or operation.bay_capability is None or not self.workshop.bays:
            return None
        fit = [bay for bay in self.workshop.bays if operation.bay_capability in bay.capabilities]
        bay = self.picker.choice(self.workshop.bays if not fit or self.picker.chance(15) else fit)
        if operation.bay_capability not in bay.capabilities:
            self.overrides.append(Override(rule="bay_capability", step_id=step.step_id, reason=_WHY))
        return bay.bay_id

    def order(self, technician: Technician, steps: list[tuple[Step, Operation | None]]) -> None:
        """Of a few steps that the technician may do; those of one visit in its order, visits mixed."""
        mine = [
            step for step, operation in steps if operation is not None and self._may_own(technician, step, operation)
        ]
        chosen = some(self.picker, mine, 50)[: self.picker.integer(1, 4)]
        for n in range(len(chosen) - 1):
            if chosen[n].visit_id != chosen[n + 1].visit_id and self.picker.chance(50):
                chosen[n], chosen[n + 1] = chosen[n + 1], chosen[n]
        if chosen:
            step_ids = tuple(step.step_id for step in chosen)
            self.orders.append(TechnicianOrder(technician_id=technician.technician_id, step_ids=step_ids))

    def _may_own(self, technician: Technician, step: Step, operation: Operation) -> bool:
        pin = self.pins.get(step.step_id)
        crew = pin.technician_ids if pin is not None else None
        owned = sum(step.step_id in order.step_ids for order in self.orders)
        able = operation.skill is None or operation.skill in technician.skills
        return able and owned < operation.crew and (crew is None or technician.technician_id in crew)

    def forbid(self, step: Step, operation: Operation | None) -> None:
        """Somebody or some bay that is not decided on for the step, for good or for a while."""
        pin = self.pins.get(step.step_id, Pin(step_id=step.step_id))
        owners = {order.technician_id for order in self.orders if step.step_id in order.step_ids}
        taken = {*(pin.technician_ids or ()), *owners}
        people = [one.technician_id for one in self.workshop.technicians if one.technician_id not in taken]
        bays = [bay.bay_id for bay in self.workshop.bays if bay.bay_id != pin.bay_id]
        until = self._later() if self.picker.chance(50) else None
        if operation is not None and people and self.picker.chance(60):
            one = Forbidden(step_id=step.step_id, technician_id=self.picker.choice(people), until=until)
            self.forbidden.append(one)
        elif bays:
            self.forbidden.append(Forbidden(step_id=step.step_id, bay_id=self.picker.choice(bays), until=until))
