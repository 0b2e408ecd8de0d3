"""The foreman's board in a real browser: read, walked by keyboard, followed live, in two languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect

from api.security.principal import Role
from tests.browser.boards import (
    PATIENCE_MS,
    board_shop,
    cars_of,
    floor,
    lift,
    movable,
    open_board,
    place_of,
    rows,
    running_work,
    tell,
    told_of,
)
from tests.browser.pages import page_of, violations
from tests.browser.shop import Shop


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """The example shop on a Monday at 11:10."""
    with board_shop(tmp_path_factory.mktemp("board")) as found:
        yield found


def test_rows_are_technicians_bays_or_cars(browser: Browser, shop: Shop) -> None:
    now = floor(shop)
    with page_of(browser) as page:
        open_board(page, shop)
        units = len(now["advisors"]) + sum(len(one["unit_ids"]) for one in now["stations"])
        expect(rows(page)).to_have_count(len(now["technicians"]) + units)
        page.get_by_text("Bays", exact=True).click()
        expect(rows(page)).to_have_count(len(now["bays"]) + units)
        page.get_by_text("Cars", exact=True).click()
        expect(page.get_by_role("group", name=cars_of(shop, now["date"])[0]["plate"])).to_be_visible()


def test_a_bar_tells_plate_work_time_state_and_promise(browser: Browser, shop: Shop) -> None:
    running = next(
        (car, step)
        for car in floor(shop)["cars"]
        for step in car["steps"]
        if step["progress"] and step["progress"]["status"] == "running"
    )
    car, step = running
    with page_of(browser) as page:
        open_board(page, shop)
        label = f"{car['plate']}, {step['name'] or 'Reception'}, {step['progress']['started_at'][11:16]}–"
        bar = page.locator(f'[aria-label^="{label}"]').first
        expect(bar).to_have_attribute("aria-label", re.compile("in work"))
        if car["promised"]:
            expect(bar).to_have_attribute("aria-label", re.compile(f"promised {car['promised'][11:16]}"))


def test_all_steps_of_the_car_under_the_pointer_light_up_with_its_promise(browser: Browser, shop: Shop) -> None:
    car = next(one for one in cars_of(shop, floor(shop)["date"]) if one["promised"])
    with page_of(browser) as page:
        open_board(page, shop)
        bars = page.locator(f'.bar[data-car="{car["appointment_id"]}"]')
        bars.first.hover()
        expect(page.locator(".bar.lit")).to_have_count(bars.count())
        expect(page.locator(".promised")).to_contain_text(f"{car['plate']} promised {car['promised'][11:16]}")


def test_the_board_is_walked_by_keyboard(browser: Browser, shop: Shop) -> None:
    with page_of(browser) as page:
        open_board(page, shop)
        expect(page.locator('.bar[tabindex="0"]')).to_have_count(1)
        page.locator('.bar[tabindex="0"]').focus()
        seen = set()
        for key in ("ArrowRight", "ArrowDown", "End", "Home"):
            page.keyboard.press(key)
            seen.add(page.evaluate("document.activeElement.dataset.bar"))
        assert len(seen) >= 2
        last = page.evaluate("document.activeElement.dataset.bar")
        page.keyboard.press("Enter")
        expect(page.locator("#car-title")).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator("#car-title")).to_have_count(0)
        assert page.evaluate("document.activeElement.dataset.bar") == last


def test_what_happens_shows_by_itself(browser: Browser, shop: Shop) -> None:
    one = shop.http.get(f"{shop.path}/floor").json()["technicians"][-1]["technician_id"]
    with page_of(browser) as page:
        open_board(page, shop)
        expect(page.locator(f'[data-row="{one}"] .away')).to_have_count(0)
        tell(shop, {"type": "technician_absent", "technician_id": one})
        expect(page.locator(f'[data-row="{one}"] .away')).to_have_count(1)
        tell(shop, {"type": "technician_back", "technician_id": one})
        expect(page.locator(f'[data-row="{one}"] .away')).to_have_count(0)


def test_work_is_put_aside_with_its_code_and_goes_on(browser: Browser, shop: Shop) -> None:
    _, step = running_work(shop)
    left = step["progress"]["remaining_minutes"]
    with page_of(browser) as page:
        open_board(page, shop)
        bar = page.locator(f'.bar[data-bar$="|{step["step_id"]}"]').first
        bar.click()
        page.get_by_role("button", name="+15 min").click()
        expect(page.get_by_text("Told.")).to_be_visible()
        assert told_of(shop, step)["remaining_minutes"] == left + 15
        page.get_by_role("button", name="Interrupt A/B/C").click()
        page.get_by_label("Why").select_option("C")
        page.get_by_label("What is the matter").fill("front discs worn")
        page.get_by_role("button", name="Tell").click()
        expect(bar).to_have_class(re.compile("state-C"))
        expect(page.locator(".panel").get_by_text("front discs worn")).to_be_visible()
        progress = told_of(shop, step)
        assert (progress["status"], progress["code"], progress["reason"]) == ("interrupted", "C", "front discs worn")
        page.get_by_role("button", name="Go on", exact=True).click()
        expect(bar).to_have_class(re.compile("state-running"))


def test_what_cannot_have_happened_is_refused_in_words(browser: Browser, shop: Shop) -> None:
    car, _ = running_work(shop)
    planned = next(one for one in car["steps"] if one["kind"] == "hand_over")
    with page_of(browser, expected="409") as page:
        open_board(page, shop)
        page.locator(f'.bar[data-bar$="|{planned["step_id"]}"]').first.click()
        page.get_by_role("button", name="Start").click()
        refusal = page.get_by_role("alert").first
        expect(refusal).to_contain_text("Other work on the car comes first")
        expect(refusal).not_to_contain_text("/events/0")
    assert told_of(shop, planned) is None


def test_who_only_reads_is_offered_nothing_to_press(browser: Browser, shop: Shop) -> None:
    with page_of(browser) as page:
        open_board(page, shop, Role.DESK)
        page.locator(".bar").first.click()
        expect(page.locator("#car-title")).to_be_visible()
        expect(page.locator(".actions")).to_have_count(0)


def test_words_of_bars_do_not_lie_on_each_other(browser: Browser, shop: Shop) -> None:
    with page_of(browser) as page:
        open_board(page, shop)
        covered = page.evaluate(
            """() => [...document.querySelectorAll('.row')].flatMap((row) => {
                const boxes = [...row.querySelectorAll('.bar')].map((bar) => {
                    const [a, b] = [bar.getBoundingClientRect(), bar.querySelector('.text').getBoundingClientRect()];
                    const [left, right] = [Math.min(a.left, b.left), Math.max(a.right, b.right)];
                    return {left, right, top: a.top, name: bar.textContent};
                });
                return boxes.filter((one) => boxes.some((other) =>
                    one !== other && one.top === other.top && one.left <= other.left && one.right > other.left + 1
                )).map((one) => one.name);
            })"""
        )
        assert covered == []


def test_axe_finds_nothing(browser: Browser, shop: Shop) -> None:
    with page_of(browser) as page:
        open_board(page, shop)
        page.locator(".bar").first.click()
        expect(page.locator("#car-title")).to_be_visible()
        assert violations(page) == []


def test_a_bar_that_is_held_shows_where_it_cannot_go_and_escape_puts_it_back(browser: Browser, shop: Shop) -> None:
    step = movable(shop)
    before = floor(shop)["floor_version"]
    with page_of(browser) as page:
        open_board(page, shop)
        lift(page, step)
        expect(page.locator('.row[data-verdict="goes"], .row[data-verdict="displaces"]').first).to_be_visible()
        for _ in range(200):
            page.keyboard.press("Shift+ArrowLeft")
            if page.locator(".held.shown.refused").count():
                break
        expect(page.locator(".held.shown")).to_contain_text("It cannot go there:")
        page.keyboard.press("Enter")
        expect(page.locator(".held.shown")).to_have_count(0)
        expect(page.locator("#proposal-title")).to_have_count(0)
        lift(page, step)
        page.keyboard.press("Escape")
        expect(page.locator(".held.shown")).to_have_count(0)
    assert floor(shop)["floor_version"] == before


def test_a_bar_that_is_dropped_becomes_a_proposal_and_publishing_moves_it_on_every_board(
    browser: Browser, shop: Shop
) -> None:
    step = movable(shop)
    with page_of(browser) as page, page_of(browser) as other:
        open_board(page, shop)
        open_board(other, shop)
        lift(page, step)
        page.keyboard.press("Shift+ArrowRight")
        expect(page.locator(".held.shown")).to_contain_text(re.compile("It can go there|Taken"))
        page.keyboard.press("Enter")
        publish = page.get_by_role("button", name="Publish")
        expect(publish).to_be_enabled(timeout=PATIENCE_MS)
        expect(page.locator(".ghost").first).to_be_visible()
        assert violations(page) == []
        start = datetime.fromisoformat(step["place"]["start"]) + timedelta(minutes=30)
        assert place_of(shop, step)["start"] == step["place"]["start"], "nothing has changed yet"
        publish.click()
        expect(page.locator("#proposal-title")).to_have_count(0)
        after = datetime.fromisoformat(place_of(shop, step)["start"])
        assert abs(after - start) < timedelta(minutes=5), "a drop is on the nearest five minutes"
        label = re.compile(f" {after:%H:%M}–")
        expect(other.locator(f'.bar[data-bar$="|{step["step_id"]}"]').first).to_have_attribute("aria-label", label)


def test_a_name_in_two_languages_is_read_whole(browser: Browser, shop: Shop) -> None:
    who = floor(shop)["technicians"][0]["technician_id"]
    place = f"{shop.path}/setup/technicians/{who}"
    seen = shop.http.get(place).raise_for_status()
    changed = {**seen.json()["document"], "name": "李强 Alexander Li"}
    shop.http.put(place, json=changed, headers={"If-Match": seen.headers["etag"]}).raise_for_status()
    with page_of(browser) as page:
        open_board(page, shop)
        name = page.locator(f'[data-name="{who}"]')
        expect(name).to_have_text("李强 Alexander Li")
        cut = "one => one.scrollHeight - one.clientHeight + one.scrollWidth - one.clientWidth"
        assert name.evaluate(cut) <= 1
        box = name.bounding_box()
        assert box is not None
        assert box["height"] > 20, "on two lines"
