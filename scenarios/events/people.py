"""People who are not there, bays and tools that cannot be used."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from optimizer.calendar import Span
from optimizer.visit import Interruption
from scenarios.events.facts import Absent, Closed
from scenarios.events.records import Away, BayDown, BayUp, TechnicianAway, TechnicianBack, Told
from scenarios.events.refusals import Caution, EventRefused
from scenarios.events.state import FloorState
from scenarios.events.steps import stop

# What lasts longer belongs into the set-up; a bay without an end is down for so long.
LONGEST = timedelta(days=30)

_WORDS = {
    Away.ABSENT: "technician absent 技师缺勤",
    Away.LATE: "technician late 技师迟到",
    Away.LENT_OUT: "technician lent out 技师外借",
}


def technician_away(floor: FloorState, told: Told, event: TechnicianAway) -> list[Caution]:
    """Somebody is not there; what they are at stands still when it begins now."""
    _check_technician(floor, event.technician_id)
    start = event.start or told.occurred_at
    span = _span(start, event.until or floor.ground.end_of_day(start), told.occurred_at)
    floor.absent.append(Absent(technician_id=event.technician_id, span=span, why=event.why, event_id=told.event_id))
    return _stopped(floor, told, event) if span.start <= told.occurred_at else []


def technician_back(floor: FloorState, told: Told, event: TechnicianBack) -> list[Caution]:
    """Somebody is there again, now."""
    _check_technician(floor, event.technician_id)
    at = told.occurred_at
    away = [one for one in floor.absent if one.technician_id == event.technician_id and _holds(one.span, at)]
    if not away:
        message = f"{event.technician_id} was not told to be away"
        remedy = "nothing need be told; an absence of the set-up is changed there"
        raise EventRefused("not_away", message, remedy, field="technician_id")
    floor.absent = [cut for one in floor.absent for cut in ([one] if one not in away else _ended(one, at))]
    return []


def bay_down(floor: FloorState, told: Told, event: BayDown) -> list[Caution]:
    """A bay, or a tool of it, cannot be used from now on. What runs there runs on."""
    _check_bay(floor, event.bay_id, event.capability)
    span = _span(told.occurred_at, event.until or told.occurred_at + LONGEST, told.occurred_at)
    before = _closed(floor, event, told.occurred_at)
    floor.closed = [cut for one in floor.closed for cut in ([one] if one not in before else _opened(one, span.start))]
    floor.closed.append(Closed(bay_id=event.bay_id, span=span, capability=event.capability, event_id=told.event_id))
    cautions = [_again()] if before else []
    if event.capability is not None:
        return cautions
    running = [one for one in floor.running(told.occurred_at) if one.bay_id == event.bay_id]
    return cautions + [
        Caution(
            code="still_running",
            text_en=f"{one.step.step_id} runs there and is taken to run on: tell when it has stopped",
            text_zh=f"{one.step.step_id}正在该工位作业，视为继续：如已停止请登记",
        )
        for one in running
    ]


def bay_up(floor: FloorState, told: Told, event: BayUp) -> list[Caution]:
    """A bay, or a tool of it, can be used again."""
    _check_bay(floor, event.bay_id, event.capability)
    down = _closed(floor, event, told.occurred_at)
    if not down:
        message = f"{event.bay_id} was not told to be down"
        remedy = "nothing need be told; an outage of the set-up is changed there"
        raise EventRefused("not_down", message, remedy, field="bay_id")
    floor.closed = [
        cut for one in floor.closed for cut in ([one] if one not in down else _opened(one, told.occurred_at))
    ]
    return []


def _stopped(floor: FloorState, told: Told, event: TechnicianAway) -> list[Caution]:
    cautions = []
    for key, car in floor.cars.items():
        state = car.running(told.occurred_at)
        if state is None or event.technician_id not in state.technician_ids:
            continue
        stop(floor, car, state, told, stays=True)
        floor.touched.add(key)
        state.code, state.reason, state.resume_at = Interruption.WORK_STOPPED, _WORDS[event.why], None
        text_en = f"{state.step.step_id} stands still, since {event.technician_id} was at it"
        text_zh = f"{event.technician_id}正在作业的{state.step.step_id}已中断"
        cautions.append(Caution(code="work_stopped", text_en=text_en, text_zh=text_zh))
    return cautions


def _span(start: datetime, end: datetime, at: datetime) -> Span:
    if end <= start or end <= at:
        message = f"until {end.isoformat()} is over before it begins"
        raise EventRefused("until_past", message, "give a time to come", field="until")
    if end - at > LONGEST:
        message = f"it ends more than {LONGEST.days} days later"
        raise EventRefused("until_far", message, "what lasts so long belongs into the set-up", field="until")
    return Span(start, end)


def _holds(span: Span, at: datetime) -> bool:
    return span.start <= at < span.end


def _ended(one: Absent, at: datetime) -> list[Absent]:
    return [replace(one, span=Span(one.span.start, at))] if one.span.start < at else []


def _opened(one: Closed, at: datetime) -> list[Closed]:
    return [replace(one, span=Span(one.span.start, at))] if one.span.start < at else []


def _closed(floor: FloorState, event: BayDown | BayUp, at: datetime) -> list[Closed]:
    return [
        one
        for one in floor.closed
        if one.bay_id == event.bay_id and one.capability == event.capability and _holds(one.span, at)
    ]


def _again() -> Caution:
    text_en = "it was down already: the time told last counts"
    return Caution(code="down_already", text_en=text_en, text_zh="此前已登记停用：以最新时间为准")


def _check_technician(floor: FloorState, name: str) -> None:
    if name not in floor.ground.technicians:
        remedy = f"give one of: {', '.join(sorted(floor.ground.technicians)[:20])}"
        raise EventRefused("unknown_technician", f"{name} does not work here", remedy, field="technician_id")


def _check_bay(floor: FloorState, bay_id: str, capability: str | None) -> None:
    bay = floor.ground.bays.get(bay_id)
    if bay is None:
        remedy = f"give one of: {', '.join(sorted(floor.ground.bays)[:20])}"
        raise EventRefused("unknown_bay", f"there is no bay {bay_id}", remedy, field="bay_id")
    if capability is not None and capability not in bay.capabilities:
        remedy = f"give one of: {', '.join(sorted(bay.capabilities)) or 'none'}"
        raise EventRefused("unknown_tool", f"bay {bay_id} has no {capability}", remedy, field="capability")
