"""Cars that come and go, where the floor and the desk must agree: events move the life of the appointment on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pydantic import JsonValue
from sqlalchemy import Connection

from api.desk.asks import Wish
from api.desk.changes import Changes
from api.desk.front import new_id
from api.desk.life import LifeAction, State, TransitionError
from api.desk.places import cleared
from api.desk.reading import wish_document
from api.desk.records import Appointment, Source
from api.desk.shop import Shop
from api.desk.wishes import asked
from api.floor import car_asks
from api.floor.standing import Standing, base_of
from api.parts.used import use_parts
from optimizer.errors import InvalidInputError
from optimizer.visit import StepStatus, Visit
from scenarios.events import records
from scenarios.events.ground import Ground
from scenarios.events.records import Event
from scenarios.events.refusals import EventRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """The doors of a workshop that the caller has locked."""

    connection: Connection
    workshop_id: str
    actor: str
    now: datetime
    shop: Callable[[], Shop]
    standing: Standing
    changes: Changes

    def let_in(self, ask: car_asks.CarCameIn, at: datetime) -> records.CarCameIn:
        """A car without an appointment gets one that has arrived, without a place. Raises ``EventRefused``."""
        facts = {"comeback": True, "safety_related": True} if ask.type == "safety_comeback" else {}
        wish = Wish.model_validate(
            {
                "jobs": ask.jobs,
                "vehicle": ask.vehicle,
                "priority": ask.priority.model_copy(update=facts),
                "waits": ask.waits,
                "loan_car": ask.loan_car,
                "wash": ask.wash,
            }
        )
        visit = self._visit(wish, at, ask.promised)
        details: dict[str, JsonValue] = {
            "wish": wish_document(wish),
            "note": ask.note,
            "forced": ask.type,
            "arrived_at": at.isoformat(),
        }
        new = Appointment(
            workshop_id=self.workshop_id,
            appointment_id=visit.visit_id,
            version=1,
            state=State.ARRIVED,
            plan_version=0,
            source=Source.WALK_IN,
            customer_ref=ask.customer_ref,
            plate=ask.vehicle.plate,
            visit=visit,
            assignments=(),
            details=details,
            created_at=self.now,
            updated_at=self.now,
        )
        self._put(self.changes.create(new, LifeAction.WALK_IN, ask.note))
        return records.CarCameIn(appointment_id=visit.visit_id, entry=records.Entry(ask.type))

    def arrive(self, key: str, at: datetime) -> None:
        """A booked car is here. Raises ``EventRefused``."""
        before = self._known(key)
        booked = self._ground.cars[key].visit.arrival
        if self._ground.date_of(at) != self._ground.date_of(booked):
            message = f"it is expected at {booked.astimezone(self._ground.zone):%Y-%m-%d %H:%M}"
            remedy = "move the appointment to today, or tell walk_in"
            raise EventRefused("another_date", message, remedy, field="at")
        details = {**before.details, "arrived_at": at.isoformat()}
        changed = replace(cleared(before, State.ARRIVED), details=details)
        action = LifeAction.ARRIVE
        if before.state is State.NO_SHOW:
            # Its place was free for others from then on.
            action, changed = LifeAction.ARRIVE_AFTER_ALL, replace(changed, assignments=())
        self._put(self._applied(before, action, changed))

    def leave(self, event: Event, at: datetime) -> None:
        """After an event with which a car leaves, or never comes. Raises ``EventRefused``."""
        if isinstance(event, records.CarNoShow):
            self._not_come(event.appointment_id, at)
        elif isinstance(event, records.StepFinished):
            car = self.standing.floor.cars[event.appointment_id]
            if car.plan[-1].step_id == event.step_id and car.status(event.step_id) is StepStatus.FINISHED:
                self._deliver(event.appointment_id)

    def take_back(self, event: Event) -> None:
        """Before an event is withdrawn: the car is where it was without it. Raises ``EventRefused``."""
        if isinstance(event, records.PartLate | records.PartArrived):
            remedy = "tell the right ETA, or correct the order and the stock at the parts counter"
            raise EventRefused("not_withdrawable", "what it changed has gone on since", remedy)
        key = records.appointment_of(event)
        if key is None:
            return
        row = self._known(key)
        is_no_show = isinstance(event, records.CarNoShow) and row.state is State.NO_SHOW
        if not row.state.in_plan and not is_no_show:
            raise EventRefused("car_gone", f"the car is {row.state.value}", "nothing of it can be changed any more")
        car = self._ground.cars[key]
        if isinstance(event, records.CarArrived | records.CarCameIn):
            self.standing.floor.put_car(key, replace(car, arrived_at=None))
        elif is_no_show:
            self.standing.floor.put_car(key, replace(car, left_at=None))

    def settle(self, event: Event) -> None:
        """After an event was withdrawn: the life of the appointment goes back with it."""
        if isinstance(event, records.CarCameIn):
            before = self.standing.cars[event.appointment_id]
            self._put(self._applied(before, LifeAction.CANCEL, before))
        elif isinstance(event, records.CarArrived | records.CarNoShow):
            before = self.standing.cars[event.appointment_id]
            details = {name: value for name, value in before.details.items() if name != "arrived_at"}
            changed = replace(before, details=details)
            if isinstance(event, records.CarNoShow):
                changed = replace(changed, assignments=())
            self._put(self._applied(before, LifeAction.TAKE_BACK, changed))

    @property
    def _ground(self) -> Ground:
        return self.standing.ground

    def _visit(self, wish: Wish, at: datetime, promised: datetime | None) -> Visit:
        try:
            found = asked(wish, self.shop(), self.now, new_id(), timedelta(0))
        except InvalidInputError as error:
            fault = error.faults[0]
            field = fault.pointer.removeprefix("/")
            raise EventRefused(fault.code, fault.message, fault.remedy, field=field) from None
        request = found.request
        return Visit(
            visit_id=request.visit_id,
            priority_class=request.priority_class,
            priority_reason=found.priority_reason,
            arrival=at,
            promised=promised,
            waits=request.waits,
            booked=False,
            loan_car=request.loan_car,
            wash=request.wash,
            jobs=request.jobs,
        )

    def _not_come(self, key: str, at: datetime) -> None:
        before = self._known(key)
        booked = self._ground.cars[key].visit.arrival
        if at < booked:
            message = f"the car is expected at {booked.astimezone(self._ground.zone):%H:%M}"
            raise EventRefused("too_early", message, "wait until then", field="at")
        self._put(self._applied(before, LifeAction.MARK_NO_SHOW, before))

    def _deliver(self, key: str) -> None:
        before = self.standing.cars[key]
        self._put(self._applied(before, LifeAction.DELIVER, cleared(before, State.DELIVERED)))
        use_parts(self.connection, before, self.now, self.actor)

    def _applied(self, before: Appointment, action: LifeAction, changed: Appointment) -> Appointment:
        try:
            return self.changes.apply(before, action, changed)
        except TransitionError as error:
            can = ", ".join(error.allowed) or "nothing any more"
            message = f"the appointment is {before.state.value}; allowed: {can}"
            remedy = "correct the car, or bring the appointment to that state first"
            raise EventRefused("transition_not_allowed", message, remedy, field="appointment_id") from None

    def _known(self, key: str) -> Appointment:
        row = self.standing.cars.get(key)
        if row is None or key not in self._ground.cars:
            message = f"there is no car {key} that can be planned"
            raise EventRefused("unknown_appointment", message, "take the id of an appointment", field="appointment_id")
        return row

    def _put(self, row: Appointment) -> None:
        """The row is this now; so is what the floor stands on."""
        self.standing.cars[row.appointment_id] = row
        base = self._ground.cars.get(row.appointment_id)
        fresh = base_of(row, set())
        visit = fresh.visit if base is None else base.visit
        self.standing.floor.put_car(row.appointment_id, replace(fresh, visit=visit))
