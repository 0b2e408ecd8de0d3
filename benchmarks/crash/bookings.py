"""A storm of bookings: offers are searched for and taken, appointments cancelled."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import httpx
from pydantic import JsonValue
from sqlalchemy import Connection, func, select

from api.contract.setup import write_setup
from api.desk import rows
from api.desk.life import State
from api.desk.records import Appointment
from api.setup.standing import setup_of
from api.store.desk_tables import appointments
from api.store.tables import journal, kept_answers
from benchmarks.race.shop import job_code
from optimizer.slots.referee import violations_of_book
from scenarios.setup.from_shop import setup_of_shop
from scenarios.setup.resolve import resolved_workshop
from scenarios.shop import SHOPS

WORKSHOP_ID = "storm"
_PATH = f"/v1/workshops/{WORKSHOP_ID}"
_DAYS = 17


class BookingStorm:
    """Desks that book and cancel. A booking that was cut off is sent again with its key, as a client would."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._setup = replace(setup_of_shop(SHOPS["medium"], seed=1), workshop_id=WORKSHOP_ID)
        self._sent = 0
        self._in_doubt: dict[str, JsonValue] = {}
        self._booked: dict[str, str] = {}
        self._cancelled: set[str] = set()
        self._perhaps_cancelled: set[str] = set()
        self._wrong: list[str] = []

    @property
    def acknowledged(self) -> int:
        """Bookings and cancellations."""
        return len(self._booked) + len(self._cancelled)

    def prepare(self, http: httpx.Client) -> None:
        """Make the workshop."""
        http.post("/v1/workshops", json=write_setup(self._setup)).raise_for_status()

    def act(self, http: httpx.Client, random: Random) -> None:
        """Mostly a booking; now and then a cancellation."""
        with self._lock:
            open_ones = sorted(set(self._booked.values()) - self._cancelled - self._perhaps_cancelled)
        if open_ones and random.random() < 0.25:
            self._cancel(http, random.choice(open_ones))
            return
        wish = {"jobs": [{"operation_code": job_code(self._setup)}], "count": 10, "insertion_only": True}
        offers = http.post(f"{_PATH}/slots:search", json=wish).raise_for_status().json()["offers"]
        with self._lock:
            self._sent += 1
            key = f"b{self._sent}"
            self._in_doubt[key] = {"offer": random.choice(offers)["token"], "state": "booked"}
        self._send(http, key)

    def settle(self, http: httpx.Client) -> None:
        """Each booking that was cut off is sent again: it was done, is done now, or its place is gone."""
        for key in list(self._in_doubt):
            while key in self._in_doubt:
                # A transaction of the dead process may still be under work in the database.
                self._send(http, key)
                time.sleep(0.01)

    def faults(self, store: Connection) -> Iterator[str]:
        """Every acknowledged booking is there in its state, once; row, life, journal and kept answer agree."""
        yield from self._wrong
        there = {one.appointment_id: one for one in _all(store)}
        for key, booked in self._booked.items():
            if booked not in there:
                yield f"{key}: {booked} is lost"
        if len(there) != len(self._booked):
            yield f"{len(there)} appointments for {len(self._booked)} bookings"
        for one in there.values():
            yield from self._state(one)
            yield from half_there(store, one)
        yield from _version(store)
        yield from self._broken_rules(store)

    def _state(self, one: Appointment) -> Iterator[str]:
        cancelled = one.state is State.CANCELLED
        if one.appointment_id in self._cancelled and not cancelled:
            yield f"{one.appointment_id}: its cancellation is lost"
        if cancelled and one.appointment_id not in self._cancelled | self._perhaps_cancelled:
            yield f"{one.appointment_id}: is cancelled by nobody"

    def _broken_rules(self, store: Connection) -> Iterator[str]:
        booked = [one.commitment for one in _all(store) if one.in_plan]
        if not booked:
            return
        now = min(one.visit.arrival for one in booked)
        zone_date = now.astimezone(rows.zone_of(store, WORKSHOP_ID)).date()
        shop = resolved_workshop(setup_of(store, WORKSHOP_ID), zone_date, _DAYS)
        yield from (str(one) for one in violations_of_book(shop, now, booked, _DAYS))

    def _cancel(self, http: httpx.Client, appointment_id: str) -> None:
        with self._lock:
            self._perhaps_cancelled.add(appointment_id)
        answer = http.post(f"{_PATH}/appointments/{appointment_id}:cancel", headers={"If-Match": "*"})
        with self._lock:
            if answer.status_code == 200:
                self._cancelled.add(appointment_id)
            elif answer.status_code != 409:  # another thread was faster
                self._wrong.append(f"{appointment_id}: answered {answer.status_code} {answer.text}")

    def _send(self, http: httpx.Client, key: str) -> None:
        answer = http.post(f"{_PATH}/appointments", json=self._in_doubt[key], headers={"Idempotency-Key": key})
        said = "" if answer.status_code == 201 else answer.json()["type"].rpartition(":")[2]
        with self._lock:
            if said == "request_still_running":
                return
            if answer.status_code == 201:
                self._booked[key] = answer.json()["id"]
            elif said not in ("slot_gone", "offer_expired"):
                self._wrong.append(f"{key}: answered {answer.status_code} {answer.text}")
            del self._in_doubt[key]


def half_there(store: Connection, one: Appointment) -> Iterator[str]:
    """Where a row, its life, its journal and its kept answer say different things."""
    life = rows.life_of(store, WORKSHOP_ID, one.appointment_id)
    if [step.version for step in life] != list(range(1, one.version + 1)):
        yield f"{one.appointment_id} is at version {one.version}, its life has {len(life)} steps"
    elif life[-1].state_after is not one.state:
        yield f"{one.appointment_id} is {one.state}, its life says {life[-1].state_after}"
    told = store.execute(select(func.count()).where(journal.c.subject_id == one.appointment_id)).scalar_one()
    if told != one.version:
        yield f"{one.appointment_id} is at version {one.version}, its journal has {told} entries"
    kept = select(func.count()).where(
        kept_answers.c.scope == f"{WORKSHOP_ID}/createAppointment", kept_answers.c.body.contains(one.appointment_id)
    )
    if store.execute(kept).scalar_one() != 1:
        yield f"{one.appointment_id} has no kept answer"


def _version(store: Connection) -> Iterator[str]:
    """The workshop's plan is at the version of the place that changed last."""
    newest = select(func.max(appointments.c.plan_version)).where(appointments.c.workshop_id == WORKSHOP_ID)
    last, plan = store.execute(newest).scalar_one(), rows.versions_of(store, WORKSHOP_ID).plan
    if last is not None and last != plan:
        yield f"the plan is at version {plan}, its last change at {last}"


def _all(store: Connection) -> list[Appointment]:
    return list(rows.page(store, WORKSHOP_ID, limit=1_000_000))
