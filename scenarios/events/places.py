"""By whom, in which bay and at which unit a step may run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from optimizer.visit import Step
from scenarios.events.records import StepResumed, StepStarted
from scenarios.events.refusals import Caution, EventRefused
from scenarios.events.state import CarState, FloorState, StepState


def check_place(floor: FloorState, step: Step, event: StepStarted | StepResumed, at: datetime) -> list[Caution]:
    """Who, where: complete, there, free. Raises ``EventRefused``; cautions for what is only odd."""
    _check_crew(floor, step, event)
    _check_bay(floor, step, event)
    _check_unit(floor, step, event)
    _check_free(floor, step, event, at)
    _check_facts(floor, event, at)
    return [*_unskilled(floor, step, event), *_without_tool(floor, step, event)]


def enter_bay(floor: FloorState, car: CarState, bay_id: str | None) -> list[Caution]:
    """The car goes there; whoever stood in the bay without being worked on is taken as moved out."""
    car.standing = None
    cautions = []
    for key, other in floor.cars.items():
        if bay_id is not None and other is not car and other.standing == bay_id:
            other.standing = None
            floor.touched.add(key)
            text_zh = f"{key}原停在{bay_id}：视为已移出"
            cautions.append(
                Caution(code="moved_out", text_en=f"{key} stood in {bay_id}: taken as moved out", text_zh=text_zh)
            )
    return cautions


def _check_crew(floor: FloorState, step: Step, event: StepStarted | StepResumed) -> None:
    operation, names = floor.ground.operation(step), event.technician_ids
    crew = 0 if operation is None else operation.crew
    for name in names:
        if name not in floor.ground.technicians:
            remedy = f"give one of: {', '.join(sorted(floor.ground.technicians)[:20])}"
            raise EventRefused("unknown_technician", f"{name} does not work here", remedy, field="technician_ids")
    if len(set(names)) != crew or len(names) != crew:
        message = f"step {step.step_id} is told with {len(names)} technicians, its crew is {crew}"
        remedy = "name the technicians at work on it, each once" if crew else "leave technician_ids out for this step"
        raise EventRefused("wrong_crew", message, remedy, field="technician_ids")


def _check_bay(floor: FloorState, step: Step, event: StepStarted | StepResumed) -> None:
    operation = floor.ground.operation(step)
    needed = None if operation is None else operation.bay_capability
    if event.bay_id is not None and event.bay_id not in floor.ground.bays:
        remedy = f"give one of: {', '.join(sorted(floor.ground.bays)[:20])}"
        raise EventRefused("unknown_bay", f"there is no bay {event.bay_id}", remedy, field="bay_id")
    if needed is not None and event.bay_id is None:
        message = f"step {step.step_id} needs a bay with {needed}"
        raise EventRefused("bay_missing", message, "add bay_id: the bay in which it runs", field="bay_id")


def _check_unit(floor: FloorState, step: Step, event: StepStarted | StepResumed) -> None:
    units = floor.ground.units.get(step.kind)
    if units is None and event.unit_id is not None:
        message = f"step {step.step_id} needs no advisor or station"
        raise EventRefused("unknown_unit", message, "leave unit_id out for this step", field="unit_id")
    if units is not None and event.unit_id not in units:
        message = f"step {step.step_id} is not done at {event.unit_id or 'no unit'}"
        remedy = f"give unit_id, one of: {', '.join(sorted(units)) or 'none (add the station to the set-up)'}"
        raise EventRefused("unknown_unit", message, remedy, field="unit_id")


def _check_free(floor: FloorState, step: Step, event: StepStarted | StepResumed, at: datetime) -> None:
    for other in floor.running(at):
        for field, name in _shared(event, other):
            raise EventRefused(
                f"{'technician' if field == 'technician_ids' else field.removesuffix('_id')}_busy",
                f"{name} is at {other.step.step_id}, so {step.step_id} cannot run there",
                "tell that the other is finished or paused, or correct who and where",
                field=field,
                against=other.told_by,
            )


def _shared(event: StepStarted | StepResumed, other: StepState) -> Iterator[tuple[str, str]]:
    for name in sorted(set(event.technician_ids) & set(other.technician_ids)):
        yield "technician_ids", name
    if event.bay_id is not None and event.bay_id == other.bay_id:
        yield "bay_id", event.bay_id
    if event.unit_id is not None and event.unit_id == other.unit_id:
        yield "unit_id", event.unit_id


def _check_facts(floor: FloorState, event: StepStarted | StepResumed, at: datetime) -> None:
    for one in floor.absent:
        if one.technician_id in event.technician_ids and one.span.start <= at < one.span.end:
            message = f"{one.technician_id} is away"
            remedy = "tell technician_back, or correct who is at it"
            raise EventRefused("technician_absent", message, remedy, field="technician_ids", against=one.event_id)
    for bay in floor.closed:
        if bay.capability is None and bay.bay_id == event.bay_id and bay.span.start <= at < bay.span.end:
            message = f"bay {bay.bay_id} is down"
            raise EventRefused("bay_down", message, "tell bay_up first", field="bay_id", against=bay.event_id)


def _unskilled(floor: FloorState, step: Step, event: StepStarted | StepResumed) -> list[Caution]:
    operation = floor.ground.operation(step)
    if operation is None or operation.skill is None:
        return []
    return [
        Caution(
            code="skill_missing",
            text_en=f"{name} does not have the skill {operation.skill}",
            text_zh=f"{name}不具备技能{operation.skill}",
        )
        for name in event.technician_ids
        if operation.skill not in floor.ground.technicians[name].skills
    ]


def _without_tool(floor: FloorState, step: Step, event: StepStarted | StepResumed) -> list[Caution]:
    operation = floor.ground.operation(step)
    if operation is None or operation.bay_capability is None or event.bay_id is None:
        return []
    if operation.bay_capability in floor.ground.bays[event.bay_id].capabilities:
        return []
    return [
        Caution(
            code="bay_unfit",
            text_en=f"bay {event.bay_id} has no {operation.bay_capability}",
            text_zh=f"工位{event.bay_id}没有{operation.bay_capability}",
        )
    ]
