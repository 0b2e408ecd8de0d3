"""Random events: mostly what may happen next, now and then what cannot."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from pydantic import JsonValue

from api.contract.source import JsonObject
from api.desk.life import State
from api.floor.standing import Standing
from optimizer.visit import Step, StepKind, StepStatus
from scenarios.events.ground import Ground
from scenarios.events.state import CarState, FloorState, StepState

_NONSENSE = 0.25
_LATE = 0.1


def made_up(rng: Random, standing: Standing, now: datetime) -> JsonObject:
    """An event that may be sent at ``now``."""
    at = now - timedelta(minutes=rng.randrange(180 if rng.random() < _LATE else 4))
    event = _nonsense(rng, standing) if rng.random() < _NONSENSE else _sensible(rng, standing, now)
    return {"at": at.isoformat(), **event}


def _sensible(rng: Random, standing: Standing, now: datetime) -> JsonObject:
    if rng.random() < 0.08:
        return _of_facts(rng, standing.floor, now)
    if rng.random() < 0.02:
        return _comes_in(rng, standing.ground, now)
    soon = now + timedelta(minutes=20)
    keys = [
        key
        for key, row in standing.cars.items()
        if key in standing.floor.cars and row.state.in_plan and row.visit.arrival <= soon
    ]
    if not keys:
        return _of_facts(rng, standing.floor, now)
    key = rng.choice(keys)
    if standing.cars[key].state is not State.ARRIVED:
        return _of_coming(rng, key, now)
    return _of_work(rng, key, standing, now)


def _of_coming(rng: Random, key: str, now: datetime) -> JsonObject:
    draw = rng.random()
    if draw < 0.85:
        return {"type": "car_arrived", "appointment_id": key}
    if draw < 0.93:
        until = (now + timedelta(minutes=rng.randrange(90))).isoformat()
        return {"type": "car_late", "appointment_id": key, "until": until}
    return {"type": "car_no_show", "appointment_id": key}


def _of_work(rng: Random, key: str, standing: Standing, now: datetime) -> JsonObject:
    car = standing.floor.cars[key]
    running = car.running(now)
    if running is not None:
        return _of_running(rng, key, running, standing.ground, now)
    asked = [event_id for event_id, (work, answer) in car.found.items() if work.authorise and answer is None]
    if asked and rng.random() < 0.5:
        answer = rng.choice(["authorised", "declined", "another_visit"])
        return {"type": "work_answered", "appointment_id": key, "found_id": asked[0], "answer": answer}
    stopped = [one for one in car.steps.values() if one.status is StepStatus.INTERRUPTED]
    if stopped:
        step = stopped[0].step
        if rng.random() < 0.2:
            return {"type": "interruption_ended", "step_id": step.step_id}
        return {"type": "step_resumed", "step_id": step.step_id, **_who(rng, step, standing.floor, now)}
    inspected = car.first(StepKind.INSPECTION)
    if inspected is not None and car.status(inspected.step_id) is StepStatus.FINISHED and rng.random() < 0.05:
        return _failed(rng, key, car)
    todo = [one for one in car.plan if one.step_id not in car.steps]
    step = todo[0] if rng.random() < 0.9 else rng.choice(todo)
    planned = rng.random() < 0.5 and any(one.step_id == step.step_id for one in standing.cars[key].assignments)
    who = {} if planned else _who(rng, step, standing.floor, now)
    return {"type": "step_started", "step_id": step.step_id, **who}


def _of_running(rng: Random, key: str, state: StepState, ground: Ground, now: datetime) -> JsonObject:
    step_id, draw = state.step.step_id, rng.random()
    if draw < 0.7:
        return {"type": "step_finished", "step_id": step_id}
    if draw < 0.78:
        return {"type": "step_estimated", "step_id": step_id, "remaining_minutes": rng.randrange(120)}
    if draw < 0.84:
        return {"type": "step_paused", "step_id": step_id, "stays": rng.random() < 0.5}
    if draw < 0.93:
        until = (now + timedelta(minutes=rng.randrange(120))).isoformat() if rng.random() < 0.7 else None
        code = rng.choice(["A", "B", "C"])
        return {"type": "step_interrupted", "step_id": step_id, "code": code, "until": until}
    jobs: list[JsonValue] = [{"operation_code": rng.choice(_codes(ground))}]
    return {"type": "work_found", "appointment_id": key, "jobs": jobs, "authorise": rng.random() < 0.7}


def _failed(rng: Random, key: str, car: CarState) -> JsonObject:
    done = [one.step_id for one in car.plan if one.kind is StepKind.WORK]
    rework: list[JsonValue] = [
        {"step_id": rng.choice(done or [car.plan[0].step_id]), "frt_hours": rng.choice([0.2, 0.5, 1.0])}
    ]
    return {"type": "inspection_failed", "appointment_id": key, "rework": rework}


def _who(rng: Random, step: Step, floor: FloorState, now: datetime) -> JsonObject:
    """Somebody who can do it, somewhere; mostly whoever and wherever is free."""
    ground, running = floor.ground, list(floor.running(now)) if rng.random() < 0.9 else []
    operation = ground.operation(step)
    if operation is None:
        taken = {one.unit_id for one in running}
        units = [one for one in sorted(ground.units.get(step.kind, ())) if one not in taken]
        return {"technician_ids": [], "unit_id": rng.choice(units) if units else None}
    busy = {name for one in running for name in one.technician_ids} | {one.technician_id for one in floor.absent}
    able: list[JsonValue] = [
        key
        for key, one in ground.technicians.items()
        if key not in busy and (operation.skill is None or operation.skill in one.skills or rng.random() < 0.1)
    ]
    taken = {one.bay_id for one in running}
    fit = [one.bay_id for one in ground.bays.values() if operation.bay_capability in one.capabilities]
    free = [one for one in fit if one not in taken]
    bay = rng.choice(free) if operation.bay_capability is not None and free else None
    return {"technician_ids": rng.sample(able, min(operation.crew, len(able))), "bay_id": bay}


def _of_facts(rng: Random, floor: FloorState, now: datetime) -> JsonObject:
    technician, bay = rng.choice(sorted(floor.ground.technicians)), rng.choice(sorted(floor.ground.bays))
    until = (now + timedelta(minutes=15 + rng.randrange(120))).isoformat()
    tool = rng.choice(sorted(floor.ground.bays[bay].capabilities) or ["none"])
    away = rng.choice(floor.absent).technician_id if floor.absent else technician
    down = rng.choice(floor.closed) if floor.closed else None
    return rng.choice(
        [
            {"type": "technician_absent", "technician_id": technician, "until": until},
            {"type": "technician_late", "technician_id": technician, "until": until},
            {"type": "technician_lent_out", "technician_id": technician, "until": until},
            {"type": "technician_back", "technician_id": away},
            {"type": "technician_back", "technician_id": away},
            {"type": "bay_down", "bay_id": bay, "until": until},
            {"type": "tool_down", "bay_id": bay, "capability": tool, "until": until},
            {"type": "bay_up", "bay_id": bay if down is None else down.bay_id},
        ]
    )


def _comes_in(rng: Random, ground: Ground, now: datetime) -> JsonObject:
    promised = (now + timedelta(hours=4)).isoformat()
    jobs: list[JsonValue] = [{"operation_code": rng.choice(_codes(ground))}]
    kind = rng.choice(["walk_in", "tow_in", "safety_comeback"])
    return {"type": kind, "jobs": jobs, "promised": promised, "vehicle": {"plate": f"S{rng.randrange(10_000)}"}}


def _nonsense(rng: Random, standing: Standing) -> JsonObject:
    """Something of anything, which may be true by chance."""
    key = rng.choice(sorted(standing.floor.cars)) if standing.floor.cars else "apt_none"
    car = standing.floor.cars.get(key)
    step_id = rng.choice(car.plan).step_id if car is not None and rng.random() < 0.9 else f"{key}/work/99"
    technician = rng.choice([*sorted(standing.ground.technicians), "nobody"])
    return rng.choice(
        [
            {"type": "step_started", "step_id": step_id, "technician_ids": [technician]},
            {"type": "step_started", "step_id": step_id},
            {"type": "step_resumed", "step_id": step_id},
            {"type": "step_paused", "step_id": step_id},
            {"type": "step_finished", "step_id": step_id},
            {"type": "step_estimated", "step_id": step_id, "remaining_minutes": rng.randrange(600)},
            {"type": "step_interrupted", "step_id": step_id, "code": "C"},
            {"type": "interruption_ended", "step_id": step_id},
            {"type": "car_arrived", "appointment_id": key},
            {"type": "loan_car_late", "appointment_id": key, "until": "2026-03-16T18:00:00+08:00"},
            {"type": "work_answered", "appointment_id": key, "found_id": "evt_none", "answer": "declined"},
            {"type": "priority_changed", "appointment_id": key, "priority": {"vic": rng.random() < 0.5}},
            {"type": "technician_back", "technician_id": technician},
            {"type": "part_late", "order_id": "po_none", "eta": "2026-03-20T08:00:00+08:00"},
        ]
    )


def _codes(ground: Ground) -> list[str]:
    return sorted(
        one.operation_code
        for one in ground.setup.operations
        if one.crew == 1 and one.sublet_hours is None and one.frt_hours <= 1.5
    )
