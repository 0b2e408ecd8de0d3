"""The demo's day in progress: planned, published and told through the functions of the service, up to a time of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from pydantic import TypeAdapter
from sqlalchemy import Connection

from api.commands.client import DemoError
from api.commands.demo_clock import DemoClock
from api.desk.life import State
from api.floor import asks
from api.floor.day import floor_day
from api.floor.records import FloorDay
from api.floor.routes import tell_all
from api.floor.stored import page_of_events
from api.floor.telling import Teller
from api.replans.asks import ReplanAsk
from api.replans.taking import publish
from api.service.errors import ApiError
from api.service.services import Services
from optimizer.day import Day
from optimizer.steps import Catalogue, steps_of
from scenarios.bad_day import ByPlan, PlannedStep, by_plan
from scenarios.morning import Mishap

ACTOR = "demo"
_EVENTS = TypeAdapter(tuple[asks.EventAsk, ...])
# What happens in so much time is told at once.
_CHUNK = timedelta(minutes=30)
_POLL_S = 0.02
_PATIENCE_S = 120.0
_COMING = (State.TENTATIVE, State.BOOKED, State.CONFIRMED_ONCE, State.CONFIRMED_TWICE)

Document = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTeller:
    """Moves a workshop's day on: the clock, and what happens meanwhile."""

    services: Services
    clock: DemoClock
    workshop_id: str

    def floor(self) -> FloorDay:
        """The day as it stands."""
        with self.services.database.read() as connection:
            return floor_day(connection, self.workshop_id, self.clock())

    def has_begun(self, since: datetime) -> bool:
        """Whether anything was told of the floor since then."""
        with self.services.database.read() as connection:
            return bool(page_of_events(connection, self.workshop_id, start=since, limit=1))

    def plan(self, time_limit_s: float) -> int:
        """Ask for a new plan of the day and publish it; how many customers are to be called.

        Raises ``DemoError`` when there is none.
        """
        desk = self.services.replans
        asker = desk.asker(self.workshop_id, ACTOR)
        question = asker.question(ReplanAsk.model_validate({"time_limit_s": time_limit_s}))
        asked = self.services.database.transact(lambda connection: asker.ask(connection, question))
        desk.viewer.keep_day(asked.replan.replan_id, question.floor.day)
        desk.begin(asked)
        deadline = time.monotonic() + _PATIENCE_S
        while not desk.get(self.workshop_id, asked.replan.replan_id).ended:
            if time.monotonic() > deadline:
                raise DemoError(f"no plan of the day within {_PATIENCE_S:g} s")
            time.sleep(_POLL_S)
        view = desk.view(self.workshop_id, asked.replan.replan_id)
        best = view.proposals[0]
        if best.valued is None:
            raise DemoError(f"the day has no plan: the run has {best.run.status.value}")
        publish(desk, self.workshop_id, asked.replan.replan_id, best.run.run_id, None, ACTOR)
        return len(best.valued.calls)

    def go_on(self, until: datetime) -> int:
        """Let all go as it is planned from the present time until then; how many events that were."""
        since, floor, count = self.clock(), self.floor(), 0
        planned = by_plan(_arrivals(floor), _planned(floor), since, until)
        while since < until:
            upto = min(since + _CHUNK, until)
            self.clock.to(upto)
            count += self.tell([_told(one) for one in planned if since <= one.at < upto])
            since = upto
        return count

    def go_wrong(self, choose: Callable[[Day], Sequence[Mishap]]) -> int:
        """Let things go otherwise than planned, now; how many."""
        return self.tell([{"type": one.type, **one.fields} for one in choose(self.floor().day)])

    def tell(self, documents: Sequence[Document]) -> int:
        """Tell events as they would be told over HTTP; how many. What cannot have happened any more is left out.

        That is so only after somebody has worked with the demo and left things open that the plan does not know.
        """
        events = _EVENTS.validate_python(documents, strict=False)
        while events:
            try:
                self.services.database.transact(partial(self._tell, events))
            except ApiError as error:
                refused = {int(one.pointer.split("/")[2]) for one in error.problem.errors}
                if not refused:
                    raise
                events = tuple(one for n, one in enumerate(events) if n not in refused)
            else:
                break
        return len(events)

    def _tell(self, events: tuple[asks.EventAsk, ...], connection: Connection) -> None:
        tell_all(Teller.begin(connection, self.workshop_id, self.clock(), ACTOR), events)


def _arrivals(floor: FloorDay) -> Iterator[tuple[str, datetime]]:
    for visit in floor.day.visits:
        if floor.appointments[visit.visit_id].state in _COMING:
            yield visit.visit_id, visit.arrival


def _planned(floor: FloorDay) -> Iterator[PlannedStep]:
    catalogue = Catalogue.of(floor.day.workshop)
    published = floor.day.published
    places = {} if published is None else {one.step_id: one for one in published.assignments}
    for visit in floor.day.visits:
        status = {one.step_id: one.status.value for one in visit.progress}
        for step in steps_of(visit, catalogue):
            place = places.get(step.step_id)
            if place is not None:
                yield PlannedStep(
                    visit_id=visit.visit_id,
                    step_id=step.step_id,
                    start=place.start,
                    end=place.end,
                    technician_ids=place.technician_ids,
                    bay_id=place.bay_id,
                    unit_id=place.unit_id,
                    status=status.get(step.step_id),
                )


def _told(one: ByPlan) -> Document:
    """What goes by plan, as the floor tells it."""
    subject = "appointment_id" if one.type == "car_arrived" else "step_id"
    event: dict[str, object] = {"type": one.type, "at": one.at.isoformat(), subject: one.subject_id}
    if one.step is not None:
        who = {"technician_ids": one.step.technician_ids} if one.step.technician_ids else {}
        event |= {**who, "bay_id": one.step.bay_id, "unit_id": one.step.unit_id}
    return event
