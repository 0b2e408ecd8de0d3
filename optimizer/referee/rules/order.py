"""Rules of a visit's own course: which steps, in what order, from when."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.referee.cars import Car, Line
from optimizer.referee.index import Index
from optimizer.referee.rules.say import broken
from optimizer.referee.violation import Violation
from optimizer.visit import StepKind


def step_order(index: Index) -> Iterator[Violation]:
    """Exactly the unfinished steps (of an unplanned visit the fixed ones), each after those before it."""
    unplanned = frozenset(index.plan.unplanned)
    for car in index.cars:
        is_unplanned = car.visit.visit_id in unplanned
        fixed = {step.step_id for step in car.running} | index.frozen.keys()
        wanted = [step.step_id for step in car.unfinished if not is_unplanned or step.step_id in fixed]
        yield from _wrong_steps(index, car, wanted, "unplanned" if is_unplanned else "planned")
        yield from _wrong_order(index, car)


def _wrong_steps(index: Index, car: Car, wanted: list[str], state: str) -> Iterator[Violation]:
    given = [step.step_id for step in car.steps if step.step_id in index.sound]
    faults = [(one, f"{one} of the {state} visit has no assignment") for one in wanted if one not in given]
    faults += [(one, f"{one} is not to be done in a visit that is {state}") for one in given if one not in wanted]
    for step_id, message in faults:
        yield Violation(rule="step_order", visit_id=car.visit.visit_id, step_ids=(step_id,), message=message)


def _wrong_order(index: Index, car: Car) -> Iterator[Violation]:
    latest: Line | None = None
    for line in (*car.finished, *car.lines):
        if latest is not None and line.is_open and line.start < latest.end:
            early = f"at {index.clock.words(line.start)}, {latest.end - line.start} min"
            message = f"{line.step.step_id} starts {early} before {latest.step.step_id} ends"
            yield broken("step_order", message, latest, line)
        if latest is None or line.end > latest.end:
            latest = line


def not_before_now(index: Index) -> Iterator[Violation]:
    """No open step starts before now; every step ends within the horizon."""
    clock = index.clock
    for line in index.lines:
        step_id = line.step.step_id
        if line.is_open and line.start < clock.now:
            message = f"{step_id} starts at {clock.words(line.start)}, {clock.now - line.start} min before now"
            yield broken("not_before_now", message, line)
        if line.end > clock.horizon:
            message = f"{step_id} ends at {clock.words(line.end)}, {line.end - clock.horizon} min after the horizon"
            yield broken("not_before_now", message, line)


def arrival(index: Index) -> Iterator[Violation]:
    """No step starts before the car has come."""
    for car in index.cars:
        comes = index.clock.up(car.visit.arrival)
        if car.visit.progress:
            continue
        for line in car.lines:
            if line.start < comes:
                message = f"{line.step.step_id} starts {comes - line.start} min before the arrival"
                yield broken("arrival", message, line)


def interruption(index: Index) -> Iterator[Violation]:
    """An interrupted step is not taken up before it can be."""
    for line in index.lines:
        resume_at = line.progress.resume_at if line.is_open and line.progress is not None else None
        if resume_at is not None and line.start < index.clock.up(resume_at):
            early = index.clock.up(resume_at) - line.start
            yield broken("interruption", f"{line.step.step_id} starts {early} min before it can be resumed", line)


def hand_over(index: Index) -> Iterator[Violation]:
    """The car is handed over when the customer is there."""
    for line in index.lines:
        there = line.visit.customer_there
        if line.step.kind is StepKind.HAND_OVER and line.is_open and there is not None:
            early = index.clock.up(there) - line.start
            if early > 0:
                yield broken("hand_over", f"hand-over starts {early} min before the customer is there", line)
