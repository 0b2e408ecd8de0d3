"""The shop floor while people work by a plan: who is held up by what, and where the cars stand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np

from optimizer.calendar import Span
from optimizer.day import Day
from optimizer.plan import Assignment
from optimizer.steps import Catalogue, steps_of
from optimizer.visit import Interruption, Step, StepKind, StepProgress, StepStatus, Visit
from optimizer.workshop import Technician
from scenarios.clock import minutes_between
from scenarios.presence import minutes_within, together

LABOUR = frozenset({StepKind.DIAGNOSIS, StepKind.WORK})

_REASONS = {
    Interruption.WORK_STOPPED: "fault not found yet 故障未排除",
    Interruption.AWAITING_ANSWER: "additional work, customer is asked 追加作业 等待答复",
    Interruption.AWAITING_PARTS: "wrong part in the box 等待零件",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chances:
    """Share of work that overruns (by a tenth to six tenths of its time) and, of work under way, is interrupted."""

    overrun: float = 0.12
    interruption: float = 0.1


@dataclass(slots=True)
class ShopFloor:
    """State built up by ``run`` over a plan's assignments in the order of their starts.

    ``busy``: technicians, bays and units that are held at ``now``, each with the visit that holds it.
    ``standing``: bay of each car that stands in one without work. ``stopped``: visits in which nothing more
    starts before ``now``. ``taken``: pieces of parts issued;
    steps ``got_elsewhere`` take none.
    """

    now: datetime
    rng: np.random.Generator
    chances: Chances
    catalogue: Catalogue
    loan_cars: int
    visits: dict[str, Visit]
    technicians: dict[str, Technician]
    steps: dict[str, Step]
    progress: dict[str, StepProgress]
    standing: dict[str, str]
    loans_out: int = 0
    busy: dict[str, str] = field(default_factory=dict)
    stopped: set[str] = field(default_factory=set)
    taken: Counter[str] = field(default_factory=Counter)
    got_elsewhere: frozenset[str] = frozenset()

    @classmethod
    def at_start(cls, day: Day, now: datetime, rng: np.random.Generator, chances: Chances) -> ShopFloor:
        """The floor as the day describes it."""
        catalogue = Catalogue.of(day.workshop)
        floor = cls(
            now=now,
            rng=rng,
            chances=chances,
            catalogue=catalogue,
            loan_cars=day.workshop.loan_cars,
            visits={visit.visit_id: visit for visit in day.visits},
            technicians={one.technician_id: one for one in day.workshop.technicians},
            steps={step.step_id: step for visit in day.visits for step in steps_of(visit, catalogue)},
            progress={one.step_id: one for visit in day.visits for one in visit.progress},
            got_elsewhere=frozenset(one.step_id for one in day.decisions.overrides if one.rule == "parts"),
            standing={visit.visit_id: visit.in_bay for visit in day.visits if visit.in_bay is not None},
        )
        floor.loans_out = sum(floor._has_loan_car(visit) for visit in day.visits)
        return floor

    def run(self, assignment: Assignment) -> None:
        """Let a step that the plan starts before ``now`` take its course, or leave it open when it is held up."""
        before = self.progress.get(assignment.step_id)
        running = before is not None and before.status is StepStatus.RUNNING
        if assignment.visit_id in self.stopped:
            return
        if not running and self._held_up(assignment):
            self._stop(assignment.visit_id)
            return
        if before is None:
            self._issue(assignment)
        left = self._left(assignment, running)
        if left == 0:
            self._finish(assignment)
        elif self._is_labour(assignment) and self.rng.random() < self.chances.interruption:
            self._interrupt(assignment, left)
        else:
            self._keep_running(assignment, left)

    def _held_up(self, assignment: Assignment) -> bool:
        if any(self.busy.get(one, assignment.visit_id) != assignment.visit_id for one in _held(assignment)):
            return True
        visit = self.visits[assignment.visit_id]
        if assignment.kind is StepKind.RECEPTION:
            return visit.loan_car and self.loans_out >= self.loan_cars
        # A plan that leaves a visit out may still hold a frozen step of it: nobody hands over a car half done.
        first, *between, last = (step.step_id for step in steps_of(visit, self.catalogue))
        ahead = [first, *between] if assignment.step_id == last else [first]
        return not all(self._finished(step_id) for step_id in ahead)

    def _finished(self, step_id: str) -> bool:
        state = self.progress.get(step_id)
        return state is not None and state.status is StepStatus.FINISHED

    def _stop(self, visit_id: str) -> None:
        self.stopped.add(visit_id)
        if visit_id in self.standing:
            self.busy[_bay(self.standing[visit_id])] = visit_id

    def _issue(self, assignment: Assignment) -> None:
        needs = () if assignment.step_id in self.got_elsewhere else self.steps[assignment.step_id].parts
        for need in needs:
            self.taken[need.part_number] += need.quantity
        if assignment.kind is StepKind.RECEPTION and self.visits[assignment.visit_id].loan_car:
            self.loans_out += 1

    def _left(self, assignment: Assignment, was_running: bool) -> int:
        """Minutes of working time left at ``now``; 0 for a step that has ended."""
        longer = self._overrun(assignment)
        if assignment.end + longer <= self.now:
            return 0
        if assignment.end <= self.now:
            return max(1, minutes_between(self.now, assignment.end + longer))
        planned = self._working(assignment, Span(self.now, assignment.end), was_running)
        return planned + longer // timedelta(minutes=1)

    def _overrun(self, assignment: Assignment) -> timedelta:
        if not self._is_labour(assignment):
            return timedelta()
        draw, share = self.rng.random(), float(self.rng.uniform(0.1, 0.6))
        if draw >= self.chances.overrun:
            return timedelta()
        worked = self._working(assignment, Span(assignment.start, assignment.end), False)
        return timedelta(minutes=round(share * worked))

    def _working(self, assignment: Assignment, window: Span, was_running: bool) -> int:
        elapsed = max(1, -((window.start - window.end) // timedelta(minutes=1)))
        if not assignment.technician_ids:
            return elapsed
        crew = [self.technicians[name] for name in assignment.technician_ids]
        spans = together(crew, overtime=assignment.overtime or was_running)
        return minutes_within(spans, window) or elapsed

    def _finish(self, assignment: Assignment) -> None:
        self.progress[assignment.step_id] = StepProgress(
            step_id=assignment.step_id,
            status=StepStatus.FINISHED,
            started_at=assignment.start,
            finished_at=assignment.end,
            technician_ids=assignment.technician_ids,
            bay_id=assignment.bay_id,
            unit_id=assignment.unit_id,
        )
        self._enter_bay(assignment)
        if assignment.bay_id is not None and assignment.keeps_bay:
            self.standing[assignment.visit_id] = assignment.bay_id
        if assignment.kind is StepKind.HAND_OVER and self.visits[assignment.visit_id].loan_car:
            self.loans_out -= 1

    def _keep_running(self, assignment: Assignment, left: int) -> None:
        self.progress[assignment.step_id] = StepProgress(
            step_id=assignment.step_id,
            status=StepStatus.RUNNING,
            started_at=assignment.start,
            technician_ids=assignment.technician_ids,
            bay_id=assignment.bay_id,
            unit_id=assignment.unit_id,
            remaining_minutes=left,
        )
        self._enter_bay(assignment)
        self.stopped.add(assignment.visit_id)
        self.busy.update(dict.fromkeys(_held(assignment), assignment.visit_id))

    def _interrupt(self, assignment: Assignment, left: int) -> None:
        code = tuple(Interruption)[int(self.rng.integers(3))]
        stays, wait = bool(self.rng.random() < 0.4), 15 * int(self.rng.integers(1, 13))
        self.progress[assignment.step_id] = StepProgress(
            step_id=assignment.step_id,
            status=StepStatus.INTERRUPTED,
            started_at=assignment.start,
            technician_ids=assignment.technician_ids,
            bay_id=assignment.bay_id,
            remaining_frt_hours=self._labour_left(assignment, left),
            code=code,
            reason=_REASONS[code],
            resume_at=None if code is Interruption.WORK_STOPPED else self.now + timedelta(minutes=wait),
        )
        self._enter_bay(assignment)
        if stays and assignment.bay_id is not None:
            self.standing[assignment.visit_id] = assignment.bay_id
        self._stop(assignment.visit_id)

    def _labour_left(self, assignment: Assignment, left: int) -> float:
        pace = sum(self._pace(name, assignment) for name in assignment.technician_ids)
        return max(0.1, round(left * pace / 60, 1))

    def _pace(self, technician_id: str, assignment: Assignment) -> float:
        operation = self.catalogue.operations[self.steps[assignment.step_id].operation_code or ""]
        return self.technicians[technician_id].pace(operation.category)

    def _enter_bay(self, assignment: Assignment) -> None:
        """The car goes to the step's bay (or leaves its own); whoever stood there by mere habit is moved out."""
        self.standing.pop(assignment.visit_id, None)
        if assignment.bay_id is not None:
            self.standing = {
                visit_id: bay_id for visit_id, bay_id in self.standing.items() if bay_id != assignment.bay_id
            }

    def _is_labour(self, assignment: Assignment) -> bool:
        return assignment.kind in LABOUR

    def _has_loan_car(self, visit: Visit) -> bool:
        states = {one.step_id: one.status for one in visit.progress}
        first, *_, last = steps_of(visit, self.catalogue)
        out = states.get(first.step_id) in (StepStatus.FINISHED, StepStatus.RUNNING)
        return visit.loan_car and out and states.get(last.step_id) is not StepStatus.FINISHED


def _held(assignment: Assignment) -> list[str]:
    """What a step holds, in words that keep a technician and a bay of one id apart."""
    held = [f"technician {name}" for name in assignment.technician_ids]
    held += [] if assignment.bay_id is None else [_bay(assignment.bay_id)]
    return held + ([] if assignment.unit_id is None else [f"unit {assignment.unit_id}"])


def _bay(bay_id: str) -> str:
    return f"bay {bay_id}"
