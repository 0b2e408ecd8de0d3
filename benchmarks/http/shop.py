"""A workshop with full days, for the requests of a desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import httpx

from api.security.keys import NewKey
from api.security.principal import OPERATOR, Role
from api.security.security import Security
from api.security.settings import SecuritySettings
from api.service.settings import system_clock
from api.setup.change import Author, create
from api.store.database import Database
from benchmarks.http.load import Request
from benchmarks.http.service import Service, client
from scenarios.generator import SHOPS
from scenarios.setup.calendar import ShopCalendar
from scenarios.setup.from_shop import setup_of_shop
from scenarios.setup.records import Setup

WORKSHOP_ID = "load"
_DAYS, _CARS = 14, 60


def full_shop() -> Setup:
    """The default shop, made for sixty cars a day, with parts for all of them."""
    setup = setup_of_shop(replace(SHOPS["default"], cars=_CARS), seed=1)
    parts = tuple(replace(part, on_hand=10_000) for part in setup.parts)
    return replace(setup, workshop_id=WORKSHOP_ID, parts=parts)


def prepared(data: Path, setup: Setup) -> str:
    """A store with the workshop in it, and a key that opens it."""
    author = Author(actor="benchmark", at=datetime.now(UTC))
    with (
        closing(Database(data)) as database,
        closing(Security.open(database, SecuritySettings(), system_clock)) as security,
    ):
        with database.write() as connection:
            create(connection, setup, author)
        _, key = security.keys.create(NewKey(name="load", role=Role.ADMIN, workshop_id=None), OPERATOR)
    return key


def book_full(found: Service, setup: Setup, days: int, cars: int, say: Callable[[str], None]) -> int:
    """Book so many cars on each of the next open days, as far as there is room. Returns how many were booked."""
    codes, booked = _codes(setup), 0
    with client(found) as http:
        for day in _open_dates(setup, days):
            before = booked
            for n in range(cars):
                booked += _book(http, {"jobs": [{"operation_code": codes[n % len(codes)]}], "must": {"dates": [day]}})
            say(f"{day}: {booked - before} cars")
    return booked


def searches(setup: Setup) -> Callable[[int], Request]:
    """Five offers for one or two jobs, each time another wish."""
    codes, pick = _codes(setup), Random(7)
    dates = _open_dates(setup, _DAYS)

    def make(n: int) -> Request:
        jobs = [{"operation_code": pick.choice(codes)} for _ in range(1 + n % 2)]
        preferred = {"dates": [pick.choice(dates)]} if n % 3 else {}
        body = {"jobs": jobs, "preferred": preferred, "count": 5, "waits": n % 4 == 0}
        return Request(method="POST", path=f"/v1/workshops/{WORKSHOP_ID}/slots:search", body=body)

    return make


def _book(http: httpx.Client, wish: Mapping[str, object]) -> bool:
    path = f"/v1/workshops/{WORKSHOP_ID}"
    body = {**wish, "count": 1, "insertion_only": True}
    offers = http.post(f"{path}/slots:search", json=body).raise_for_status().json()["offers"]
    if not offers:
        return False
    http.post(f"{path}/appointments", json={"offer": offers[0]["token"], "state": "booked"}).raise_for_status()
    return True


def _codes(setup: Setup) -> list[str]:
    plain = [one for one in setup.operations if not one.is_diagnosis and one.sublet_hours is None and one.crew == 1]
    return [one.operation_code for one in plain if one.frt_hours <= 2.0]


def _open_dates(setup: Setup, count: int) -> list[str]:
    return [day.isoformat() for day in _next_open(setup, count)]


def _next_open(setup: Setup, count: int) -> Iterator[date]:
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    for day in ShopCalendar.of(setup).open_days(tomorrow, count):
        yield day.date
