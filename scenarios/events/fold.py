"""From what was told to what is: events in the order in which they happened, onto what was booked.

A late telling is put where it belongs and everything is folded again; when something that was accepted before can
then no longer have happened, the new event is refused and names it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from typing import Any

from scenarios.events import cars, people, records, steps, work
from scenarios.events.ground import Ground
from scenarios.events.records import CarEvent, Event, PartEvent, Told, appointment_of
from scenarios.events.refusals import Caution, EventRefused
from scenarios.events.state import FloorState

# The type of the event decides which; a table of functions cannot say so.
Handler = Callable[[FloorState, Told, Any], list[Caution]]

_HANDLERS: Mapping[type, Handler] = {
    records.StepStarted: steps.step_started,
    records.StepPaused: steps.step_paused,
    records.StepResumed: steps.step_resumed,
    records.StepFinished: steps.step_finished,
    records.StepEstimated: steps.step_estimated,
    records.StepInterrupted: steps.step_interrupted,
    records.InterruptionEnded: steps.interruption_ended,
    records.WorkFound: work.work_found,
    records.WorkAnswered: work.work_answered,
    records.InspectionFailed: work.inspection_failed,
    records.PriorityChanged: cars.priority_changed,
    records.LoanCarLate: cars.loan_car_late,
    records.CarArrived: cars.car_arrived,
    records.CarLate: cars.car_late,
    records.CarNoShow: cars.car_no_show,
    records.CarCameIn: cars.car_came_in,
    records.TechnicianAway: people.technician_away,
    records.TechnicianBack: people.technician_back,
    records.BayDown: people.bay_down,
    records.BayUp: people.bay_up,
}


def fold(ground: Ground, events: Iterable[Told]) -> FloorState:
    """The floor after some events that were accepted, in any order; those that can no longer have happened lapse."""
    floor = FloorState.before(ground)
    for told in sorted(events, key=lambda one: one.key):
        try:
            apply(floor, told)
        except EventRefused:
            floor.lapsed.add(told.event_id)
    return floor


def apply(floor: FloorState, told: Told) -> list[Caution]:
    """One event more, which happened after all before. Raises ``EventRefused`` and leaves the floor as it was."""
    event = told.event
    if isinstance(event, PartEvent):
        floor.last = told.key
        return []  # what it changes stands in the orders and on the shelf
    key = appointment_of(event)
    if key is not None and key not in floor.cars:
        message = f"there is no car {key} that can be planned"
        raise EventRefused("unknown_appointment", message, "take the id of an appointment", field=_field(event))
    cautions = _HANDLERS[type(event)](floor, told, event)
    if key is not None:
        floor.cars[key].last = told.occurred_at
        floor.touched.add(key)
    floor.last = told.key
    return cautions


def _field(event: Event) -> str:
    return "step_id" if isinstance(event, CarEvent) and hasattr(event, "step_id") else "appointment_id"


def with_event(floor: FloorState, events: Iterable[Told], new: Told) -> tuple[FloorState, list[Caution]]:
    """The floor with an event more, and what is odd about it. ``floor``: after ``events``; it may be used up.

    Raises ``EventRefused``: of the new event itself; or, with the code ``contradicts_later``, when an event that was
    accepted before, and happened after it, no longer can have.
    """
    if floor.last is None or floor.last <= new.key:
        return floor, apply(floor, new)
    anew, cautions = _before(floor), list[Caution]()
    for told in sorted((*events, new), key=lambda one: one.key):
        if told is new:
            cautions = apply(anew, told)
        else:
            _again(anew, told, floor.lapsed, "contradicts_later", "correct the time, or withdraw the other event first")
    return anew, cautions


def without_event(floor: FloorState, events: Iterable[Told], gone: Told) -> FloorState:
    """The floor as if an event had not been told. ``floor``: after ``events``.

    Raises ``EventRefused`` with the code ``others_depend`` when one that happened after it then cannot have.
    """
    anew = _before(floor)
    for told in sorted(events, key=lambda one: one.key):
        if told.event_id != gone.event_id:
            _again(anew, told, floor.lapsed, "others_depend", "withdraw the other event first")
    return anew


def _before(floor: FloorState) -> FloorState:
    anew = FloorState.before(floor.ground)
    anew.touched |= set(anew.cars)
    return anew


def _again(floor: FloorState, told: Told, lapsed: Set[str], code: str, remedy: str) -> None:
    """Fold an event that was accepted before. Raises ``EventRefused`` when only now it cannot have happened."""
    try:
        apply(floor, told)
    except EventRefused as refused:
        if told.event_id not in lapsed:
            message = f"then {told.event_id} of {told.occurred_at.isoformat()} cannot have been: {refused.message}"
            raise EventRefused(code, message, remedy, against=told.event_id) from None
        floor.lapsed.add(told.event_id)
