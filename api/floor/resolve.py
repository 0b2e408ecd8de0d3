"""From what was sent to what happened: names and defaults looked up in the plan, the catalogue and the policy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from api.desk.asks import JobAsk, Priority
from api.desk.jobs import jobs_of
from api.desk.priority import PriorityFacts, priority_of
from api.desk.records import Appointment
from api.desk.shop import Shop
from api.floor import asks, car_asks, shop_asks
from api.floor.standing import Standing
from optimizer.plan import Assignment
from optimizer.policy import PriorityClass
from optimizer.visit import Job
from scenarios.events import records
from scenarios.events.records import Event
from scenarios.events.refusals import EventRefused
from scenarios.events.state import StepState


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolver:
    """Reads what was sent beside the floor. ``num_found``: how often work was ever found on a car."""

    standing: Standing
    shop: Callable[[], Shop]  # not every event needs it, and it takes longer than all else
    num_found: int = 0

    def event(self, ask: asks.EventAsk) -> Event:
        """The event, except of parts and of cars that come in. Raises ``EventRefused``."""
        if isinstance(ask, car_asks.OfStep):
            return self._of_step(ask)
        if isinstance(ask, car_asks.OfCar):
            return self._of_car(ask)
        return self._of_facts(ask)

    def planned(self, step_id: str) -> Assignment | None:
        """The place of a step in the plan."""
        one = self.standing.cars.get(appointment_id(step_id))
        return None if one is None else next((a for a in one.assignments if a.step_id == step_id), None)

    def _of_step(self, ask: car_asks.OfStep) -> Event:
        key, step_id = appointment_id(ask.step_id), ask.step_id
        match ask:
            case car_asks.StepStarted() | car_asks.StepResumed():
                return self._placed(ask)
            case car_asks.StepPaused():
                return records.StepPaused(appointment_id=key, step_id=step_id, stays=ask.stays)
            case car_asks.StepFinished():
                return records.StepFinished(appointment_id=key, step_id=step_id)
            case car_asks.StepEstimated():
                minutes = ask.remaining_minutes
                return records.StepEstimated(appointment_id=key, step_id=step_id, remaining_minutes=minutes)
            case car_asks.StepInterrupted():
                return records.StepInterrupted(
                    appointment_id=key,
                    step_id=step_id,
                    code=ask.code,
                    reason=ask.reason,
                    until=ask.until,
                    stays=ask.stays,
                )
            case _:
                return records.InterruptionEnded(appointment_id=key, step_id=step_id)

    def _placed(self, ask: car_asks.StepStarted | car_asks.StepResumed) -> Event:
        key = appointment_id(ask.step_id)
        kind = records.StepStarted if isinstance(ask, car_asks.StepStarted) else records.StepResumed
        car = self.standing.floor.cars.get(key)
        before: StepState | Assignment | None = None if car is None else car.steps.get(ask.step_id)
        before = before or self.planned(ask.step_id)
        return kind(
            appointment_id=key,
            step_id=ask.step_id,
            technician_ids=ask.technician_ids if ask.technician_ids is not None else _crew(before),
            bay_id=ask.bay_id if ask.bay_id is not None or before is None else before.bay_id,
            unit_id=ask.unit_id if ask.unit_id is not None or before is None else before.unit_id,
        )

    def _of_car(self, ask: car_asks.OfCar) -> Event:
        key = ask.appointment_id
        match ask:
            case car_asks.WorkFound():
                jobs = self._jobs(ask.jobs, self.car(key))
                return records.WorkFound(
                    appointment_id=key,
                    jobs=jobs,
                    authorise=ask.authorise,
                    answer_by=ask.answer_by,
                    reason=ask.reason,
                )
            case car_asks.WorkAnswered():
                return records.WorkAnswered(appointment_id=key, found_id=ask.found_id, answer=ask.answer)
            case car_asks.InspectionFailed():
                rework = tuple(records.Rework(step_id=one.step_id, frt_hours=one.frt_hours) for one in ask.rework)
                return records.InspectionFailed(appointment_id=key, rework=rework, reason=ask.reason)
            case car_asks.PriorityChanged():
                found, reason = self.priority(ask.priority, waits=self.car(key).visit.waits)
                return records.PriorityChanged(appointment_id=key, priority_class=found, reason=reason)
            case car_asks.LoanCarLate():
                return records.LoanCarLate(appointment_id=key, until=ask.until)
            case car_asks.CarLate():
                return records.CarLate(appointment_id=key, until=ask.until)
            case car_asks.CarNoShow():
                return records.CarNoShow(appointment_id=key)
            case _:
                return records.CarArrived(appointment_id=key)

    def _of_facts(self, ask: asks.EventAsk) -> Event:
        match ask:
            case shop_asks.TechnicianAbsent():
                return _away(ask, records.Away.ABSENT, ask.start, ask.until)
            case shop_asks.TechnicianLate():
                return _away(ask, records.Away.LATE, None, ask.until)
            case shop_asks.TechnicianLentOut():
                return _away(ask, records.Away.LENT_OUT, ask.start, ask.until)
            case shop_asks.TechnicianBack():
                return records.TechnicianBack(technician_id=ask.technician_id)
            case shop_asks.BayDown():
                return records.BayDown(bay_id=ask.bay_id, until=ask.until, reason=ask.reason)
            case shop_asks.BayUp():
                return records.BayUp(bay_id=ask.bay_id)
            case shop_asks.ToolDown():
                tool = ask.capability
                return records.BayDown(bay_id=ask.bay_id, capability=tool, until=ask.until, reason=ask.reason)
            case shop_asks.ToolUp():
                return records.BayUp(bay_id=ask.bay_id, capability=ask.capability)
            case _:
                raise TypeError(f"{type(ask).__name__} is no event of people or places")

    def car(self, key: str) -> Appointment:
        """The appointment of a car. Raises ``EventRefused``."""
        found = self.standing.cars.get(key)
        if found is None or key not in self.standing.floor.cars:
            message = f"there is no car {key} that can be planned"
            remedy = "take the id of an appointment"
            raise EventRefused("unknown_appointment", message, remedy, field="appointment_id")
        return found

    def priority(self, facts: Priority, *, waits: bool) -> tuple[PriorityClass, str]:
        """The class that facts give, and why."""
        policy = self.standing.ground.setup.policy
        return priority_of(PriorityFacts(**facts.model_dump()), waits=waits, policy=policy)

    def _jobs(self, asked: tuple[JobAsk, ...], car: Appointment) -> tuple[Job, ...]:
        """Jobs with ids that no other of the car has, or ever had."""
        jobs, faults = jobs_of(asked, _model(car), self.shop())
        for fault in faults:
            field = fault.pointer.removeprefix("/")
            raise EventRefused(fault.code, fault.message, fault.remedy, field=field)
        return tuple(replace(one, job_id=f"a{self.num_found + 1}-{one.job_id}") for one in jobs)


def appointment_id(step_id: str) -> str:
    """The appointment of a step."""
    return step_id.partition("/")[0]


def _crew(before: StepState | Assignment | None) -> tuple[str, ...]:
    return () if before is None else before.technician_ids


def _away(
    ask: shop_asks.TechnicianAbsent | shop_asks.TechnicianLate | shop_asks.TechnicianLentOut,
    why: records.Away,
    start: datetime | None,
    until: datetime | None,
) -> Event:
    return records.TechnicianAway(technician_id=ask.technician_id, why=why, start=start, until=until, reason=ask.reason)


def _model(car: Appointment) -> str:
    wish = car.details.get("wish")
    vehicle = wish.get("vehicle") if isinstance(wish, dict) else None
    model = vehicle.get("model") if isinstance(vehicle, dict) else None
    return model if isinstance(model, str) else ""
