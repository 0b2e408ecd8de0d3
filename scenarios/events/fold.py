"""From what was told to what is: events in the order in which they happened, onto what was booked.

A late telling is put where it belongs and everything is folded again; when something that was accepted before can
then no longer have happened, the new event is refused and names it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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
    """The floor after some events, in any order. Raises ``EventRefused`` of the first that cannot have happened."""
    floor = FloorState.before(ground)
    for told in sorted(events, key=lambda one: one.key):
        apply(floor, told)
    return floor


def apply(floor: FloorState, told: Told) -> list[Caution]:
    """One event more, which happened after all before. Raises ``EventRefused`` and leaves the floor as it was."""
    event = told.event
    if isinstance(event, PartEvent):
        return []  # what it changes stands in the orders and on the shelf
    key = appointment_of(event)
    if key is not None and key not in floor.cars:
        message = f"there is no car {key} that can be planned"
        raise EventRefused("unknown_appointment", message, "take the id of an appointment", field=_field(event))
    cautions = _HANDLERS[type(event)](floor, told, event)
    if key is not None:
        floor.cars[key].last = told.occurred_at
    return cautions


def _field(event: Event) -> str:
    return "step_id" if isinstance(event, CarEvent) and hasattr(event, "step_id") else "appointment_id"


def told_anew(ground: Ground, events: Iterable[Told], new: Told) -> tuple[FloorState, list[Caution]]:
    """The floor with an event more, and what is odd about it.

    Raises ``EventRefused``: of the new event itself; or, with the code ``contradicts_later``, when an event that was
    accepted before, and happened after it, no longer can have.
    """
    floor, cautions, is_told = FloorState.before(ground), list[Caution](), False
    for told in sorted((*events, new), key=lambda one: one.key):
        if told is new:
            cautions, is_told = apply(floor, told), True
            continue
        try:
            apply(floor, told)
        except EventRefused as refused:
            if not is_told:
                raise
            raise contradicts(told, refused) from None
    return floor, cautions


def contradicts(told: Told, refused: EventRefused) -> EventRefused:
    """The refusal of an event because of a later one."""
    message = f"then {told.event_id} of {told.occurred_at.isoformat()} cannot be: {refused.message}"
    return EventRefused(
        "contradicts_later", message, f"withdraw {told.event_id} first, or correct the time", against=told.event_id
    )
