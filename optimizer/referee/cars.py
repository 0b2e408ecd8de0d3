"""Visits and the steps that the plan has for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from optimizer.plan import Assignment
from optimizer.referee.clock import Clock
from optimizer.visit import Step, StepKind, StepProgress, StepStatus, Visit
from optimizer.workshop import Operation

RANKS = {StepStatus.FINISHED: 0, StepStatus.RUNNING: 1}
OPEN_RANK = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A step of a visit, finished or placed by the plan, ``[start, end)`` in minutes on the grid.

    ``place``: position in the visit's order. ``assignment`` is None for a finished step, whose time is outwards.
    """

    visit: Visit
    step: Step
    place: int
    operation: Operation | None
    progress: StepProgress | None
    assignment: Assignment | None
    start: int
    end: int

    @property
    def is_finished(self) -> bool:
        """Whether the step is finished; the plan cannot place it then."""
        return self.progress is not None and self.progress.status is StepStatus.FINISHED

    @property
    def is_running(self) -> bool:
        """Whether the step runs at ``now``."""
        return self.progress is not None and self.progress.status is StepStatus.RUNNING

    @property
    def is_open(self) -> bool:
        """Whether the step is neither running nor finished."""
        return self.progress is None or self.progress.status is StepStatus.INTERRUPTED

    @property
    def is_labour(self) -> bool:
        """Whether technicians do it: diagnosis and work."""
        return self.step.kind in (StepKind.DIAGNOSIS, StepKind.WORK)

    @property
    def is_bay_step(self) -> bool:
        """Whether its operation needs a bay."""
        return self.is_labour and self.operation is not None and self.operation.bay_capability is not None

    @property
    def technician_ids(self) -> tuple[str, ...]:
        """Who did or does it."""
        if self.assignment is not None:
            return self.assignment.technician_ids
        return self.progress.technician_ids if self.progress is not None else ()

    @property
    def bay_id(self) -> str | None:
        """The bay the plan gives."""
        return None if self.assignment is None else self.assignment.bay_id

    @property
    def unit_id(self) -> str | None:
        """The advisor or place the plan gives."""
        return None if self.assignment is None else self.assignment.unit_id

    @property
    def uses_overtime(self) -> bool:
        """Whether the extended time of its technicians counts."""
        return not self.is_open or (self.assignment is not None and self.assignment.overtime)


@dataclass(frozen=True, slots=True, kw_only=True)
class Car:
    """A visit: all its ``steps`` in their order, the ``finished`` and the placed ``lines`` among them.

    ``num_started`` of the steps are finished or running. ``ready``: minute when the last step before the hand-over
    ends, None unless planned. ``finished_minute``: when the last of the finished steps before it ended.
    """

    visit: Visit
    steps: tuple[Step, ...]
    num_started: int
    finished: tuple[Line, ...]
    lines: tuple[Line, ...]
    is_planned: bool
    finished_minute: int | None
    ready: int | None

    @property
    def is_over(self) -> bool:
        """Whether every step is finished."""
        return len(self.finished) == len(self.steps)

    @property
    def unfinished(self) -> tuple[Step, ...]:
        """Steps that a plan must have."""
        return self.steps[len(self.finished) :]

    @property
    def running(self) -> tuple[Step, ...]:
        """Steps that run at ``now``."""
        return self.steps[len(self.finished) : self.num_started]

    def line(self, kind: StepKind) -> Line | None:
        """The finished or placed step of a kind that comes once."""
        return next((line for line in (*self.finished, *self.lines) if line.step.kind is kind), None)


def cars_of(
    *,
    visits: tuple[Visit, ...],
    steps: Mapping[str, tuple[Step, ...]],
    operations: Mapping[str, Operation],
    clock: Clock,
    sound: Mapping[str, Assignment],
    unplanned: frozenset[str],
) -> tuple[Car, ...]:
    """Every visit with its ``steps`` (by visit id) and what ``sound`` assignments (by step id) make of them."""
    return tuple(
        _car(
            visit=visit,
            steps=steps[visit.visit_id],
            operations=operations,
            clock=clock,
            sound=sound,
            is_left_out=visit.visit_id in unplanned,
        )
        for visit in visits
    )


def _car(
    *,
    visit: Visit,
    steps: tuple[Step, ...],
    operations: Mapping[str, Operation],
    clock: Clock,
    sound: Mapping[str, Assignment],
    is_left_out: bool,
) -> Car:
    progress = {one.step_id: one for one in visit.progress}
    steps = _in_order(steps, progress)
    placed = [
        _line(
            visit=visit,
            step=step,
            place=place,
            operation=None if step.operation_code is None else operations[step.operation_code],
            progress=progress.get(step.step_id),
            assignment=sound.get(step.step_id),
            clock=clock,
        )
        for place, step in enumerate(steps)
    ]
    finished = tuple(line for line in placed if line is not None and line.is_finished)
    lines = tuple(line for line in placed if line is not None and not line.is_finished)
    is_planned = not is_left_out and None not in placed
    done = _last_finish(finished, clock)
    ends = [line.end for line in lines if line.step.kind is not StepKind.HAND_OVER]
    return Car(
        visit=visit,
        steps=steps,
        num_started=sum(_rank(step, progress) < OPEN_RANK for step in steps),
        finished=finished,
        lines=lines,
        is_planned=is_planned,
        finished_minute=done,
        ready=max([*ends, *([] if done is None else [done])], default=None) if is_planned else None,
    )


def _in_order(steps: tuple[Step, ...], progress: Mapping[str, StepProgress]) -> tuple[Step, ...]:
    return tuple(sorted(steps, key=lambda step: _rank(step, progress)))


def _rank(step: Step, progress: Mapping[str, StepProgress]) -> int:
    known = progress.get(step.step_id)
    return OPEN_RANK if known is None else RANKS.get(known.status, OPEN_RANK)


def _line(
    *,
    visit: Visit,
    step: Step,
    place: int,
    operation: Operation | None,
    progress: StepProgress | None,
    assignment: Assignment | None,
    clock: Clock,
) -> Line | None:
    """None for a step that is neither finished nor placed."""
    if progress is not None and progress.status is StepStatus.FINISHED:
        assignment = None
        start, end = clock.down(progress.started_at), clock.up(progress.finished_at or progress.started_at)
    elif assignment is not None:
        start, end = clock.down(assignment.start), clock.down(assignment.end)
    else:
        return None
    return Line(
        visit=visit,
        step=step,
        place=place,
        operation=operation,
        progress=progress,
        assignment=assignment,
        start=start,
        end=end,
    )


def _last_finish(finished: tuple[Line, ...], clock: Clock) -> int | None:
    return max(
        (
            clock.minute(line.progress.finished_at or line.progress.started_at)
            for line in finished
            if line.progress is not None and line.step.kind is not StepKind.HAND_OVER
        ),
        default=None,
    )
