"""The shop of docs/examples with appointments in its book, for the pages: one service a module of tests."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import httpx
from playwright.sync_api import Page

from api.contract.setup import read_setup
from api.contract.setup.source_file import read_source
from api.security.keys import NewKey
from api.security.principal import OPERATOR, Role
from api.security.sessions import COOKIE
from tests.api.desk.desks import SETTINGS, ZONE, DeskService, Json, desk_service

SHOP = Path(__file__).parents[2] / "docs/examples/shop.yaml"
WORKSHOP = "GZ-02"
# Monday; the desk has just opened.
MORNING = datetime(2026, 3, 16, 9, 0, tzinfo=ZONE)
_WORK = ("OIL", "SVC-20K", "EXPRESS", "PADS", "ALIGN", "DIAG", "CLUTCH")


@dataclass(frozen=True)
class Shop:
    """A running service with one workshop, and how its people get in."""

    service: DeskService

    @property
    def http(self) -> httpx.Client:
        """An admin's client."""
        return self.service.http

    @property
    def path(self) -> str:
        """The workshop's place in the API."""
        return f"/v1/workshops/{WORKSHOP}"

    def enter(self, page: Page, path: str, role: Role = Role.DESK) -> None:
        """Go to a page under a new session of a role."""
        address = str(self.http.base_url).rstrip("/")
        security = self.service.services.security
        key, _ = security.keys.create(NewKey(name="of a test", role=role, workshop_id=WORKSHOP), OPERATOR)
        page.context.add_cookies([{"name": COOKIE, "value": security.sessions.open(key), "url": address}])
        page.goto(f"{address}{path}")

    def offers(self, operation_code: str, **wish: object) -> list[Json]:
        """Offers for a work."""
        body = {"jobs": [{"operation_code": operation_code}], **wish}
        answer = self.http.post(f"{self.path}/slots:search", json=body).raise_for_status()
        offers: list[Json] = answer.json()["offers"]
        return offers

    def book(self, offer: Json, **fields: object) -> Json:
        """Take an offer."""
        body = {"offer": offer["token"], "state": "booked", **fields}
        made: Json = self.http.post(f"{self.path}/appointments", json=body).raise_for_status().json()
        return made

    def fill(self, num_cars: int, seed: int = 4) -> None:
        """Customers call one after the other and take the first offer each."""
        rng = random.Random(seed)
        for _ in range(num_cars):
            plate = f"粤A{rng.randint(10_000, 99_999)}"
            wish = {"waits": rng.random() < 0.4, "vehicle": {"plate": plate}, "count": 1}
            for offer in self.offers(rng.choice(_WORK), **wish):
                self.book(offer)


@contextmanager
def shop_service(place: Path, num_cars: int) -> Iterator[Shop]:
    """The example shop, served, with ``num_cars`` appointments and one known customer."""
    with desk_service(place, SETTINGS) as service:
        service.add(read_setup(read_source(SHOP.read_bytes()).document), MORNING)
        shop = Shop(service)
        customer = {"customer_ref": "C-881", "name": "王芳 Wang Fang", "phone": "138 0013 8000"}
        shop.http.post(f"{shop.path}/customers", json=customer).raise_for_status()
        shop.fill(num_cars)
        yield shop
