"""The tiny shop with parts and booked cars in a store, and a service over it.

``tiny()`` opens on 2 March 2026, a Monday: ann, bob, one bay, eve at the desk. OIL takes a FILTER, PADS takes two PAD.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
from pydantic import JsonValue

from api.desk import rows
from api.desk.life import State
from api.desk.records import Appointment, Source
from api.security.principal import Role
from api.security.security import Security
from api.service.app import create_app
from api.service.server import Server, address_of, bind, running
from api.setup.change import Author, create
from api.store.database import Database
from optimizer.plan import Assignment
from optimizer.policy import PriorityClass
from optimizer.visit import Job, StepKind, Visit
from optimizer.workshop import PartNeed
from scenarios.setup.records import Part, Setup, SetupOperation
from tests.api.served import asking, new_key, quick
from tests.api.toy import toy_planner
from tests.scenarios.setup.shops import MONDAY, tiny

ZONE = ZoneInfo("Asia/Shanghai")
PADS = SetupOperation(
    operation_code="PADS",
    name="Front brake pads 前刹车片",
    category="any",
    frt_hours=1.0,
    bay_capability="LIFT",
    parts=(PartNeed(part_number="PAD", quantity=2),),
)


def at(clock: str, days: int = 0) -> datetime:
    """``"09:00"`` so many days after the Monday."""
    hour, minute = map(int, clock.split(":"))
    day = MONDAY + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


def shop(filters: int = 9, pads: int = 0) -> Setup:
    """The tiny shop with brake pads in its catalogue."""
    return replace(
        tiny(),
        operations=(*tiny().operations, PADS),
        parts=(
            Part(part_number="FILTER", name="Oil filter 机滤", bin="A-1", on_hand=filters, safety_stock=3),
            Part(part_number="PAD", name="Brake pad 刹车片", bin="B-2", on_hand=pads),
        ),
    )


def car(
    name: str,
    code: str,
    arrival: datetime,
    *,
    technician: str = "ann",
    priority: PriorityClass = PriorityClass.REST,
    state: State = State.BOOKED,
    details: Mapping[str, JsonValue] | None = None,
) -> Appointment:
    """An appointment in its place: reception at its arrival, work 15 minutes later for an hour, and so on."""
    visit = Visit(
        visit_id=name,
        plate=f"粤A{name}",
        priority_class=priority,
        arrival=arrival,
        promised=arrival + timedelta(minutes=105),
        wash=False,
        advisor_id="eve",
        jobs=(Job(job_id="1", operation_code=code),),
    )
    return Appointment(
        workshop_id="tiny",
        appointment_id=name,
        version=1,
        state=state,
        plan_version=1,
        source=Source.DESK,
        customer_ref=f"C-{name}",
        plate=visit.plate,
        visit=visit,
        assignments=tuple(_steps(name, arrival, technician)),
        details=details or {"wish": {"jobs": [{"operation_code": code}]}, "note": ""},
        created_at=at("07:00", -7),
        updated_at=at("07:00", -7),
    )


def _steps(name: str, arrival: datetime, technician: str) -> Iterator[Assignment]:
    for kind, start, end, who in (
        (StepKind.RECEPTION, 0, 12, {"unit_id": "eve"}),
        (StepKind.WORK, 15, 75, {"technician_ids": (technician,), "bay_id": "b1"}),
        (StepKind.INSPECTION, 75, 85, {"unit_id": "inspection-1"}),
        (StepKind.HAND_OVER, 105, 115, {"unit_id": "eve"}),
    ):
        yield Assignment(
            step_id=f"{name}/{kind.value}" + ("/1" if kind is StepKind.WORK else ""),
            visit_id=name,
            kind=kind,
            start=arrival + timedelta(minutes=start),
            end=arrival + timedelta(minutes=end),
            **who,
        )


@dataclass
class Clock:
    """Tells what it is set to."""

    now: datetime = field(default_factory=lambda: at("08:00"))

    def __call__(self) -> datetime:
        """The set instant."""
        return self.now


@dataclass(frozen=True)
class Counter:
    """What people do in one workshop, at a service whose clock and store the test has in hand."""

    http: httpx.Client
    clock: Clock
    database: Database
    workshop_id: str

    def path(self, path: str) -> str:
        """A path of the workshop."""
        return f"/v1/workshops/{self.workshop_id}/{path}"

    def get(self, path: str, **query: str) -> dict[str, Any]:
        """A resource of the workshop."""
        return _object(self.http.get(self.path(path), params=query).raise_for_status())

    def post(self, path: str, body: Mapping[str, JsonValue] | None = None, seen: int | None = None) -> httpx.Response:
        """A change; ``seen``: the version that the writer has seen."""
        headers = {} if seen is None else {"If-Match": f'"{seen}"'}
        return self.http.post(self.path(path), json=body, headers=headers)

    def order(self, quantity: int = 2, kind: str = "urgent", **more: JsonValue) -> dict[str, Any]:
        """A new order of pads."""
        body = {"part_number": "PAD", "quantity": quantity, "kind": kind, **more}
        return _object(self.post("part-orders", body).raise_for_status())


def _object(answer: httpx.Response) -> dict[str, Any]:
    found: dict[str, Any] = answer.json()
    return found


@dataclass(frozen=True)
class House:
    """A running service in which each test opens a workshop of its own."""

    http: httpx.Client
    clock: Clock
    database: Database
    security: Security
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def key(self, role: Role, workshop_id: str) -> str:
        """A key of a role in a workshop."""
        return new_key(self.security, role, workshop_id)

    def open(self, setup: Setup, *cars: Appointment) -> Counter:
        """A workshop with its appointments, on Monday at 8:00."""
        self.clock.now = at("08:00")
        workshop_id = f"tiny-{next(self.numbers)}"
        with self.database.write() as connection:
            own = replace(setup, workshop_id=workshop_id)
            create(connection, own, Author(actor="test", at=at("07:00", -30)))
            for one in cars:
                rows.insert_appointment(connection, replace(one, workshop_id=workshop_id))
        return Counter(self.http, self.clock, self.database, workshop_id)


@contextmanager
def house(place: str | Path) -> Iterator[House]:
    """A service over a fresh store, with a clock to set."""
    clock = Clock()
    listener = bind("127.0.0.1", 0)
    server = Server(create_app(replace(quick(place), clock=clock), toy_planner))
    with (
        running(server, listener),
        asking(address_of(listener), new_key(server.app.state.services.security)) as http,
    ):
        yield House(http, clock, server.app.state.services.database, server.app.state.services.security)


def day(days: int) -> date:
    """The date so many days after the Monday."""
    return MONDAY + timedelta(days=days)
