"""Carry-over: what is not finished is the first load of the morning on which it goes on.

When nobody decides anything, work that is late goes on before what was published behind it (`optimizer.do_nothing`).
So that is where a car goes on when the day is closed: its next step is pinned there, to its people, its place and its
time. With a time of its own it is pinned to that time alone. Pins are decisions: a person sees them and can end them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from api.floor.records import FloorDay
from api.replans.day_end_records import Left, LeftCar
from api.replans.deciding import with_decisions
from api.replans.decision_records import Decided, DecisionKind
from api.replans.records import Wanted
from optimizer.decisions import Pin
from optimizer.errors import InvalidInputError
from optimizer.faults import faults_of
from optimizer.plan import Assignment
from optimizer.visit import StepStatus


def carried_over(floor: FloorDay, cars: Sequence[LeftCar], closed: date) -> tuple[Wanted, ...]:
    """The pins of the cars that are carried over. Raises ``InvalidInputError`` when they contradict what stands."""
    from optimizer.do_nothing import do_nothing  # loads the compiled search

    left = [one for one in cars if one.left is Left.UNFINISHED]
    if not left:
        return ()
    places = {one.step_id: one for one in do_nothing(floor.day).assignments}
    pinned = {pin.step_id for pin in floor.day.decisions.pins}
    found = tuple(
        Wanted(decided=Decided(kind=DecisionKind.PIN, pins=(pin,)), reason=f"carry-over of {closed.isoformat()}")
        for car in left
        for pin in _pins(floor, car, places)
        if pin.step_id not in pinned
    )
    known = set(faults_of(floor.day))
    fresh = [one for one in faults_of(with_decisions(floor, found).day) if one not in known]
    if fresh:
        raise InvalidInputError(fresh)
    return found


def _pins(floor: FloorDay, car: LeftCar, places: Mapping[str, Assignment]) -> Iterator[Pin]:
    progress = {one.step_id: one for visit in floor.day.visits for one in visit.progress}
    is_running = any(
        each.step_id in progress and progress[each.step_id].status is StepStatus.RUNNING for each in car.steps
    )
    decision = car.decision
    if is_running or decision is None or not car.steps:
        return  # work that goes on through the night goes on by itself
    step_id = car.steps[0].step_id
    if decision.at is not None:
        yield Pin(step_id=step_id, start=decision.at)
        return
    place = places.get(step_id)
    zone = ZoneInfo(floor.setup.time_zone)
    if place is not None and place.start.astimezone(zone).date() == decision.carry_over:
        yield Pin(
            step_id=step_id,
            technician_ids=place.technician_ids or None,
            bay_id=place.bay_id,
            start=place.start,
        )
