"""A storm of re-plans: plans are asked for, published and discarded, decisions are made, technicians come and go."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from random import Random

import httpx
from pydantic import JsonValue
from sqlalchemy import Connection, func, select

from api.contract.setup import write_setup
from api.desk import rows as desk_rows
from api.desk.records import Appointment
from api.replans import rows
from api.replans.decision_rows import held
from api.replans.records import Proposals, Replan, ReplanState, Trigger
from api.runs.documents import PLAN
from api.store.desk_tables import appointments
from api.store.floor_tables import notices
from api.store.tables import journal, runs
from benchmarks.race.shop import job_code
from optimizer.plan import Assignment
from scenarios.setup.from_shop import setup_of_shop
from scenarios.shop import SHOPS

WORKSHOP_ID = "storm"
_PATH = f"/v1/workshops/{WORKSHOP_ID}"
_CARS = 8
_END_S = 60.0


class ReplanStorm:
    """Foremen who ask, publish and decide. A question that was cut off is sent again with its key, as clients do."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._setup = replace(setup_of_shop(SHOPS["small"], seed=1), workshop_id=WORKSHOP_ID)
        self._sent = 0
        self._steps: list[str] = []
        self._in_doubt: dict[str, JsonValue] = {}
        self._asked: dict[str, str] = {}
        self._ended: set[str] = set()
        self._published: dict[str, str] = {}
        self._perhaps_published: set[str] = set()
        self._wrong: list[str] = []

    @property
    def acknowledged(self) -> int:
        """Re-plans asked for and published."""
        return len(self._asked) + len(self._published)

    def prepare(self, http: httpx.Client) -> None:
        """Make the workshop, and book some cars."""
        http.post("/v1/workshops", json=write_setup(self._setup)).raise_for_status()
        wish = {"jobs": [{"operation_code": job_code(self._setup)}], "count": 1, "insertion_only": True}
        for _ in range(_CARS):
            (offer,) = http.post(f"{_PATH}/slots:search", json=wish).raise_for_status().json()["offers"]
            made = http.post(f"{_PATH}/appointments", json={"offer": offer["token"], "state": "booked"})
            steps = made.raise_for_status().json()["steps"]
            self._steps += [one["step_id"] for one in steps if one["kind"] == "work"]

    def act(self, http: httpx.Client, random: Random) -> None:
        """Mostly a question or a publish; now and then an event, a decision, or a re-plan thrown away."""
        with self._lock:
            known = sorted(set(self._asked.values()))[-4:]
        kind = random.random()
        if kind < 0.4 or not known:
            self._ask(http, random)
        elif kind < 0.75:
            self._publish(http, random.choice(known))
        elif kind < 0.85:
            self._tell(http, random)
        elif kind < 0.95:
            self._decide(http, random)
        else:
            self._check(http.post(f"{_PATH}/replans/{random.choice(known)}:discard"), 200, 409)

    def settle(self, http: httpx.Client) -> None:
        """Each question that was cut off gets its one re-plan; each re-plan comes to its end."""
        for key in sorted(self._in_doubt):
            while key in self._in_doubt:
                # A transaction of the dead process may still be under work in the database.
                self._send(http, key)
                time.sleep(0.01)
        for replan_id in sorted(set(self._asked.values()) - self._ended):
            self._wait_for_end(http, replan_id)

    def faults(self, store: Connection) -> Iterator[str]:
        """Nothing acknowledged is lost; what is published is whole; tables and journal agree."""
        yield from self._wrong
        there = {one.replan_id: one for one in rows.page(store, WORKSHOP_ID, limit=1_000_000)}
        yield from (f"{key}: {one} is lost" for key, one in self._asked.items() if one not in there)
        manual = [one for one in there.values() if one.trigger is Trigger.MANUAL]
        if len(manual) != len(self._asked):
            yield f"{len(manual)} re-plans for {len(self._asked)} keys"
        for replan_id, run_id in self._published.items():
            if replan_id in there and there[replan_id].published_run_id != run_id:
                yield f"{replan_id}: that {run_id} was published is lost"
        told = _told(store)
        for one in there.values():
            yield from half_there(store, rows.with_proposals(store, one), told)
        yield from _plan_in_force(store, list(there.values()))
        yield from _version(store)

    def _ask(self, http: httpx.Client, random: Random) -> None:
        technician = random.choice(self._setup.technicians).technician_id
        forbid: dict[str, JsonValue] = {
            "kind": "forbid",
            "step_id": random.choice(self._steps),
            "technician_id": technician,
        }
        with self._lock:
            self._sent += 1
            key = f"r{self._sent}"
            body: dict[str, JsonValue] = {"time_limit_s": 0.03}
            if random.random() < 0.5:
                body["decisions"] = [forbid]
            self._in_doubt[key] = body
        self._send(http, key)

    def _send(self, http: httpx.Client, key: str) -> None:
        answer = http.post(f"{_PATH}/replans", json=self._in_doubt[key], headers={"Idempotency-Key": key})
        said = "" if answer.is_success else answer.json()["type"].rpartition(":")[2]
        with self._lock:
            if said == "request_still_running":
                return
            if answer.is_success:
                replan_id = answer.json()["id"]
                if self._asked.setdefault(key, replan_id) != replan_id:
                    self._wrong.append(f"{key}: was {self._asked[key]}, is now {replan_id}")
            # What another one has decided meanwhile may stand against it.
            elif answer.status_code not in (409, 422):
                self._wrong.append(f"{key}: answered {answer.status_code} {answer.text}")
            del self._in_doubt[key]

    def _publish(self, http: httpx.Client, replan_id: str) -> None:
        found = http.get(f"{_PATH}/replans/{replan_id}").json()
        run_id = found["proposals"][0]["run_id"]
        with self._lock:
            self._perhaps_published.add(replan_id)
        path = f"{_PATH}/replans/{replan_id}/proposals/{run_id}:publish"
        answer = http.post(path, headers={"If-Match": f'"{found["plan_version"]}"'})
        if answer.status_code == 200:
            with self._lock:
                self._published[replan_id] = run_id
        self._check(answer, 200, 409, 412)

    def _tell(self, http: httpx.Client, random: Random) -> None:
        technician = random.choice(self._setup.technicians).technician_id
        kind = random.choice(["technician_absent", "technician_back"])
        answer = http.post(f"{_PATH}/events", json={"events": [{"type": kind, "technician_id": technician}]})
        self._check(answer, 201, 409, 422)

    def _decide(self, http: httpx.Client, random: Random) -> None:
        items = http.get(f"{_PATH}/decisions", params={"held": "true"}).json()["items"]
        if items and random.random() < 0.5:
            self._check(http.delete(random.choice(items)["links"]["self"]), 200)
            return
        self._check(
            http.post(f"{_PATH}/decisions", json={"kind": "release", "step_id": random.choice(self._steps)}),
            201,
            409,
            422,
        )

    def _check(self, answer: httpx.Response, *statuses: int) -> None:
        if answer.status_code not in statuses:
            with self._lock:
                self._wrong.append(f"{answer.request.url}: answered {answer.status_code} {answer.text}")

    def _wait_for_end(self, http: httpx.Client, replan_id: str) -> None:
        answer = http.get(f"{_PATH}/replans/{replan_id}", headers={"Prefer": f"wait={_END_S:g}"})
        if answer.status_code == 200 and answer.json()["ended"]:
            self._ended.add(replan_id)
        else:
            self._wrong.append(f"{replan_id}: does not end: {answer.status_code} {answer.text[:500]}")


def half_there(store: Connection, found: Proposals, told: Mapping[str, str]) -> Iterator[str]:
    """Where a re-plan, its runs, its decisions, its notices and the journal say different things."""
    one = found.replan
    if not found.proposals:
        yield f"{one.replan_id} has no proposals"
    for run in found.runs:
        if told.get(run.run_id) != f"run.{run.status}":
            yield f"{run.run_id} is {run.status}, its journal says {told.get(run.run_id)}"
        if run.status == "succeeded" and not run.has_plan:
            yield f"{run.run_id} succeeded without a plan"
    published = _entries(store, one.replan_id, "replan.published")
    if len(published) != (one.state is ReplanState.PUBLISHED):
        yield f"{one.replan_id} is {one.state}, its journal tells of {len(published)} publications"
    for payload in published:
        yield from _half_published(store, one, payload)


def _half_published(store: Connection, one: Replan, payload: Mapping[str, JsonValue]) -> Iterator[str]:
    moved = select(journal.c.payload).where(
        journal.c.workshop_id == WORKSHOP_ID, journal.c.type == "appointment.replanned"
    )
    versions = [entry["plan_version"] for entry in store.execute(moved).scalars()]
    if payload["cars_moved"] and versions.count(payload["plan_version"]) != payload["cars_moved"]:
        there = versions.count(payload["plan_version"])
        yield f"{one.replan_id} moved {payload['cars_moved']} cars, {there} are told of"
    ids = payload["notices"]
    assert isinstance(ids, list)
    known = set(store.execute(select(notices.c.notice_id).where(notices.c.workshop_id == WORKSHOP_ID)).scalars())
    yield from (f"{one.replan_id}: notice {name} is lost" for name in ids if name not in known)
    made = [each for each in _entries_at(store, one) if each == "decision.made"]
    if len(made) < len(one.decisions):
        yield f"{one.replan_id} was published with {len(one.decisions)} decisions, {len(made)} are told of"


def _plan_in_force(store: Connection, found: list[Replan]) -> Iterator[str]:
    """Every car is where the plan published last has it: all of them, or none."""
    published = [one for one in found if one.state is ReplanState.PUBLISHED and one.closed_at is not None]
    if not published:
        return
    seq = select(func.max(journal.c.seq)).where(
        journal.c.workshop_id == WORKSHOP_ID, journal.c.type == "replan.published"
    )
    last_id = store.execute(select(journal.c.subject_id).where(journal.c.seq == seq.scalar_subquery())).scalar_one()
    last = next(one for one in published if one.replan_id == last_id)
    text = store.execute(select(runs.c.plan).where(runs.c.run_id == last.published_run_id)).scalar_one()
    planned = {one.step_id: _where(one) for one in PLAN.validate_json(text).assignments}
    cars: list[Appointment] = list(desk_rows.page(store, WORKSHOP_ID, limit=1_000_000))
    there = {step.step_id: _where(step) for car in cars for step in car.assignments}
    for step_id, place in planned.items():
        if there.get(step_id) != place:
            yield f"{step_id} is at {there.get(step_id)}, {last.replan_id} has it at {place}"


def _where(one: Assignment) -> tuple[object, ...]:
    return one.start, one.end, one.technician_ids, one.bay_id, one.unit_id


def _told(store: Connection) -> dict[str, str]:
    """The last state of each run by the journal."""
    states = [f"run.{state}" for state in ("queued", "running", "succeeded", "failed", "cancelled")]
    newest = select(func.max(journal.c.seq)).where(journal.c.type.in_(states)).group_by(journal.c.subject_id)
    last = store.execute(select(journal.c.subject_id, journal.c.type).where(journal.c.seq.in_(newest)))
    return {row.subject_id: row.type for row in last}


def _entries(store: Connection, subject_id: str, type_: str) -> list[Mapping[str, JsonValue]]:
    query = select(journal.c.payload).where(journal.c.subject_id == subject_id, journal.c.type == type_)
    return list(store.execute(query).scalars())


def _entries_at(store: Connection, one: Replan) -> list[str]:
    """Types of the entries of the instant at which a re-plan was closed."""
    query = select(journal.c.type).where(journal.c.workshop_id == WORKSHOP_ID, journal.c.created_at == one.closed_at)
    return list(store.execute(query).scalars())


def _version(store: Connection) -> Iterator[str]:
    """The workshop's plan is at the version of the place that changed last; decisions can be read."""
    newest = select(func.max(appointments.c.plan_version)).where(appointments.c.workshop_id == WORKSHOP_ID)
    last, plan = store.execute(newest).scalar_one(), desk_rows.versions_of(store, WORKSHOP_ID).plan
    if last is not None and last != plan:
        yield f"the plan is at version {plan}, its last change at {last}"
    held(store, WORKSHOP_ID)
