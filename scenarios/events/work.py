"""Additional work (追加作业), and rework after a failed inspection."""

from __future__ import annotations

from optimizer.visit import Interruption, Job, StepKind, StepStatus
from scenarios.events.records import Answer, InspectionFailed, Rework, Told, WorkAnswered, WorkFound
from scenarios.events.refusals import Caution, EventRefused
from scenarios.events.state import CarState, FloorState, StepState
from scenarios.events.steps import check_there, lift

_LABOUR = (StepKind.DIAGNOSIS, StepKind.WORK)


def work_found(floor: FloorState, told: Told, event: WorkFound) -> list[Caution]:
    """More is to be done; it is added when nobody need be asked."""
    cautions = check_there(floor, event.appointment_id, told.occurred_at)
    car = floor.cars[event.appointment_id]
    _check_in_work(car)
    car.found[told.event_id] = (event, None)
    return cautions if event.authorise else cautions + _added(floor, car, event.jobs)


def work_answered(floor: FloorState, told: Told, event: WorkAnswered) -> list[Caution]:
    """The customer has answered: the work is added, or not; what waited for the answer (code B) may go on."""
    car = floor.cars[event.appointment_id]
    found, answer = car.found.get(event.found_id, (None, None))
    if found is None or not found.authorise:
        message = f"{event.found_id} has found no work of this car that awaits an answer"
        raise EventRefused("nothing_asked", message, "give the id of the event work_found", field="found_id")
    if answer is not None:
        message = f"the customer has answered: {answer.value}"
        raise EventRefused("already_answered", message, "withdraw the answer before", field="found_id")
    cautions = []
    if event.answer is Answer.AUTHORISED:
        _check_in_work(car)
        cautions = _added(floor, car, found.jobs)
    car.found[event.found_id] = (found, event.answer)
    for state in car.steps.values():
        if state.status is StepStatus.INTERRUPTED and state.code is Interruption.AWAITING_ANSWER:
            lift(state, told)
    return cautions


def inspection_failed(floor: FloorState, told: Told, event: InspectionFailed) -> list[Caution]:
    """The steps named are done again for some hours, and the inspection after them."""
    cautions = check_there(floor, event.appointment_id, told.occurred_at)
    car = floor.cars[event.appointment_id]
    inspection = car.first(StepKind.INSPECTION)
    state = None if inspection is None else car.steps.get(inspection.step_id)
    if inspection is None or state is None or state.status is StepStatus.INTERRUPTED:
        message = f"no inspection of car {event.appointment_id} runs or is finished"
        raise EventRefused("not_inspected", message, "tell that the inspection has started", field="appointment_id")
    _check_in_work(car)
    running = car.running(told.occurred_at)
    if running is not None and running is not state:
        message = f"{running.step.step_id} runs on the same car"
        remedy = "tell that it is finished or paused"
        raise EventRefused("car_busy", message, remedy, field="appointment_id", against=running.told_by)
    again = [_finished(car, one) for one in event.rework]
    for rework, step in zip(event.rework, again, strict=True):
        step.status, step.frt_left, step.told_by = StepStatus.INTERRUPTED, rework.frt_hours, told.event_id
        step.finished_at, step.code, step.reason, step.resume_at = None, None, event.reason, None
    del car.steps[inspection.step_id]
    return cautions


def _finished(car: CarState, rework: Rework) -> StepState:
    state = car.steps.get(rework.step_id)
    if state is None or state.step.kind not in _LABOUR or state.status is not StepStatus.FINISHED:
        done = [key for key, one in car.steps.items() if one.step.kind in _LABOUR]
        message = f"{rework.step_id} is no finished diagnosis or work of this car"
        remedy = f"name steps to be done again, of: {', '.join(done) or 'none'}"
        raise EventRefused("not_finished", message, remedy, field="rework")
    return state


def _check_in_work(car: CarState) -> None:
    last = car.steps.get(car.plan[-1].step_id)
    if last is not None:
        message = "the hand-over of this car has begun"
        remedy = "make an appointment for another visit"
        raise EventRefused("handed_over", message, remedy, field="appointment_id", against=last.told_by)


def _added(floor: FloorState, car: CarState, jobs: tuple[Job, ...]) -> list[Caution]:
    floor.set_jobs(car, (*car.jobs, *jobs))
    inspection = car.first(StepKind.INSPECTION)
    if inspection is None or car.status(inspection.step_id) is not StepStatus.FINISHED:
        return []
    del car.steps[inspection.step_id]
    text_en = "the car had been inspected: it is inspected again after the new work"
    return [Caution(code="inspected_again", text_en=text_en, text_zh="该车已完成检查：追加作业后需重新检查")]
