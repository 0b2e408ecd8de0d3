"""The calls as those who make them see them: they appear by themselves, and every answer counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect

from api.security.principal import Role
from tests.api.desk.desks import DeskClient, Json
from tests.api.notices.floors import publish, works
from tests.browser.pages import page_of, violations
from tests.browser.shop import Shop, shop_service

TODAY = {"must": {"dates": ["2026-03-16"], "hours": [{"start": "09:00", "end": "12:00"}]}, "lead_minutes": 0}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """The example shop, in which nothing is booked."""
    with shop_service(tmp_path_factory.mktemp("calls"), num_cars=0) as found:
        yield found


@pytest.fixture(scope="module")
def desk(shop: Shop) -> DeskClient:
    """Its desk."""
    return DeskClient(shop.http, shop.service.clock, shop.service.services, shop.path)


@pytest.fixture(scope="module")
def cars(shop: Shop) -> list[Json]:
    """Three cars of this morning, each with a technician and a bay of its own; the second is a VIC's."""
    # The rack and the heavy lift are one each, and so are those who work there.
    wishes: list[tuple[str, str, Json]] = [
        ("OIL", "", {"vehicle": {"plate": "粤B67890"}, "preferred_technician_ids": ["T2"]}),
        ("CLUTCH", "C-881", {"vehicle": {"plate": "粤A12345"}, "priority": {"vic": True}}),
        ("ALIGN", "", {"vehicle": {"plate": "粤C00003"}}),
    ]
    taken: set[str] = set()
    booked = []
    for code, ref, wish in wishes:
        offers = shop.offers(code, count=20, per_date=20, **wish, **TODAY)
        offer = next(one for one in offers if not taken & {*one["technician_ids"], *one["bay_ids"]})
        taken |= {*offer["technician_ids"], *offer["bay_ids"]}
        booked.append(shop.book(offer, customer_ref=ref))
    return booked


@pytest.fixture(scope="module")
def published(desk: DeskClient, cars: list[Json]) -> list[Json]:
    """All of them are under work and need ten hours more; a plan is published that says so."""
    starts = [step["start"] for one in cars for step in one["steps"] if step["kind"] == "work"]
    desk.clock.now = max(datetime.fromisoformat(start) for start in starts) + timedelta(minutes=5)
    for one in sorted(cars, key=lambda one: str(one["arrival"])):  # told as it happened
        works(desk, one, 600)
    publish(desk)
    return cars


def promised(desk: DeskClient, car: Json) -> datetime:
    """The promise that counts."""
    return datetime.fromisoformat(desk.get(f"/appointments/{car['id']}").json()["promised"])


def test_a_call_appears_by_itself_and_an_answer_moves_the_promise(
    browser: Browser, shop: Shop, desk: DeskClient, cars: list[Json], request: pytest.FixtureRequest
) -> None:
    before = promised(desk, cars[0])
    with page_of(browser) as page:
        with page.expect_response("**/events/stream"):
            shop.enter(page, "/calls")
        expect(page.get_by_text("Nobody is to be called.")).to_be_visible()
        request.getfixturevalue("published")
        card = page.get_by_role("article", name="粤B67890")
        expect(card).to_contain_text("Your car will be ready")
        expect(page.get_by_role("link", name=re.compile(r"Calls.*\d to call"))).to_be_visible()
        expect(page).to_have_title(re.compile(r"^\(\d\) Calls"))
        card.get_by_role("button", name="No answer").click()
        expect(card.get_by_text("not reached: 1")).to_be_visible()
        card.get_by_label("Note").fill("comes tomorrow")
        card.get_by_role("button", name="Agrees", exact=True).click()
        expect(card).to_have_count(0)
    assert promised(desk, cars[0]) > before


def test_who_says_no_is_offered_another_day(
    browser: Browser, shop: Shop, desk: DeskClient, published: list[Json]
) -> None:
    before = promised(desk, published[1])
    with page_of(browser, "zh-CN") as page:
        shop.enter(page, "/calls")
        card = page.get_by_role("article", name="王芳 Wang Fang")
        expect(card.get_by_text("VIC 贵宾")).to_be_visible()
        expect(card.get_by_role("link", name="138 0013 8000")).to_have_attribute("href", "tel:13800138000")
        card.get_by_role("button", name="不同意…").click()
        assert violations(page) == []
        page.get_by_role("button", name="English").click()
        expect(card.get_by_label("A day that would suit")).to_be_visible()
        card.get_by_label("A day that would suit").fill("2026-03-18")
        card.get_by_role("button", name="Note the no, show times").click()
        offers = page.get_by_role("region", name="Times for 王芳")
        offers.get_by_role("button", name=re.compile("Wed 18 Mar")).first.click()
        expect(offers.get_by_role("status")).to_have_text(re.compile("^Taken: Wed 18 Mar"))
    assert promised(desk, published[1]) == before, "the old promise stands"
    again = desk.get("/appointments", date="2026-03-18").json()["items"]
    assert [(one["customer_ref"], one["state"]) for one in again] == [("C-881", "booked")]


@pytest.mark.usefixtures("published")
def test_who_may_only_look_has_nothing_to_press(browser: Browser, shop: Shop) -> None:
    with page_of(browser) as page:
        shop.enter(page, "/calls", Role.FOREMAN)
        card = page.get_by_role("article", name="粤C00003")
        expect(card).to_contain_text("Your car will be ready")
        expect(card.get_by_role("button")).to_have_count(0)
