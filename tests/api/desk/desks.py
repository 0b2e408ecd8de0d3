"""A desk to test: a real service with a real store, a small shop, and a clock that the test sets."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from api.desk.desk import Desk
from api.desk.settings import DeskSettings
from api.service.app import create_app
from api.service.server import Server, address_of, bind, running
from api.service.services import Services
from api.setup.change import Author, create
from scenarios.setup.records import Setup
from tests.api.compiled import compile_searches
from tests.api.served import asking, new_key, quick
from tests.api.toy import toy_planner

# What is answered, looked into by the tests.
Json = dict[str, Any]

ZONE = ZoneInfo("Asia/Shanghai")
# Other cars stay where they are: what moves them has tests of its own. No test comes back to many a workshop.
SETTINGS = DeskSettings(reshuffle_s=0, warm=False, books=5)


class Clock:
    """The service's clock."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """The instant that the test has set."""
        return self.now

    def turn(self, **by: float) -> None:
        """Let time pass, in the words of ``timedelta``."""
        self.now += timedelta(**by)


def on(clock: str, day: int = 2) -> datetime:
    """A time of March 2026 on the shop's clock; the 2nd is a Monday."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 3, day, hour, minute, tzinfo=ZONE)


@dataclass(frozen=True)
class DeskClient:
    """A clerk at a desk of one workshop."""

    http: httpx.Client
    clock: Clock
    services: Services
    path: str

    @property
    def desk(self) -> Desk:
        """The desk behind the routes."""
        return self.services.desk

    def post(self, path: str, body: object = None, etag: str | None = None, **headers: str) -> httpx.Response:
        """Send; header names with underscores."""
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        if etag is not None:
            told["If-Match"] = etag
        return self.http.post(self.path + path, json=body, headers=told)

    def patch(self, path: str, body: object, etag: str) -> httpx.Response:
        """Change."""
        return self.http.patch(self.path + path, json=body, headers={"If-Match": etag})

    def get(self, path: str, **params: str | int) -> httpx.Response:
        """Look."""
        return self.http.get(self.path + path, params=params)

    def search(self, **wish: object) -> Json:
        """Offers for an oil change, unless told otherwise."""
        answer = self.post("/slots:search", {"jobs": [{"operation_code": "OIL"}], **wish})
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found

    def offers(self, **wish: object) -> list[Json]:
        """The same, the offers only."""
        found = self.search(**wish)["offers"]
        assert isinstance(found, list)
        return found

    def take(self, offer: Json, state: str = "booked", **fields: object) -> httpx.Response:
        """Hold or book an offer."""
        return self.post("/appointments", {"offer": offer["token"], "state": state, **fields})

    def book(self, state: str = "booked", **wish: object) -> httpx.Response:
        """Take the first offer."""
        answer = self.take(self.offers(**wish)[0], state)
        assert answer.status_code == 201, answer.text
        return answer

    def do(self, answer: httpx.Response, action: str, body: object = None) -> httpx.Response:
        """An action on the appointment of an answer, at the version of that answer."""
        one = answer.json()
        return self.http.post(
            f"{one['links']['self']}:{action}", json=body, headers={"If-Match": answer.headers["etag"]}
        )


@dataclass(frozen=True)
class DeskService:
    """A running service in which each test has a workshop of its own."""

    http: httpx.Client
    clock: Clock
    services: Services
    numbers: Iterator[int]

    def client(self, setup: Setup, now: datetime) -> DeskClient:
        """A clerk in a new workshop, by whose set-up it works; the clock is set."""
        mine = replace(setup, workshop_id=f"{setup.workshop_id}-{next(self.numbers)}")
        self.add(mine, now)
        return DeskClient(self.http, self.clock, self.services, f"/v1/workshops/{mine.workshop_id}")

    def add(self, setup: Setup, now: datetime) -> None:
        """A new workshop under its own id; the clock is set."""
        self.clock.now = now
        with self.services.database.write() as connection:
            create(connection, setup, Author(actor="test", at=now))


@contextmanager
def desk_service(place: str | Path, settings: DeskSettings | None = None) -> Iterator[DeskService]:
    """A service on a store of its own, with the search compiled."""
    compile_searches()
    clock = Clock(on("08:00"))
    app = create_app(replace(quick(place), clock=clock, desk=settings or DeskSettings()), toy_planner)
    listener = bind("127.0.0.1", 0)
    with (
        running(Server(app), listener),
        asking(address_of(listener), new_key(app.state.services.security)) as http,
    ):
        services = app.state.services
        assert isinstance(services, Services)
        yield DeskService(http, clock, services, count(1))
