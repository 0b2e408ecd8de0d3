"""What is told, in one transaction: checked against what is, kept, and written to the cars it changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from sqlalchemy import Connection

from api.desk import rows as desk_rows
from api.desk.changes import Changes
from api.desk.life import LifeAction
from api.desk.resident import NotReadyError
from api.desk.shop import Shop
from api.floor import asks, car_asks
from api.floor.coming import Coming
from api.floor.parts import Storeroom
from api.floor.resolve import Resolver
from api.floor.rows import count_up
from api.floor.standing import Standing, reported, standing_of
from api.floor.stored import (
    StoredEvent,
    insert_event,
    new_event_id,
    withdraw_event,
    work_found_ids,
)
from api.setup.standing import setup_of
from api.store.journal import note
from scenarios.errors import ScenarioError
from scenarios.events import records
from scenarios.events.beside_plan import beside_plan
from scenarios.events.facts import Facts
from scenarios.events.fold import with_event, without_event
from scenarios.events.records import Event, Told, appointment_of
from scenarios.events.refusals import Caution, EventRefused
from scenarios.setup.records import Setup

# Clocks of others may be ahead of ours.
_AHEAD = timedelta(minutes=1)
_OLDEST = timedelta(days=7)
# Of an event that has no number yet: it is the newest.
_NEWEST = 2**62


@dataclass(kw_only=True)
class Teller:
    """One transaction in which events are told, or withdrawn. It has locked the workshop."""

    connection: Connection
    workshop_id: str
    actor: str
    now: datetime
    setup: Setup
    standing: Standing
    changes: Changes
    _known_shop: Shop | None = None

    @classmethod
    def begin(cls, connection: Connection, workshop_id: str, now: datetime, actor: str) -> Teller:
        """Lock the workshop and read its floor. Raises ``UnknownWorkshopError``."""
        versions = desk_rows.lock_workshop(connection, workshop_id)
        setup = setup_of(connection, workshop_id)
        return cls(
            connection=connection,
            workshop_id=workshop_id,
            actor=actor,
            now=now,
            setup=setup,
            standing=standing_of(connection, workshop_id, setup, now),
            changes=Changes(connection, workshop_id, versions, now, actor),
        )

    def tell(self, ask: asks.EventAsk) -> StoredEvent:
        """Accept an event. Raises ``EventRefused``; then the transaction must be undone."""
        at = self._at(ask.at)
        if isinstance(ask, asks.PART_EVENTS):
            told = self._storeroom.tell(ask, self.setup)
            self.setup = setup_of(self.connection, self.workshop_id)
            return self._keep(told.event, at, ask.note, list(told.cautions), told.pieces)
        event = self._coming.let_in(ask, at) if isinstance(ask, car_asks.CarCameIn) else self._resolver(ask).event(ask)
        if isinstance(event, records.CarArrived):
            self._coming.arrive(event.appointment_id, at)
        self._check_not_gone(event)
        planned = self._resolver(ask).planned(ask.step_id) if isinstance(ask, car_asks.OfStep) else None
        return self._keep(event, at, ask.note, list(beside_plan(event, planned)), {})

    def withdraw(self, one: StoredEvent) -> None:
        """Take an event back. Raises ``EventRefused``; then the transaction must be undone."""
        if all(other.told.event_id != one.told.event_id for other in self.standing.events):
            message = "it is over: nothing of it can be changed any more"
            raise EventRefused("too_late", message, "tell what is true now")
        event, facts = one.told.event, self.standing.floor.facts
        self._coming.take_back(event)
        self.standing.floor = without_event(
            self.standing.floor, [other.told for other in self.standing.events], one.told
        )
        self.standing.events = [other for other in self.standing.events if other is not one]
        self._storeroom.put_back(one.pieces)
        self._write_cars()
        self._coming.settle(event)
        withdraw_event(self.connection, self.workshop_id, one.told.event_id, self.now)
        self._count_up(facts)
        self._journal("event.withdrawn", one, {})

    def _keep(
        self, event: Event, at: datetime, words: str, cautions: list[Caution], pieces: Mapping[str, int]
    ) -> StoredEvent:
        facts = self.standing.floor.facts
        told = Told(event_id=new_event_id(), seq=_NEWEST, occurred_at=at, event=event)
        before = [one.told for one in self.standing.events]
        self.standing.floor, more = with_event(self.standing.floor, before, told)
        if isinstance(event, records.StepStarted):
            pieces, short = self._issue(event)
            more += short
        self._write_cars()
        self._coming.leave(event, at)
        new = StoredEvent(
            workshop_id=self.workshop_id,
            told=told,
            told_at=self.now,
            actor=self.actor,
            note=words,
            pieces=pieces,
            cautions=(*cautions, *more),
        )
        new = replace(new, told=replace(told, seq=insert_event(self.connection, new)))
        self.standing.events.append(new)
        self._count_up(facts)
        self._journal("event.accepted", new, {"warnings": [one.code for one in new.cautions]})
        return new

    def _check_not_gone(self, event: Event) -> None:
        row = self.standing.cars.get(appointment_of(event) or "")
        if row is not None and not row.state.in_plan:
            field = "step_id" if hasattr(event, "step_id") else "appointment_id"
            raise EventRefused("car_gone", f"the car is {row.state.value}", "correct the car", field=field)

    def _issue(self, event: records.StepStarted) -> tuple[Mapping[str, int], list[Caution]]:
        step = self.standing.floor.cars[event.appointment_id].step(event.step_id)
        if step is None or not step.parts:
            return {}, []
        taken, short = self._storeroom.issue(step, event.appointment_id, self.setup)
        if taken:
            self.setup = setup_of(self.connection, self.workshop_id)
        return taken, short

    def _write_cars(self) -> None:
        """Cars that are another now: their rows, the plan's version, the journal."""
        floor = self.standing.floor
        for key in sorted(floor.touched & floor.cars.keys()):
            row, visit = self.standing.cars[key], floor.visit(key)
            if row.state.in_plan and visit != row.visit:
                changed = reported(row, floor.cars[key].car.visit, visit)
                self.standing.cars[key] = self.changes.apply(row, LifeAction.REPORT, changed)
        floor.touched.clear()

    def _count_up(self, facts: Facts) -> None:
        count_up(self.connection, self.workshop_id, facts=self.standing.floor.facts != facts)

    def _journal(self, type_: str, one: StoredEvent, more: Mapping[str, object]) -> None:
        payload: dict[str, object] = {
            "event_id": one.told.event_id,
            "type": one.type,
            "appointment_id": appointment_of(one.told.event),
            "occurred_at": one.told.occurred_at.isoformat(),
            "seq": one.told.seq,
            **more,
        }
        note(
            self.connection,
            workshop_id=self.workshop_id,
            subject_id=one.told.event_id,
            type_=type_,
            payload=payload,
            at=self.now,
            actor=self.actor,
        )

    def _at(self, told: datetime | None) -> datetime:
        at = self.now if told is None else told
        if at > self.now + _AHEAD:
            raise EventRefused("in_future", f"{at.isoformat()} is still to come", "tell it when it happens", field="at")
        if at < self.now - _OLDEST:
            message = f"{at.isoformat()} is more than {_OLDEST.days} days ago"
            raise EventRefused("too_old", message, "tell what is true now", field="at")
        return min(at, self.now)

    def _resolver(self, ask: asks.EventAsk) -> Resolver:
        num_found = 0
        if isinstance(ask, car_asks.WorkFound):
            num_found = len(work_found_ids(self.connection, self.workshop_id, ask.appointment_id))
        return Resolver(standing=self.standing, shop=self._shop, num_found=num_found)

    def _shop(self) -> Shop:
        """Raises ``NotReadyError`` when the workshop never opens."""
        if self._known_shop is None:
            try:
                self._known_shop = Shop.of(self.setup, Shop.date_in(self.setup, self.now), 1)
            except ScenarioError as error:
                raise NotReadyError(str(error)) from None
        return self._known_shop

    @cached_property
    def _storeroom(self) -> Storeroom:
        return Storeroom(connection=self.connection, workshop_id=self.workshop_id, actor=self.actor, now=self.now)

    @cached_property
    def _coming(self) -> Coming:
        return Coming(
            connection=self.connection,
            workshop_id=self.workshop_id,
            actor=self.actor,
            now=self.now,
            shop=self._shop,
            standing=self.standing,
            changes=self.changes,
        )
