"""The foreman's board of the tests: a Monday in full swing, what happens on it, and hands that work the page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import count
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from api.security.principal import Role
from api.service.example_day import example_day
from optimizer.plan_day import plan_day
from tests.api.desk.desks import ZONE, Json
from tests.browser.shop import Shop, shop_service

# More than any re-plan of these tests takes.
PATIENCE_MS = 60_000


@contextmanager
def board_shop(place: Path) -> Iterator[Shop]:
    """The example shop on a Monday at 11:10: what was planned until then has happened."""
    plan_day(example_day(), time_limit_s=0.0)  # the compiled search, before a service is asked
    with shop_service(place, num_cars=2) as found:
        numbers = count(20_417, 1_033)
        for code in ("OIL", "SVC-20K", "PADS", "DIAG", "EXPRESS", "OIL", "ALIGN", "CLUTCH", "SVC-20K"):
            wish = {"must": {"dates": ["2026-03-16"]}, "vehicle": {"plate": f"粤B{next(numbers)}"}}
            for offer in found.offers(code, **wish, lead_minutes=0, count=1):
                found.book(offer)
        begin_day(found)
        yield found


def tell(shop: Shop, *events: Json) -> None:
    """The floor tells what happened."""
    shop.http.post(f"{shop.path}/events", json={"events": list(events)}).raise_for_status()


def floor(shop: Shop) -> Json:
    """The floor as a board reads it."""
    found: Json = shop.http.get(f"{shop.path}/floor").raise_for_status().json()
    return found


def cars_of(shop: Shop, date: str) -> list[Json]:
    """Cars that arrive on a date."""
    return [one for one in floor(shop)["cars"] if one["arrival"].startswith(date)]


def begin_day(shop: Shop) -> None:
    """The first cars of the first day with cars arrive; what is planned up to 11:10 happens as planned."""
    day = floor(shop)["cars"][0]["arrival"][:10]
    now = datetime.fromisoformat(f"{day}T11:10:00").replace(tzinfo=ZONE)
    done: list[tuple[str, Json]] = []
    for car in cars_of(shop, day):
        if datetime.fromisoformat(car["arrival"]) > now:
            continue
        done.append((car["arrival"], {"type": "car_arrived", "appointment_id": car["appointment_id"]}))
        for step in car["steps"]:
            start, end = step["place"]["start"], step["place"]["end"]
            if datetime.fromisoformat(start) <= now:
                done.append((start, {"type": "step_started", "step_id": step["step_id"]}))
            if datetime.fromisoformat(end) <= now:
                done.append((end, {"type": "step_finished", "step_id": step["step_id"]}))
    shop.service.clock.now = now
    tell(shop, *({**event, "at": at} for at, event in sorted(done, key=lambda one: one[0])))


def open_step(page: Page, step: Json) -> None:
    """Open the car of a bar; by key, as the bar may still move while the page fills."""
    page.locator(f'.bar[data-bar$="|{step["step_id"]}"]').first.press("Enter")
    expect(page.locator("#car-title")).to_be_visible()


def open_board(page: Page, shop: Shop, role: Role = Role.FOREMAN) -> None:
    """Go to the board and wait for its bars."""
    shop.enter(page, "/board", role)
    expect(page.locator(".bar").first).to_be_visible()


def rows(page: Page) -> Locator:
    """The rows."""
    return page.locator(".board .row")


def running_work(shop: Shop) -> tuple[Json, Json]:
    """A car in work, and the step."""
    return next(
        (car, step)
        for car in floor(shop)["cars"]
        for step in car["steps"]
        if step["kind"] in ("work", "diagnosis") and step["progress"] and step["progress"]["status"] == "running"
    )


def told_of(shop: Shop, step: Json) -> Json:
    """Progress of a step."""
    steps = {one["step_id"]: one for car in floor(shop)["cars"] for one in car["steps"]}
    found: Json = steps[step["step_id"]]["progress"]
    return found


def movable(shop: Shop) -> Json:
    """A planned work of one technician that begins late enough to be moved."""
    steps = (step for car in floor(shop)["cars"] for step in car["steps"])
    return next(
        step
        for step in steps
        if step["kind"] == "work"
        and not step["progress"]
        and step["place"]
        and not step["place"]["frozen"]
        and step["operation_code"] in ("OIL", "AIR", "CHECK", "PADS")
    )


def lift(page: Page, step: Json) -> Locator:
    """Hold a bar by keyboard."""
    bar = page.locator(f'[data-row="{step["place"]["technician_ids"][0]}"] .bar[data-bar$="|{step["step_id"]}"]')
    bar.focus()
    page.keyboard.press("m")
    expect(page.locator(".held.shown")).to_be_visible()
    return bar


def place_of(shop: Shop, step: Json) -> Json:
    """Where a step is in the plan."""
    steps = {one["step_id"]: one for car in floor(shop)["cars"] for one in car["steps"]}
    found: Json = steps[step["step_id"]]["place"]
    return found
