"""What a killed service is asked, and what must be in its store afterwards."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Protocol

import httpx
from sqlalchemy import Connection, func, select

from api.service.example_day import day_example
from api.store.tables import journal, kept_answers, runs
from benchmarks.crash.bookings import BookingStorm
from benchmarks.crash.replans import ReplanStorm

_STATES = ("queued", "running", "succeeded", "failed", "cancelled")


class Storm(Protocol):
    """Requests that change something, by several threads at once, each acknowledged or cut off by a kill."""

    def prepare(self, http: httpx.Client) -> None:
        """Before the first request, once."""
        ...

    def act(self, http: httpx.Client, random: Random) -> None:
        """One request; remembers what was acknowledged. Lets ``httpx.TransportError`` through."""
        ...

    def settle(self, http: httpx.Client) -> None:
        """After a restart: send what was cut off again, as a client does who does not know whether it was done."""
        ...

    def faults(self, store: Connection) -> Iterator[str]:
        """What was acknowledged and is not there, and what is half there: read from the store itself."""
        ...

    @property
    def acknowledged(self) -> int:
        """How many changes were acknowledged so far."""
        ...


class RunStorm:
    """Days are sent, sent again with the same key, and runs are cancelled."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sent = 0
        self._runs: dict[str, str] = {}
        self._in_doubt: set[str] = set()
        self._cancelled: set[str] = set()
        self._wrong: list[str] = []

    @property
    def acknowledged(self) -> int:
        """Runs and cancellations."""
        return len(self._runs) + len(self._cancelled)

    def prepare(self, http: httpx.Client) -> None:
        """Nothing."""

    def act(self, http: httpx.Client, random: Random) -> None:
        """Mostly a new day; now and then one sent before, or a cancellation."""
        kind = random.random()
        with self._lock:
            known = list(self._runs.items())
            if kind < 0.7 or not known:
                self._sent += 1
                self._in_doubt.add(key := f"k{self._sent}")
            else:
                key, run_id = random.choice(known)
        if kind < 0.85 or not known:
            self._send(http, key)
            return
        if http.delete(f"/v1/plans/{run_id}").status_code in (200, 202):
            with self._lock:
                self._cancelled.add(run_id)

    def settle(self, http: httpx.Client) -> None:
        """Each key that was cut off gets its one run."""
        for key in sorted(self._in_doubt):
            while key in self._in_doubt:
                # A transaction of the dead process may still be under work in the database.
                self._send(http, key)
                time.sleep(0.01)

    def faults(self, store: Connection) -> Iterator[str]:
        """Every key has one run, every run its journal, its kept answer and, when it succeeded, its plan."""
        yield from self._wrong
        there = {
            row.run_id: row for row in store.execute(select(runs.c.run_id, runs.c.status, runs.c.cancel_requested))
        }
        yield from (f"{key}: {run_id} is lost" for key, run_id in self._runs.items() if run_id not in there)
        if len(there) != len(self._runs):
            yield f"{len(there)} runs for {len(self._runs)} keys"
        for run_id in self._cancelled & there.keys():
            if not there[run_id].cancel_requested and there[run_id].status in ("queued", "running"):
                yield f"{run_id}: its cancellation is lost"
        yield from half_there(store)

    def _send(self, http: httpx.Client, key: str) -> None:
        options: dict[str, str | float] = {"time_limit_s": 0.03}
        answer = http.post("/v1/plans", params=options, json=day_example(), headers={"Idempotency-Key": key})
        if answer.status_code == 409:  # the same key is under work on another thread
            return
        with self._lock:
            if answer.status_code not in (200, 202):
                self._wrong.append(f"{key}: answered {answer.status_code} {answer.text}")
                self._in_doubt.discard(key)
                return
            run_id = answer.json()["id"]
            if self._runs.setdefault(key, run_id) != run_id:
                self._wrong.append(f"{key}: was {self._runs[key]}, is now {run_id}")
            self._in_doubt.discard(key)


def half_there(store: Connection) -> Iterator[str]:
    """Runs of which one table knows and another does not, or says otherwise."""
    kept = select(kept_answers.c.body).where(kept_answers.c.scope == "/createPlan")
    bodies = " ".join(store.execute(kept).scalars())
    of_states = journal.c.type.in_([f"run.{state}" for state in _STATES])
    newest = select(func.max(journal.c.seq)).where(of_states).group_by(journal.c.subject_id)
    last = store.execute(select(journal.c.subject_id, journal.c.type).where(journal.c.seq.in_(newest)))
    told = {row.subject_id: row.type for row in last}
    for row in store.execute(select(runs.c.run_id, runs.c.status, runs.c.plan.is_not(None).label("has_plan"))):
        said = told.pop(row.run_id, "nothing")
        if said != f"run.{row.status}":
            yield f"{row.run_id} is {row.status}, its journal says {said}"
        if row.run_id not in bodies:
            yield f"{row.run_id} has no kept answer"
        if row.status == "succeeded" and not row.has_plan:
            yield f"{row.run_id} succeeded without a plan"
    yield from (f"the journal knows {run_id}, which is not there" for run_id in told if run_id.startswith("run_"))


STORMS: Mapping[str, Callable[[], Storm]] = {"runs": RunStorm, "bookings": BookingStorm, "replans": ReplanStorm}
