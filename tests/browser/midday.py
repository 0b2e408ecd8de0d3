"""The example shop in the middle of a working day: cars ready, in work, stopped, waiting, and still to come."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import count
from pathlib import Path

from tests.api.desk.desks import ZONE, Json
from tests.browser.shop import MORNING, Shop, shop_service

NOW = MORNING.replace(hour=11, minute=10)
_WORK = ("OIL", "SVC-20K", "PADS", "DIAG", "EXPRESS", "OIL", "ALIGN", "CLUTCH", "SVC-20K", "OIL", "AIR", "SVC-20K")


@contextmanager
def midday(place: Path) -> Iterator[Shop]:
    """The shop on a Monday at 11:10: what was planned until then has happened."""
    with shop_service(place, num_cars=0) as shop:
        numbers = count(20_417, 1_033)
        for number, code in enumerate(_WORK):
            wish = {"must": {"dates": ["2026-03-16"]}, "vehicle": {"plate": f"粤B{next(numbers)}"}}
            for offer in shop.offers(code, **wish, lead_minutes=0, count=1):
                shop.book(offer, **({"customer_ref": "C-881", "note": "带第二把钥匙"} if number == 0 else {}))
        begin(shop)
        yield shop


def tell(shop: Shop, *events: Json) -> None:
    """The floor tells what happened."""
    shop.http.post(f"{shop.path}/events", json={"events": list(events)}).raise_for_status()


def cars_of(shop: Shop) -> list[Json]:
    """Cars of today, as the floor has them."""
    cars: list[Json] = shop.http.get(f"{shop.path}/floor").raise_for_status().json()["cars"]
    return [one for one in cars if one["arrival"].startswith(f"{NOW:%Y-%m-%d}")]


def begin(shop: Shop) -> None:
    """What is planned up to now happens as planned; the clock stands at now."""
    done = [event for car in cars_of(shop) for event in _until_now(car)]
    shop.service.clock.now = NOW
    tell(shop, *sorted(done, key=lambda one: str(one["at"])))


def _until_now(car: Json) -> Iterator[Json]:
    if _has_been(car["arrival"]):
        yield {"type": "car_arrived", "appointment_id": car["appointment_id"], "at": car["arrival"]}
    for step in car["steps"]:
        for kind, at in (("step_started", step["place"]["start"]), ("step_finished", step["place"]["end"])):
            if _has_been(at) and step["kind"] != "hand_over":
                yield {"type": kind, "step_id": step["step_id"], "at": at}


def _has_been(at: str) -> bool:
    return datetime.fromisoformat(at).astimezone(ZONE) <= NOW


def running(shop: Shop) -> list[tuple[Json, Json]]:
    """Cars of today with the work that is being done on them."""
    return [
        (car, step)
        for car in cars_of(shop)
        for step in car["steps"]
        if step["kind"] in ("work", "diagnosis") and (step["progress"] or {}).get("status") == "running"
    ]
