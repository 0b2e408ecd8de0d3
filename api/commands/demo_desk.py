"""The demo's appointment desk: its workshop with two weeks of appointments, and how to ask it for a slot."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from api.board.words import Language
from api.commands.client import DemoError, ask
from api.commands.tools import Tools
from api.store.desk_tables import appointments
from api.store.security_tables import customers
from scenarios.names import person
from scenarios.setup.calendar import ShopCalendar
from scenarios.setup.hours import instant_at
from scenarios.shop import ShopSpec

if TYPE_CHECKING:
    from api.service.services import Services

ACTOR = "demo"
# A service that everybody can do, in the catalogue of every generated shop.
_JOB = "MA10"
# As far as the desk gives appointments, the day itself left out.
_DAYS_AHEAD = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoDesk:
    """The desk of the demo's workshop, at which generated customers take the first offer each."""

    tools: Tools
    services: Services
    shop: ShopSpec
    seed: int

    def open(self) -> bool:
        """Make the workshop; False when it is there."""
        at = self.services.clock()
        return self.services.database.transact(lambda connection: self._made(connection, at))

    def fill_day(self, on: date, num_cars: int) -> None:
        """Book customers until so many cars come on a date, as far as there is room."""
        missing = num_cars - self._coming(on)
        if missing > 0:
            self._fill(missing, (on,), f"on {on}", confirmations=(2,))

    def fill_after(self, day: date, num_customers: int) -> None:
        """Book customers on the open dates after a day."""
        dates = self._open_dates(day + timedelta(days=1))
        self._fill(num_customers, dates, f"from {dates[0]} on", confirmations=(1, 1, 1, 0))

    def _fill(self, num_customers: int, dates: Sequence[date], when: str, *, confirmations: Sequence[int]) -> None:
        from api.desk.filling import customers as callers
        from api.desk.filling import fill
        from api.desk.front import Front

        start = time.monotonic()
        front = Front(
            desk=self.services.desk,
            workshop_id=self.shop.shop_id,
            zone=ZoneInfo(self.shop.time_zone),
            actor=ACTOR,
            language=Language.EN,
        )
        refs = self._customer_refs()
        # Other customers on each day, the same at each start.
        visits = callers(self.shop, self.seed + dates[0].toordinal(), dates[0])
        with self.tools.err.status(f"{num_customers} customers take the first offer each, {when}"):
            booked = fill(front, visits, num_customers, dates=dates, customer_refs=refs, confirmations=confirmations)
        seconds = time.monotonic() - start
        self.tools.err.print(
            f"{booked} of {num_customers} customers got an appointment {when}, {seconds:.1f} s", highlight=False
        )

    def _customer_refs(self) -> Iterator[str]:
        """New customers with names and phones, without end."""
        from api.customers.records import Details
        from api.customers.store import Customers

        known = Customers(self.services.database, self.services.clock, self.shop.shop_id, ACTOR)
        for number in count(self._num_customers()):
            details = Details(name=person(number), phone=f"138 0013 {8000 + number % 2000}")
            yield known.create(None, details).customer_ref

    def _num_customers(self) -> int:
        mine = customers.c.workshop_id == self.shop.shop_id
        with self.services.database.read() as connection:
            return int(connection.execute(select(func.count()).select_from(customers).where(mine)).scalar_one())

    def _coming(self, on: date) -> int:
        zone = ZoneInfo(self.shop.time_zone)
        start, end = (instant_at(zone, one, 0) for one in (on, on + timedelta(days=1)))
        mine = (appointments.c.workshop_id == self.shop.shop_id, appointments.c.in_plan)
        of_day = (appointments.c.arrival >= start, appointments.c.arrival < end)
        query = select(func.count()).select_from(appointments).where(*mine, *of_day)
        with self.services.database.read() as connection:
            return int(connection.execute(query).scalar_one())

    def _open_dates(self, first: date) -> tuple[date, ...]:
        from api.setup.standing import setup_of

        with self.services.database.read() as connection:
            calendar = ShopCalendar.of(setup_of(connection, self.shop.shop_id))
        return tuple(one.date for one in calendar.open_days(first, _DAYS_AHEAD))

    def _made(self, connection: Connection, at: datetime) -> bool:
        from api.setup.change import Author, create
        from api.setup.standing import setup_of
        from scenarios.setup.from_shop import setup_of_shop

        try:
            setup_of(connection, self.shop.shop_id)
        except KeyError:
            create(connection, setup_of_shop(self.shop, self.seed), Author(actor=ACTOR, at=at))
            return True
        return False


def say_desk(tools: Tools, address: str, key: str, shop: ShopSpec) -> None:
    """How to ask for a slot."""
    lines = (
        "Ask for a slot:",
        f"  curl -s -H 'Authorization: Bearer {key}' -H 'Content-Type: application/json' \\",
        f"    -d '{_wish()}' {_search(address, shop)}",
        "Take an offer: POST its token to …/appointments; a phone call step by step: docs/desk.md",
    )
    for line in lines:
        tools.out.print(line, highlight=False, markup=False, soft_wrap=True)


def check_desk(address: str, key: str, shop: ShopSpec) -> None:
    """Ask for a slot. Raises ``DemoError`` without an offer."""
    found = ask(_search(address, shop), key=key, body=_wish()).json()
    if not found["offers"]:
        raise DemoError(f"{_search(address, shop)} has no offer")


def _search(address: str, shop: ShopSpec) -> str:
    return f"{address}/v1/workshops/{shop.shop_id}/slots:search"


def _wish() -> str:
    return json.dumps({"jobs": [{"operation_code": _JOB}], "count": 3})
