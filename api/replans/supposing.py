"""The floor as it would be if what is supposed had happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from api.desk.jobs import jobs_of
from api.desk.priority import PriorityFacts, priority_of
from api.desk.shop import Shop
from api.floor.records import FloorDay
from api.replans.asks import Supposition
from optimizer.calendar import Span
from optimizer.errors import Fault, InvalidInputError
from optimizer.faults import pointer
from optimizer.steps import Catalogue
from optimizer.visit import StepStatus, Visit
from scenarios.events.facts import Absent, Closed, Facts, with_facts
from scenarios.events.records import Away
from scenarios.setup.hours import instant_at

WHERE = "what_if"


def supposed(floor: FloorDay, suppositions: Sequence[Supposition]) -> FloorDay:
    """The floor with all of it. Raises ``InvalidInputError`` for who, what or which work nobody knows, and the past."""
    faults = [one for n, each in enumerate(suppositions) for one in _faults(floor, each, n)]
    if faults:
        raise InvalidInputError(faults)
    facts = Facts(
        absent=tuple(
            Absent(technician_id=one.technician_id, span=_span(floor, one), why=Away.ABSENT)
            for one in suppositions
            if one.kind == "technician_absent" and one.technician_id is not None
        ),
        closed=tuple(
            Closed(bay_id=one.bay_id, span=_span(floor, one))
            for one in suppositions
            if one.kind == "bay_down" and one.bay_id is not None
        ),
    )
    cars = tuple(_car(floor, one, n) for n, one in enumerate(suppositions) if one.kind == "walk_in")
    waits = {one.step_id: one.until for one in suppositions if one.kind == "step_waits" and one.step_id is not None}
    day = floor.day
    visits = tuple(_waiting(visit, waits) for visit in day.visits)
    changed = replace(day, workshop=with_facts(day.workshop, facts), visits=(*visits, *cars))
    return replace(floor, day=changed)


def _faults(floor: FloorDay, one: Supposition, n: int) -> list[Fault]:
    workshop = floor.day.workshop
    found: list[Fault] = []
    if one.kind == "technician_absent" and one.technician_id not in {t.technician_id for t in workshop.technicians}:
        found.append(_unknown(n, "technician_id", f"{one.technician_id} is no technician of this workshop"))
    if one.kind == "bay_down" and one.bay_id not in {b.bay_id for b in workshop.bays}:
        found.append(_unknown(n, "bay_id", f"{one.bay_id} is no bay of this workshop"))
    if one.kind == "step_waits" and one.step_id not in _interrupted(floor):
        message = f"{one.step_id} is not interrupted"
        remedy = "take the id of a step that is, as the floor shows it"
        found.append(
            Fault(pointer=pointer(WHERE, n, "step_id"), code="not_interrupted", message=message, remedy=remedy)
        )
    for name, at in (("start", one.start), ("until", one.until)):
        if at is not None and at < floor.day.now:
            message = f"{at.isoformat()} has passed: it is {floor.day.now.isoformat()}"
            place = pointer(WHERE, n, name)
            found.append(Fault(pointer=place, code="time_passed", message=message, remedy="give a time to come"))
    if (
        not found
        and one.kind in ("technician_absent", "bay_down")
        and _ends(floor, one) <= (one.start or floor.day.now)
    ):
        message = "that leaves no time"
        place = pointer(WHERE, n, "until")
        found.append(Fault(pointer=place, code="span_reversed", message=message, remedy="give a later end"))
    _, unknown = jobs_of(one.jobs, "", _shop(floor))
    return found + [replace(each, pointer=pointer(WHERE, n) + each.pointer) for each in unknown]


def _interrupted(floor: FloorDay) -> frozenset[str]:
    progress = (one for visit in floor.day.visits for one in visit.progress)
    return frozenset(one.step_id for one in progress if one.status is StepStatus.INTERRUPTED)


def _waiting(visit: Visit, until: Mapping[str, datetime | None]) -> Visit:
    """The visit with work that goes on at the times supposed at the earliest."""
    if not any(one.step_id in until for one in visit.progress):
        return visit
    progress = tuple(
        replace(one, resume_at=until[one.step_id]) if one.step_id in until else one for one in visit.progress
    )
    return replace(visit, progress=progress)


def _unknown(n: int, name: str, message: str) -> Fault:
    remedy = "take an id of the workshop's set-up"
    return Fault(
        pointer=pointer(WHERE, n, name), code=f"unknown_{name.removesuffix('_id')}", message=message, remedy=remedy
    )


def _span(floor: FloorDay, one: Supposition) -> Span:
    return Span(one.start or floor.day.now, _ends(floor, one))


def _ends(floor: FloorDay, one: Supposition) -> datetime:
    if one.until is not None:
        return one.until
    zone = ZoneInfo(floor.day.workshop.time_zone)
    day = (one.start or floor.day.now).astimezone(zone).date()
    return instant_at(zone, day + timedelta(days=1), 0)


def _car(floor: FloorDay, one: Supposition, n: int) -> Visit:
    jobs, _ = jobs_of(one.jobs, "", _shop(floor))
    facts = PriorityFacts(**one.priority.model_dump())
    priority_class, reason = priority_of(facts, waits=one.waits, policy=floor.setup.policy)
    return Visit(
        visit_id=f"supposed-{n + 1}",
        priority_class=priority_class,
        priority_reason=reason,
        arrival=one.start or floor.day.now,
        promised=one.promised,
        waits=one.waits,
        booked=False,
        jobs=tuple(jobs),
    )


def _shop(floor: FloorDay) -> Shop:
    """As the desk looks up work."""
    return Shop(
        setup=floor.setup,
        workshop=floor.day.workshop,
        dates=(),
        zone=ZoneInfo(floor.setup.time_zone),
        catalogue=Catalogue.of(floor.day.workshop),
        operations={one.operation_code: one for one in floor.setup.operations},
    )
