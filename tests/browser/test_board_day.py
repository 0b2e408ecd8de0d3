"""A bad day told, healed and closed on the foreman's board, in the order of the day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.api.desk.desks import ZONE, Json
from tests.browser.boards import (
    PATIENCE_MS,
    board_shop,
    cars_of,
    floor,
    movable,
    open_board,
    open_step,
    place_of,
    running_work,
    tell,
    told_of,
)
from tests.browser.pages import page_of, violations
from tests.browser.shop import Shop


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """The example shop on a Monday at 11:10."""
    with board_shop(tmp_path_factory.mktemp("day")) as found:
        yield found


def press(page: Page, name: str) -> None:
    """A button."""
    page.get_by_role("button", name=name, exact=True).click()


def told(page: Page) -> Locator:
    """What was told was accepted."""
    return page.get_by_text("Told.")


def name_of(shop: Shop, technician_id: str) -> str:
    """What a technician is called."""
    names = {one["technician_id"]: one["name"] for one in floor(shop)["technicians"]}
    return str(names[technician_id])


def test_somebody_is_ill_and_the_plan_is_healed(browser: Browser, shop: Shop) -> None:
    """Told at the name, looked at under three goals side by side, published: nobody works for who is away."""
    step = movable(shop)
    ill = step["place"]["technician_ids"][0]
    with page_of(browser) as page:
        open_board(page, shop)
        press(page, name_of(shop, ill))
        press(page, "Away…")
        page.get_by_label("What is the matter").fill("ill")
        press(page, "Tell")
        expect(told(page)).to_be_visible()
        expect(page.locator(f'[data-row="{ill}"] .away')).to_have_count(1)
        assert violations(page) == []
        page.keyboard.press("Escape")
        press(page, "Re-plan")
        table = page.get_by_role("table")
        for goal in ("Balanced", "Fewest calls", "Least lateness"):
            expect(table.get_by_role("radio", name=goal)).to_be_visible(timeout=PATIENCE_MS)
        publish = page.get_by_role("button", name="Publish")
        expect(publish).to_be_enabled(timeout=PATIENCE_MS)
        expect(table.get_by_role("row", name="Cars without a place")).to_contain_text(re.compile(r"\d"))
        assert violations(page) == []
        expect(page.locator(".side")).not_to_contain_text(re.compile("apt_|/work/"))
        publish.click()
        expect(page.locator("#proposal-title")).to_have_count(0)
        press(page, name_of(shop, ill))
        expect(page.get_by_role("button", name="Is back")).to_be_visible()
    now = datetime(2026, 3, 16, 11, 10, tzinfo=ZONE)
    left = [one for car in cars_of(shop, "2026-03-16") for one in car["steps"] if at_work(one, ill, now)]
    assert left == []


def at_work(step: Json, technician: str, after: datetime) -> bool:
    """Whether a step is planned for somebody on that day after a time."""
    place = step["place"]
    if not place or step["progress"] or technician not in place["technician_ids"]:
        return False
    start = datetime.fromisoformat(place["start"])
    return start.date() == after.date() and start > after


def test_more_work_is_found_and_the_customer_says_yes(browser: Browser, shop: Shop) -> None:
    car, step = running_work(shop)
    with page_of(browser) as page:
        open_board(page, shop)
        open_step(page, step)
        press(page, "Found more work…")
        page.get_by_role("combobox", name="Work").fill("ALIG")
        page.get_by_role("option").first.click()
        page.get_by_label("What is the matter").fill("worn on one side")
        press(page, "Tell")
        expect(told(page)).to_be_visible()
        expect(page.locator(".panel")).to_contain_text("worn on one side")
        press(page, "Agreed")
        expect(page.locator(".panel small").filter(has_text="Agreed")).to_be_visible()
    codes = [
        one["operation_code"] for each in floor(shop)["cars"] for one in each["steps"] if each["plate"] == car["plate"]
    ]
    assert "ALIGN" in codes


def test_what_was_told_by_mistake_is_taken_back(browser: Browser, shop: Shop) -> None:
    _, step = running_work(shop)
    before = told_of(shop, step)
    with page_of(browser) as page:
        open_board(page, shop)
        open_step(page, step)
        press(page, "Pause")
        expect(page.get_by_role("button", name="Go on", exact=True)).to_be_visible()
        press(page, "Take it back")
        expect(page.get_by_text("Taken back.")).to_be_visible()
        expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    assert told_of(shop, step)["remaining_minutes"] == before["remaining_minutes"]


def test_a_bay_is_out_of_use_and_in_use_again(browser: Browser, shop: Shop) -> None:
    bay = floor(shop)["bays"][2]
    with page_of(browser) as page:
        open_board(page, shop)
        page.get_by_text("Bays", exact=True).click()
        press(page, bay["name"])
        press(page, "Out of use…")
        page.get_by_label("Until (may be left out)").fill("14:00")
        press(page, "Tell")
        expect(page.locator(".panel li")).to_contain_text("Out of use 11:10–14:00")
        assert floor(shop)["bays"][2]["closed"][0]["end"][11:16] == "14:00"
        press(page, "In use again")
        expect(page.locator(".panel li")).to_have_count(0)
    assert not [one for one in floor(shop)["bays"][2]["closed"] if one["end"][11:16] > "11:10"]


def test_a_decision_stands_in_words_until_it_is_taken_back(browser: Browser, shop: Shop) -> None:
    step = movable(shop)
    with page_of(browser) as page:
        open_board(page, shop)
        top = page.locator(".parts").evaluate("part => part.offsetTop")
        open_step(page, step)
        page.get_by_label("Reason (may be left out)").fill("she knows the car")
        press(page, "Keep it as planned")
        bar = page.locator(f'.bar[data-bar$="|{step["step_id"]}"]').first
        expect(bar).to_have_attribute("aria-label", re.compile("pinned"))
        page.keyboard.press("Escape")
        assert page.locator(".parts").evaluate("part => part.offsetTop") == top, (
            "the board must not move under the pointer"
        )
        press(page, "Decisions (1)")
        panel = page.locator("section", has=page.locator("#decisions-title"))
        technician = name_of(shop, step["place"]["technician_ids"][0])
        expect(panel).to_contain_text(re.compile(f"stays at: {technician}.*{place_of(shop, step)['start'][11:16]}"))
        expect(panel).to_contain_text("she knows the car")
        expect(panel).not_to_contain_text(re.compile("apt_|/work/|key:"))
        assert violations(page) == []
        press(page, "Take back")
        expect(panel).to_contain_text("Nothing is decided.")
        expect(bar).not_to_have_attribute("aria-label", re.compile("pinned"))


def test_a_frozen_step_is_let_go(browser: Browser, shop: Shop) -> None:
    steps = [one for car in floor(shop)["cars"] for one in car["steps"] if one["place"] and one["place"]["frozen"]]
    step = next(one for one in steps if one["kind"] == "work")
    with page_of(browser) as page:
        open_board(page, shop)
        open_step(page, step)
        press(page, "Let it be moved")
        expect(page.get_by_role("button", name="Let it be moved")).to_have_count(0)
    assert not place_of(shop, step)["frozen"]


def test_an_inspection_that_fails_brings_the_work_back(browser: Browser, shop: Shop) -> None:
    car = next(
        one
        for one in floor(shop)["cars"]
        if any(step["operation_code"] == "ALIGN" for step in one["steps"])
        and one["plate"].startswith("粤B2")
        and one["state"] == "arrived"
    )
    work = next(one for one in car["steps"] if one["operation_code"] == "ALIGN")
    check = next(one for one in car["steps"] if one["kind"] == "inspection")
    reception = next(one for one in car["steps"] if one["kind"] == "reception")
    end(shop, reception, minutes=5)
    end(shop, work, minutes=60, start=True)
    tell(shop, {"type": "step_started", "step_id": check["step_id"]})
    with page_of(browser, "zh-CN") as page:
        open_board(page, shop)
        open_step(page, check)
        press(page, "检验不合格…")
        page.get_by_role("spinbutton").first.fill("0.4")
        page.get_by_label("原因说明").fill("方向跑偏")
        assert violations(page) == []
        press(page, "上报")
        expect(page.get_by_text("已上报。")).to_be_visible()
    again = [one for each in floor(shop)["cars"] if each["plate"] == car["plate"] for one in each["steps"]]
    assert any(one["kind"] == "work" and not (one["progress"] or {}).get("finished_at") for one in again)


def end(shop: Shop, step: Json, *, minutes: int, start: bool = False) -> None:
    """A step happens, and time passes."""
    if start:
        tell(shop, {"type": "step_started", "step_id": step["step_id"]})
    shop.service.clock.now += timedelta(minutes=minutes)
    tell(shop, {"type": "step_finished", "step_id": step["step_id"]})


def test_the_day_is_closed_once_nothing_is_left_open(browser: Browser, shop: Shop) -> None:
    """The checklist, car by car: what is not finished goes on tomorrow, who did not come is marked."""
    shop.service.clock.now = datetime(2026, 3, 16, 18, 50, tzinfo=ZONE)
    with page_of(browser) as page:
        open_board(page, shop)
        press(page, "Day close")
        close = page.get_by_role("button", name="Close the day")
        expect(close).to_be_disabled()
        assert violations(page) == []
        panel = page.locator("section", has=page.locator("#dayend-title"))
        expect(panel).not_to_contain_text(re.compile("apt_|/work/|carry_over"))
        for _ in range(len(day_end(shop)["cars"])):
            line = panel.locator("li:not(.done)", has=page.locator("button.link")).first
            plate = line.locator("button.link").first.inner_text()
            # The plate stays; the line is another one as soon as this one is done.
            decide(panel.locator("li", has=page.get_by_role("button", name=plate, exact=True)))
        expect(close).to_be_enabled()
        assert violations(page) == []
        close.click()
        expect(panel).to_contain_text(re.compile("was closed: .*18:50, you"))
    found = day_end(shop)
    assert found["closed_at"]
    assert all(one["decision"]["carry_over"] == "2026-03-17" for one in found["cars"] if one["left"] == "unfinished")


def decide(line: Locator) -> None:
    """Say what becomes of a car: who did not come is no longer left."""
    if line.get_by_role("button", name="Does not come").count():
        line.get_by_role("button", name="Does not come").click()
        expect(line).to_have_count(0)
        return
    choice = line.get_by_label("Goes on")
    if choice.count():
        choice.select_option("2026-03-17")
    line.get_by_role("radio", name="outside").check()
    line.get_by_label("Customer told").check()
    expect(line).to_have_class(re.compile("done"))


def day_end(shop: Shop) -> Json:
    """What is left."""
    found: Json = shop.http.get(f"{shop.path}/day-end", params={"date": "2026-03-16"}).raise_for_status().json()
    return found
