"""Cars that come, come late, or are of another class than thought."""

from __future__ import annotations

from scenarios.events.records import (
    CarArrived,
    CarCameIn,
    CarLate,
    CarNoShow,
    LoanCarLate,
    PriorityChanged,
    Told,
)
from scenarios.events.refusals import Caution, EventRefused
from scenarios.events.state import CarState, FloorState


def car_arrived(floor: FloorState, told: Told, event: CarArrived) -> list[Caution]:
    """The car is here: from now on it can be worked on, however early or late."""
    if floor.cars[event.appointment_id].car.arrived_at is None:
        floor.cars[event.appointment_id].arrival = told.occurred_at
    return []


def car_came_in(floor: FloorState, told: Told, event: CarCameIn) -> list[Caution]:
    """The appointment was made for the event, and says all there is."""
    del floor, told, event
    return []


def car_no_show(floor: FloorState, told: Told, event: CarNoShow) -> list[Caution]:
    """Nothing can have happened to a car that did not come."""
    car = floor.cars[event.appointment_id]
    if car.steps:
        state = next(iter(car.steps.values()))
        message = f"{state.step.step_id} has started, so the car came"
        raise EventRefused("already_here", message, "correct the car", field="appointment_id", against=state.told_by)
    del told
    return []


def car_late(floor: FloorState, told: Told, event: CarLate) -> list[Caution]:
    """The car comes later on the same date; one that is here cannot."""
    car = floor.cars[event.appointment_id]
    came = car.car.arrived_at
    if came is not None and came <= told.occurred_at:
        raise EventRefused("already_here", "the car has arrived", "correct the car", field="appointment_id")
    if event.until < told.occurred_at:
        message = f"until {event.until.isoformat()} lies before the event"
        raise EventRefused("until_past", message, "give a time to come", field="until")
    if floor.ground.date_of(event.until) != floor.ground.date_of(car.car.visit.arrival):
        remedy = "move the appointment, or tell car_no_show"
        raise EventRefused("another_date", "it is expected on another date", remedy, field="until")
    car.arrival = event.until
    return []


def loan_car_late(floor: FloorState, told: Told, event: LoanCarLate) -> list[Caution]:
    """Reception waits for the loan car."""
    car = floor.cars[event.appointment_id]
    if not car.car.visit.loan_car:
        message = "this customer gets no loan car"
        raise EventRefused("no_loan_car", message, "correct the car", field="appointment_id")
    if car.steps:
        state = car.steps.get(car.plan[0].step_id) or next(iter(car.steps.values()))
        message = "the customer has been received"
        raise EventRefused(
            "already_received", message, "correct the car", field="appointment_id", against=state.told_by
        )
    if event.until < told.occurred_at:
        message = f"until {event.until.isoformat()} lies before the event"
        raise EventRefused("until_past", message, "give a time to come", field="until")
    car.loan_from = event.until
    return []


def priority_changed(floor: FloorState, told: Told, event: PriorityChanged) -> list[Caution]:
    """The car is of another class from now on."""
    car = floor.cars[event.appointment_id]
    _check_not_gone(car, told)
    classes = [one.priority_class for one in floor.ground.setup.policy.classes]
    if event.priority_class not in classes:
        message = f"the policy lists no class {event.priority_class}"
        remedy = f"give one of: {', '.join(classes)}"
        raise EventRefused("unknown_class", message, remedy, field="priority")
    car.priority = (event.priority_class, event.reason)
    return []


def _check_not_gone(car: CarState, told: Told) -> None:
    left = car.car.left_at
    if left is not None and told.occurred_at > left:
        message = f"the car left at {left.isoformat()}"
        raise EventRefused("car_gone", message, "correct the car", field="appointment_id")
