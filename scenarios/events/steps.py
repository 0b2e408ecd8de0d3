"""Steps that start, stop, go on and end."""

from __future__ import annotations

from datetime import datetime, timedelta

from optimizer.visit import Step, StepKind, StepStatus
from scenarios.events.places import check_place, enter_bay
from scenarios.events.records import (
    InterruptionEnded,
    StepEstimated,
    StepEvent,
    StepFinished,
    StepInterrupted,
    StepPaused,
    StepResumed,
    StepStarted,
    Told,
)
from scenarios.events.refusals import Caution, EventRefused
from scenarios.events.state import CarState, FloorState, StepState

_FAST = 0.1


def step_started(floor: FloorState, told: Told, event: StepStarted) -> list[Caution]:
    """A step begins. Reception that nobody reported is taken as finished."""
    car, step = _found(floor, event)
    cautions = check_there(floor, event.appointment_id, told.occurred_at)
    if step.step_id in car.steps:
        raise _started_already(car.steps[step.step_id])
    _check_hand_over(car, step)
    _check_alone(car, step, told.occurred_at)
    cautions += check_place(floor, step, event, told.occurred_at)
    cautions += _receive(floor, car, step, told)
    cautions += _out_of_order(car, step)
    cautions += enter_bay(floor, car, event.bay_id)
    labour = step.labour_hours * 60 / floor.ground.pace(step, event.technician_ids)
    car.steps[step.step_id] = StepState(
        step=step,
        status=StepStatus.RUNNING,
        told_by=told.event_id,
        started_at=told.occurred_at,
        technician_ids=event.technician_ids,
        bay_id=event.bay_id,
        unit_id=event.unit_id,
        since=told.occurred_at,
        left=labour if floor.ground.operation(step) is not None else floor.ground.usual_minutes(step),
    )
    return cautions


def step_paused(floor: FloorState, told: Told, event: StepPaused) -> list[Caution]:
    """Work is put aside without a code."""
    car, step = _found(floor, event)
    stop(floor, car, _running(car, step, told.occurred_at), told, stays=event.stays)
    return []


def step_interrupted(floor: FloorState, told: Told, event: StepInterrupted) -> list[Caution]:
    """Work has stopped, with a code; one that stands still already gets another code."""
    car, step = _found(floor, event)
    if event.until is not None and event.until < told.occurred_at:
        message = f"until {event.until.isoformat()} lies before the event"
        raise EventRefused("until_past", message, "give a time to come, or leave it out", field="until")
    state = _stopped_or_running(car, step, told.occurred_at)
    stop(floor, car, state, told, stays=event.stays)
    state.code, state.reason, state.resume_at = event.code, event.reason, event.until
    return []


def interruption_ended(floor: FloorState, told: Told, event: InterruptionEnded) -> list[Caution]:
    """Nothing holds the work up any more."""
    car, step = _found(floor, event)
    state = car.steps.get(step.step_id)
    if state is None or state.status is not StepStatus.INTERRUPTED or state.code is None:
        raise _refused("not_interrupted", step, state, "has no interruption", "tell what has happened to the step")
    lift(state, told)
    return []


def step_resumed(floor: FloorState, told: Told, event: StepResumed) -> list[Caution]:
    """Work that stood still goes on."""
    car, step = _found(floor, event)
    state = car.steps.get(step.step_id)
    if state is None or state.status is not StepStatus.INTERRUPTED:
        raise _refused("not_interrupted", step, state, "does not stand still", "tell step_started for an open step")
    cautions = check_there(floor, event.appointment_id, told.occurred_at)
    _check_alone(car, step, told.occurred_at)
    cautions += check_place(floor, step, event, told.occurred_at)
    cautions += enter_bay(floor, car, event.bay_id)
    minutes = floor.ground.usual_minutes(step) if state.frt_left is None else state.frt_left * 60
    state.left = minutes / floor.ground.pace(step, event.technician_ids)
    state.technician_ids, state.bay_id, state.unit_id = event.technician_ids, event.bay_id, event.unit_id
    state.status, state.since, state.told_by = StepStatus.RUNNING, told.occurred_at, told.event_id
    state.code, state.reason, state.resume_at = None, "", None
    return cautions


def step_finished(floor: FloorState, told: Told, event: StepFinished) -> list[Caution]:
    """A step is done. One that stood still is taken as gone on with in between."""
    car, step = _found(floor, event)
    state = _stopped_or_running(car, step, told.occurred_at)
    cautions = _unseen(state) + _too_fast(floor, state, told.occurred_at)
    if state.status is StepStatus.RUNNING:
        car.standing = state.bay_id
    state.status, state.finished_at, state.told_by = StepStatus.FINISHED, told.occurred_at, told.event_id
    return cautions


def step_estimated(floor: FloorState, told: Told, event: StepEstimated) -> list[Caution]:
    """Somebody at the car says how long it will still take."""
    car, step = _found(floor, event)
    state = _stopped_or_running(car, step, told.occurred_at)
    if state.status is StepStatus.RUNNING:
        state.left, state.since = float(event.remaining_minutes), told.occurred_at
    elif state.frt_left is not None:
        pace = floor.ground.pace(step, state.technician_ids)
        state.frt_left = max(0.01, round(event.remaining_minutes * pace / 60, 4))
    state.told_by = told.event_id
    return []


def stop(floor: FloorState, car: CarState, state: StepState, told: Told, *, stays: bool) -> None:
    """A step stands still from now on; one that does already only changes place."""
    if state.status is StepStatus.RUNNING:
        state.frt_left = floor.labour_left(state, told.occurred_at)
        car.standing = state.bay_id
    state.status, state.told_by = StepStatus.INTERRUPTED, told.event_id
    if not stays:
        car.standing = None


def lift(state: StepState, told: Told) -> None:
    """The interruption of a step is over."""
    state.code, state.reason, state.resume_at = None, "", told.occurred_at
    state.told_by = told.event_id


def check_there(floor: FloorState, appointment_id: str, at: datetime) -> list[Caution]:
    """The car is there. Raises ``EventRefused``; a caution when it had come a little later than that."""
    car = floor.cars[appointment_id].car
    if car.arrived_at is None:
        message = f"car {appointment_id} has not arrived"
        raise EventRefused("car_not_here", message, "tell car_arrived first", field="step_id")
    if car.left_at is not None and at > car.left_at:
        message = f"car {appointment_id} left at {car.left_at.isoformat()}"
        raise EventRefused("car_gone", message, "correct the time or the step", field="step_id")
    if at >= car.arrived_at:
        return []
    came = car.arrived_at.astimezone(floor.ground.zone)
    if floor.ground.date_of(at) != floor.ground.date_of(car.arrived_at):
        message = f"car {appointment_id} came on {came:%Y-%m-%d} at {came:%H:%M}"
        raise EventRefused("before_arrival", message, "correct the time", field="at")
    return [
        Caution(
            code="before_arrival",
            text_en=f"the car was told to have come at {came:%H:%M} only",
            text_zh=f"该车登记的到店时间是{came:%H:%M}，晚于此时",
        )
    ]


def _found(floor: FloorState, event: StepEvent) -> tuple[CarState, Step]:
    car = floor.cars.get(event.appointment_id)
    step = None if car is None else car.step(event.step_id)
    if car is None or step is None:
        known = "" if car is None else ", ".join(one.step_id for one in car.plan)
        remedy = f"its steps are: {known}" if known else "take the id of a step from the plan"
        raise EventRefused("unknown_step", f"there is no step {event.step_id}", remedy, field="step_id")
    return car, step


def _running(car: CarState, step: Step, at: datetime) -> StepState:
    state = car.steps.get(step.step_id)
    if state is None:
        raise _refused("never_started", step, state, "has not started", "tell step_started first")
    if state.status is not StepStatus.RUNNING or car.running(at) is not state:
        raise _refused("not_running", step, state, f"is {state.status.value}", "tell step_resumed first")
    return state


def _stopped_or_running(car: CarState, step: Step, at: datetime) -> StepState:
    state = car.steps.get(step.step_id)
    if state is not None and state.status is StepStatus.INTERRUPTED:
        return state
    if state is not None and state.status is StepStatus.FINISHED:
        raise _refused("already_finished", step, state, "is finished", "withdraw the event that finished it")
    return _running(car, step, at)


def _refused(code: str, step: Step, state: StepState | None, what: str, remedy: str) -> EventRefused:
    against = "" if state is None else state.told_by
    return EventRefused(code, f"step {step.step_id} {what}", remedy, field="step_id", against=against)


def _started_already(state: StepState) -> EventRefused:
    remedy = "tell step_resumed" if state.status is StepStatus.INTERRUPTED else "withdraw the event that started it"
    return _refused("already_started", state.step, state, f"is {state.status.value}", remedy)


def _check_hand_over(car: CarState, step: Step) -> None:
    if step.kind is not StepKind.HAND_OVER:
        last = car.plan[-1]
        if last.step_id in car.steps:
            state = car.steps[last.step_id]
            raise _refused("handed_over", step, state, "cannot start: the hand-over has begun", "correct the step")
        return
    # Reception may go unreported; then it is taken as finished.
    left = [one.step_id for one in car.plan[1:-1] if car.status(one.step_id) is not StepStatus.FINISHED]
    if left:
        remedy = f"tell first what became of {', '.join(left)}"
        raise _refused("steps_left", step, None, f"cannot start before {left[0]} is finished", remedy)


def _check_alone(car: CarState, step: Step, at: datetime) -> None:
    other = car.running(at)
    if other is not None:
        what = f"cannot run: {other.step.step_id} runs on the same car"
        raise _refused("car_busy", step, other, what, "tell that the other is finished or paused")


def _receive(floor: FloorState, car: CarState, step: Step, told: Told) -> list[Caution]:
    """Work without a word of the reception: it is taken as finished."""
    first = car.plan[0]
    state = car.steps.get(first.step_id)
    if step is first or (state is not None and state.status is StepStatus.FINISHED):
        return []
    came = car.car.arrived_at or told.occurred_at
    earliest = told.occurred_at - timedelta(minutes=floor.ground.usual_minutes(first))
    started = min(told.occurred_at, max(came, earliest)) if state is None else state.started_at
    car.steps[first.step_id] = StepState(
        step=first,
        status=StepStatus.FINISHED,
        told_by=told.event_id,
        started_at=started,
        finished_at=told.occurred_at,
        unit_id=None if state is None else state.unit_id,
        since=started,
    )
    return [
        Caution(
            code="reception_not_told",
            text_en="nobody told of the reception: it is taken as finished",
            text_zh="未登记接待：视为已完成",
        )
    ]


def _out_of_order(car: CarState, step: Step) -> list[Caution]:
    before = [one for one in car.plan[1 : car.plan.index(step)] if car.status(one.step_id) is not StepStatus.FINISHED]
    if not before:
        return []
    return [
        Caution(
            code="out_of_order",
            text_en=f"{before[0].step_id} comes before it and is not finished",
            text_zh=f"前面的步骤{before[0].step_id}尚未完成",
        )
    ]


def _unseen(state: StepState) -> list[Caution]:
    if state.status is StepStatus.RUNNING:
        return []
    text_en = "it stood still: it is taken as gone on with in between"
    return [Caution(code="not_resumed", text_en=text_en, text_zh="该步骤处于中断状态：视为期间已继续作业")]


def _too_fast(floor: FloorState, state: StepState, at: datetime) -> list[Caution]:
    usual = state.step.labour_hours * 60 / floor.ground.pace(state.step, state.technician_ids)
    if floor.ground.operation(state.step) is None or (at - state.started_at) / timedelta(minutes=1) >= _FAST * usual:
        return []
    return [
        Caution(
            code="finished_fast",
            text_en=f"done in less than a tenth of its {usual:.0f} minutes",
            text_zh=f"用时不到标准{usual:.0f}分钟的十分之一",
        )
    ]
