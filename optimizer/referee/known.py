"""Sorts what a plan names into what the day knows and what it does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from optimizer.day import Day
from optimizer.plan import Assignment
from optimizer.referee.clock import Clock
from optimizer.referee.people import People
from optimizer.referee.violation import Violation
from optimizer.visit import Step, StepProgress, StepStatus

LIFETIME = timedelta(days=36525)  # near the ends of the calendar there is no local time to speak of


class Sieve:
    """Assignments that can be read (``sound``, by step id), and what is wrong with the others (``rejected``)."""

    def __init__(
        self, day: Day, clock: Clock, people: People, steps: Mapping[str, Step], assignments: tuple[Assignment, ...]
    ) -> None:
        self._clock, self._people, self._steps = clock, people, steps
        self._progress: dict[str, StepProgress] = {one.step_id: one for v in day.visits for one in v.progress}
        self.sound: dict[str, Assignment] = {}
        self.rejected: list[Violation] = []
        for assignment in assignments:
            faults = list(self._faults(assignment))
            self.rejected += [_known(assignment, fault) for fault in faults]
            if not faults:
                self.sound[assignment.step_id] = assignment

    def _faults(self, one: Assignment) -> Iterator[str]:
        step = self._steps.get(one.step_id)
        if step is None:
            yield "is no step of this day"
            return
        if one.visit_id != step.visit_id:
            yield f"belongs to visit {step.visit_id}, not {one.visit_id}"
        if one.kind is not step.kind:
            yield f"is {step.kind.value}, not {one.kind}"
        if one.step_id in self.sound:
            yield "is assigned twice"
        yield from self._unknown_ids(one)
        yield from self._odd_times(one)

    def _unknown_ids(self, one: Assignment) -> Iterator[str]:
        for technician_id in one.technician_ids:
            if technician_id not in self._people.technicians:
                yield f"names unknown technician {technician_id}"
        if one.bay_id is not None and one.bay_id not in self._people.bays:
            yield f"names unknown bay {one.bay_id}"
        if one.unit_id is not None and one.unit_id not in self._people.units:
            yield f"names unknown unit {one.unit_id}"

    def _odd_times(self, one: Assignment) -> Iterator[str]:
        if not (is_aware(one.start) and is_aware(one.end)):
            yield "has a time without zone"
            return
        if any(abs(instant - self._clock.origin) > LIFETIME for instant in (one.start, one.end)):
            yield "lies a lifetime away"
            return
        if self._clock.down(one.end) <= self._clock.down(one.start):
            yield f"ends at {self._shown(one.end)}, not after its start {self._shown(one.start)}"
        progress = self._progress.get(one.step_id)
        is_running = progress is not None and progress.status is StepStatus.RUNNING
        if not ((is_running or self._clock.on_grid(one.start)) and self._clock.on_grid(one.end)):
            times = f"{self._shown(one.start)} to {self._shown(one.end)}"
            yield f"runs from {times}, off the grid of {self._clock.grid} min"

    def _shown(self, instant: datetime) -> str:
        return instant.astimezone(self._clock.zone).isoformat(" ")


def is_aware(instant: datetime) -> bool:
    """Whether an instant has a UTC offset."""
    return instant.utcoffset() is not None


def _known(assignment: Assignment, fault: str) -> Violation:
    return Violation(
        rule="known",
        visit_id=assignment.visit_id,
        step_ids=(assignment.step_id,),
        message=f"{assignment.step_id} {fault}",
    )
