"""The race: every desk gets an offer of its place first; then all of them take their offers at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import cycle
from time import perf_counter
from typing import Any

import httpx

_TIMEOUT_S = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Where the race is: services on one store (``addresses``), and what a desk asks for."""

    addresses: Sequence[str]
    headers: Mapping[str, str]
    workshop_id: str
    operation_code: str
    arrivals: Sequence[datetime]

    @property
    def path(self) -> str:
        """Address of the workshop."""
        return f"/v1/workshops/{self.workshop_id}"


@dataclass(slots=True)
class Outcome:
    """What the desks were told. ``fresh``: of those who came too late, how many got fresh offers with it."""

    booked: list[dict[str, Any]] = field(default_factory=list)
    told: int = 0
    fresh: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)


def race(course: Course, desks: int, threads: int) -> Outcome:
    """Let ``desks`` race for the arrivals of a course, ``threads`` of them at the same time.

    Raises ``RuntimeError`` when a desk does not get the offer of its place before the race.
    """
    outcome = Outcome()
    with ExitStack() as stack, ThreadPoolExecutor(threads) as pool:
        clients = [stack.enter_context(_client(course, address)) for address in course.addresses]
        for http in clients:
            _warm(http, course)
        turns = [(http, arrival) for http, arrival, _ in zip(cycle(clients), cycle(course.arrivals), range(desks))]
        tokens = list(pool.map(lambda turn: _offer(turn[0], course, turn[1]), turns))
        starts = [(http, token) for (http, _), token in zip(turns, tokens, strict=True)]
        for answer, seconds in pool.map(lambda start: _take(start[0], start[1], course), starts):
            _count(outcome, answer, seconds)
    return outcome


def everything_booked(course: Course) -> list[dict[str, Any]]:
    """All appointments, as the store has them."""
    with _client(course, course.addresses[-1]) as http:
        return list(_pages(http, course))


def _client(course: Course, address: str) -> httpx.Client:
    limits = httpx.Limits(max_connections=64)
    return httpx.Client(
        base_url=address, headers=dict(course.headers), timeout=_TIMEOUT_S, trust_env=False, limits=limits
    )


def _warm(http: httpx.Client, course: Course) -> None:
    """One request of each kind, one service after the other: routes and the book are made at the first."""
    _offer(http, course, course.arrivals[0])
    _take(http, "nothing", course)


def _offer(http: httpx.Client, course: Course, arrival: datetime) -> str:
    minute = {"start": arrival.isoformat(), "end": (arrival + timedelta(minutes=1)).isoformat()}
    body = {"jobs": [{"operation_code": course.operation_code}], "preferred": {"spans": [minute]}, "count": 1}
    offers = http.post(f"{course.path}/slots:search", json=body).raise_for_status().json()["offers"]
    if not offers or datetime.fromisoformat(offers[0]["arrival"]) != arrival:
        raise RuntimeError(f"{arrival.isoformat()} is not offered: {[one['arrival'] for one in offers]}")
    return str(offers[0]["token"])


def _take(http: httpx.Client, token: str, course: Course) -> tuple[httpx.Response, float]:
    start = perf_counter()
    answer = http.post(f"{course.path}/appointments", json={"offer": token, "state": "booked"})
    return answer, perf_counter() - start


def _count(outcome: Outcome, answer: httpx.Response, seconds: float) -> None:
    outcome.seconds.append(seconds)
    if answer.status_code == 201:
        outcome.booked.append(answer.json())
    elif answer.status_code == 409 and answer.json()["type"].endswith(":slot_gone"):
        outcome.told += 1
        outcome.fresh += bool(answer.json()["offers"])
    else:
        outcome.errors[f"{answer.status_code} {answer.json().get('type', '')}"] += 1


def _pages(http: httpx.Client, course: Course) -> Iterable[dict[str, Any]]:
    cursor: str | None = None
    while True:
        query = {"limit": "200"} if cursor is None else {"limit": "200", "cursor": cursor}
        page = http.get(f"{course.path}/appointments", params=query).raise_for_status().json()
        yield from page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            return
