"""The floor while events are folded: it changes with each of them, and is then read as visits and facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from math import ceil

from optimizer.policy import PriorityClass
from optimizer.steps import steps_of
from optimizer.visit import Interruption, Job, Step, StepKind, StepProgress, StepStatus, Visit
from scenarios.events.facts import Absent, Closed, Facts
from scenarios.events.ground import Car, Ground
from scenarios.events.records import Answer, WorkFound

_LEAST_HOURS = 1 / 60


@dataclass(slots=True, kw_only=True)
class StepState:
    """A step that has started. ``left``: minutes of working time of its crew left at ``since`` while it runs;
    ``frt_left``: labour of an interrupted one. ``told_by``: the event that made it what it is.
    """

    step: Step
    status: StepStatus
    told_by: str
    started_at: datetime
    finished_at: datetime | None = None
    technician_ids: tuple[str, ...] = ()
    bay_id: str | None = None
    unit_id: str | None = None
    since: datetime
    left: float = 0.0
    frt_left: float | None = None
    code: Interruption | None = None
    reason: str = ""
    resume_at: datetime | None = None


@dataclass(slots=True, kw_only=True)
class CarState:
    """A car: its steps that have started, where it stands without a running step, and what was told of it."""

    car: Car
    plan: tuple[Step, ...]
    steps: dict[str, StepState] = field(default_factory=dict)
    jobs: tuple[Job, ...] = ()
    found: dict[str, tuple[WorkFound, Answer | None]] = field(default_factory=dict)
    standing: str | None = None
    arrival: datetime | None = None
    loan_from: datetime | None = None
    priority: tuple[PriorityClass, str] | None = None
    last: datetime | None = None

    @property
    def visit(self) -> Visit:
        """The visit with its additional work, without progress."""
        return replace(self.car.visit, jobs=(*self.car.visit.jobs, *self.jobs))

    def step(self, step_id: str) -> Step | None:
        """A step of the car, started or not."""
        return next((one for one in self.plan if one.step_id == step_id), None)

    def status(self, step_id: str) -> StepStatus | None:
        """Status of a step; None: open."""
        state = self.steps.get(step_id)
        return None if state is None else state.status

    def running(self, at: datetime) -> StepState | None:
        """The step that runs; none once the car has left."""
        if self.car.left_at is not None and self.car.left_at <= at:
            return None
        return next((one for one in self.steps.values() if one.status is StepStatus.RUNNING), None)

    def first(self, kind: StepKind) -> Step | None:
        """The first step of a kind."""
        return next((one for one in self.plan if one.kind is kind), None)


@dataclass(slots=True)
class FloorState:
    """All cars, who is away, what is down.

    ``lapsed``: events that no longer say anything, since what they were told of has changed (an appointment was moved,
    a bay is not in the set-up any more). ``last``: the event folded last. ``touched``: cars that may have changed.
    """

    ground: Ground
    cars: dict[str, CarState] = field(default_factory=dict)
    absent: list[Absent] = field(default_factory=list)
    closed: list[Closed] = field(default_factory=list)
    lapsed: set[str] = field(default_factory=set)
    last: tuple[datetime, int] | None = None
    touched: set[str] = field(default_factory=set)

    @classmethod
    def before(cls, ground: Ground) -> FloorState:
        """The floor before anything was told."""
        cars = {key: CarState(car=car, plan=steps_of(car.visit, ground.catalogue)) for key, car in ground.cars.items()}
        return cls(ground, cars)

    @property
    def facts(self) -> Facts:
        """Who is away and what is down."""
        return Facts(absent=tuple(self.absent), closed=tuple(self.closed))

    def put_car(self, key: str, car: Car) -> None:
        """A car came in, arrived, left, or did none of these after all."""
        self.ground = replace(self.ground, cars={**self.ground.cars, key: car})
        if key in self.cars:
            self.cars[key].car = car
        else:
            self.cars[key] = CarState(car=car, plan=steps_of(car.visit, self.ground.catalogue))
        self.touched.add(key)

    def running(self, at: datetime) -> Iterator[StepState]:
        """Every step that runs."""
        for car in self.cars.values():
            state = car.running(at)
            if state is not None:
                yield state

    def set_jobs(self, car: CarState, jobs: tuple[Job, ...]) -> None:
        """The additional work of a car is this."""
        car.jobs = jobs
        car.plan = steps_of(car.visit, self.ground.catalogue)

    def minutes_left(self, state: StepState, at: datetime) -> float:
        """Minutes of working time that a running step needs from ``at`` on; below 0 when it is overdue."""
        if not state.technician_ids:
            return state.left - (at - state.since) / timedelta(minutes=1)
        return state.left - self.ground.hours.worked(state.technician_ids, state.since, at)

    def labour_left(self, state: StepState, at: datetime) -> float | None:
        """FRT hours that a running step needs from ``at`` on; None for a step without labour."""
        if self.ground.operation(state.step) is None:
            return None
        hours = self.minutes_left(state, at) * self.ground.pace(state.step, state.technician_ids) / 60
        return max(_LEAST_HOURS, round(hours, 4))

    def visit(self, key: str, at: datetime | None = None) -> Visit:
        """A car's visit as it is at ``at``, by default when something was last told of it.

        Steps that its jobs no longer have are left out.
        """
        car = self.cars[key]
        at = at or car.last or car.car.visit.arrival
        progress = tuple(self._progress(car.steps[one.step_id], at) for one in car.plan if one.step_id in car.steps)
        runs = any(one.status is StepStatus.RUNNING for one in progress)
        visit = replace(car.visit, progress=progress, in_bay=None if runs else car.standing, arrival=_arrival(car))
        if car.priority is None:
            return visit
        return replace(visit, priority_class=car.priority[0], priority_reason=car.priority[1])

    def _progress(self, state: StepState, at: datetime) -> StepProgress:
        is_interrupted = state.status is StepStatus.INTERRUPTED
        remaining = None
        if state.status is StepStatus.RUNNING:
            remaining = max(self.ground.setup.policy.grid_minutes, ceil(self.minutes_left(state, at)))
        return StepProgress(
            step_id=state.step.step_id,
            status=state.status,
            started_at=state.started_at,
            finished_at=state.finished_at,
            technician_ids=state.technician_ids,
            bay_id=state.bay_id,
            unit_id=state.unit_id,
            remaining_minutes=remaining,
            remaining_frt_hours=state.frt_left if is_interrupted else None,
            code=state.code if is_interrupted else None,
            reason=state.reason if is_interrupted else "",
            resume_at=state.resume_at if is_interrupted else None,
        )


def _arrival(car: CarState) -> datetime:
    """When the car came, or is expected; never after it was worked on."""
    arrival = car.car.arrived_at or car.arrival or car.car.visit.arrival
    if car.steps:
        return min(arrival, *(one.started_at for one in car.steps.values()))
    return arrival if car.loan_from is None else max(arrival, car.loan_from)
