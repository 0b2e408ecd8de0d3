"""The demo's appointment desk: its workshop with two weeks of appointments, and how to ask it for a slot."""

from __future__ import annotations

import json
import time
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from api.board.words import Language
from api.commands.client import DemoError, ask
from api.commands.generate import next_open_date
from api.commands.tools import Tools
from scenarios.shop import ShopSpec

if TYPE_CHECKING:
    from api.service.services import Services

ACTOR = "demo"
# A service that everybody can do, in the catalogue of every generated shop.
_JOB = "MA10"


def prepare_desk(tools: Tools, services: Services, shop: ShopSpec, seed: int, num_customers: int) -> None:
    """Make the demo's workshop, and let generated customers take the first offer each; nothing when it is there."""
    from api.desk.filling import customers, fill
    from api.desk.front import Front

    now = services.clock()
    if num_customers == 0 or not services.database.transact(lambda connection: _made(connection, shop, seed, now)):
        return
    zone, start = ZoneInfo(shop.time_zone), time.monotonic()
    front = Front(desk=services.desk, workshop_id=shop.shop_id, zone=zone, actor=ACTOR, language=Language.EN)
    with tools.err.status(f"{num_customers} customers take the first offer each"):
        booked = fill(front, customers(shop, seed, next_open_date(shop)), num_customers)
    seconds = time.monotonic() - start
    tools.err.print(
        f"desk of the {shop.shop_id} shop: {booked} of {num_customers} customers got an appointment, {seconds:.1f} s",
        highlight=False,
    )


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


def _made(connection: Connection, shop: ShopSpec, seed: int, now: datetime) -> bool:
    """Make the workshop; False when it is there."""
    from api.setup.change import Author, create
    from api.setup.standing import setup_of
    from scenarios.setup.from_shop import setup_of_shop

    try:
        setup_of(connection, shop.shop_id)
    except KeyError:
        create(connection, setup_of_shop(shop, seed), Author(actor=ACTOR, at=now))
        return True
    return False
