"""A bar of the foreman's board in the hand: by mouse, by touch, by pressing alone; refused, set aside, published."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, Locator, Page, expect

from tests.api.desk.desks import Json
from tests.browser.boards import (
    PATIENCE_MS,
    board_shop,
    floor,
    lift,
    movable,
    open_board,
    place_of,
)
from tests.browser.pages import page_of, until, violations
from tests.browser.shop import Shop

TABLET = (1024, 768)
# Longer than a finger must rest.
REST_MS = 600


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """The example shop on a Monday at 11:10."""
    with board_shop(tmp_path_factory.mktemp("hands")) as found:
        yield found


def bar_of(page: Page, step: Json) -> Locator:
    """The bar of a step in the row of its technician."""
    return page.locator(f'[data-row="{step["place"]["technician_ids"][0]}"] .bar[data-bar$="|{step["step_id"]}"]')


def middle(one: Locator) -> tuple[float, float]:
    """Where a pointer takes hold of it."""
    box = one.bounding_box()
    assert box is not None
    return box["x"] + min(10.0, box["width"] / 2), box["y"] + 15


def held_to(page: Page, x: float, y: float, *, from_: tuple[float, float]) -> None:
    """Carry by mouse, without letting go."""
    page.mouse.move(*from_)
    page.mouse.down()
    page.mouse.move((from_[0] + x) / 2, (from_[1] + y) / 2, steps=4)
    page.mouse.move(x, y, steps=6)
    expect(page.locator(".held.shown")).to_be_visible()


def test_a_drag_into_the_past_is_refused_in_words_and_goes_back(browser: Browser, shop: Shop) -> None:
    step, before = movable(shop), floor(shop)
    with page_of(browser) as page:
        open_board(page, shop)
        x, y = middle(bar_of(page, step))
        past = page.locator(".now").bounding_box()
        assert past is not None
        held_to(page, past["x"] - 60, y, from_=(x, y))
        expect(page.locator(".held.shown")).to_contain_text(re.compile("It cannot go there:.*it is already 11:10"))
        page.mouse.up()
        expect(page.locator(".held.shown")).to_have_count(0)
        expect(page.locator("#proposal-title")).to_have_count(0)
    assert place_of(shop, step) == step["place"]
    assert floor(shop)["floor_version"] == before["floor_version"]


def test_beside_the_board_and_by_escape_a_bar_goes_back(browser: Browser, shop: Shop) -> None:
    step = movable(shop)
    with page_of(browser) as page:
        open_board(page, shop)
        held_to(page, 300, 60, from_=middle(bar_of(page, step)))
        page.mouse.up()
        expect(page.locator(".held.shown")).to_have_count(0)
        held_to(page, 700, 300, from_=middle(bar_of(page, step)))
        page.keyboard.press("Escape")
        expect(page.locator(".held.shown")).to_have_count(0)
        page.mouse.up()
        expect(page.locator("#proposal-title")).to_have_count(0)


def test_a_rule_is_set_aside_with_a_reason(browser: Browser, shop: Shop) -> None:
    """Who lacks the skill may do it when the foreman says why; a proposal shows what that leads to."""
    steps = [step for car in floor(shop)["cars"] for step in car["steps"] if step["operation_code"] == "ALIGN"]
    step = next(one for one in steps if not one["progress"])
    with page_of(browser) as page:
        open_board(page, shop)
        lift(page, step)
        for _ in range(12):  # out of the frozen time, then up to somebody who aligns no wheels
            page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowUp")
        expect(page.locator(".held.shown")).to_contain_text("lacks the skill")
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Set aside and propose")).to_be_visible()
        assert violations(page) == []
        page.get_by_label("Why the rule is set aside").fill("trained last week")
        page.get_by_role("button", name="Set aside and propose").click()
        publish = page.get_by_role("button", name="Publish")
        expect(publish).to_be_enabled(timeout=PATIENCE_MS)
        expect(
            page.locator("#proposal-title ~ *, .note").filter(has_text="rule set aside: skill").first
        ).to_be_visible()
        page.get_by_role("button", name="Throw away").click()
        expect(page.locator("#proposal-title")).to_have_count(0)
    held = shop.http.get(f"{shop.path}/decisions", params={"held": True}).json()["items"]
    assert held == [], "what is only tried is not decided"


def test_a_drag_is_published_while_a_second_browser_follows(browser: Browser, shop: Shop) -> None:
    """And once more: the second place takes the place of the first."""
    step = movable(shop)
    with page_of(browser) as page, page_of(browser, "zh-CN") as other:
        open_board(page, shop)
        open_board(other, shop)
        for _ in range(2):
            x, y = middle(bar_of(page, place_now(shop, step)))
            held_to(page, x + 90, y, from_=(x, y))
            expect(page.locator(".held.shown")).to_contain_text(re.compile("It can go there|Taken"))
            page.mouse.up()
            publish = page.get_by_role("button", name="Publish")
            expect(publish).to_be_enabled(timeout=PATIENCE_MS)
            publish.click()
            expect(page.locator("#proposal-title")).to_have_count(0)
            start = place_of(shop, step)["start"][11:16]
            label = re.compile(f"，{start}–.*已固定")
            expect(bar_of(other, place_now(shop, step))).to_have_attribute("aria-label", label)
            expect(bar_of(page, place_now(shop, step))).to_have_attribute("aria-label", re.compile(f"{start}–.*pinned"))
    assert place_of(shop, step)["start"] > step["place"]["start"]


def place_now(shop: Shop, step: Json) -> Json:
    """The step with its place in the plan as it is."""
    return {**step, "place": place_of(shop, step)}


def touch(session: CDPSession, kind: str, *points: tuple[float, float]) -> None:
    """A finger."""
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})


def test_on_a_tablet_a_resting_finger_lifts_a_bar_and_a_quick_one_scrolls(browser: Browser, shop: Shop) -> None:
    step = movable(shop)
    with page_of(browser, "zh-CN", size=TABLET, touch=True) as page:
        open_board(page, shop)
        finger = page.context.new_cdp_session(page)
        x, y = middle(bar_of(page, step))
        touch(finger, "touchStart", (x, y))
        touch(finger, "touchMove", (x, y - 40))
        touch(finger, "touchMove", (x, y - 80))
        until(page, "scrollY > 0")
        # Held still before it lets go: a page that rolls on would go away under the next touch.
        page.wait_for_timeout(REST_MS)
        touch(finger, "touchMove", (x, y - 80))
        touch(finger, "touchEnd")
        expect(page.locator(".held.shown")).to_have_count(0)
        page.evaluate("scrollTo(0, 0)")
        until(page, "scrollY === 0")
        x, y = middle(bar_of(page, step))
        touch(finger, "touchStart", (x, y))
        page.wait_for_timeout(REST_MS)
        expect(page.locator(".held.shown")).to_be_visible()
        for part in range(1, 7):
            touch(finger, "touchMove", (x + 15 * part, y + 2 * part))
        expect(page.locator(".held.shown")).to_contain_text(re.compile("可以安排|已占用"))
        assert violations(page) == []
        touch(finger, "touchEnd")
        expect(page.get_by_role("button", name="发布")).to_be_enabled(timeout=PATIENCE_MS)
        expect(page.locator(".ghost").first).to_be_visible()
        assert violations(page) == []
        page.get_by_role("button", name="放弃").click()
        expect(page.locator("#proposal-title")).to_have_count(0)


def test_a_bar_is_moved_by_pressing_alone(browser: Browser, shop: Shop) -> None:
    """No drag is needed: the button of the panel, the place, the proposal."""
    step = movable(shop)
    with page_of(browser, size=TABLET, touch=True) as page:
        open_board(page, shop)
        bar_of(page, step).tap()
        page.get_by_role("button", name="Move…").tap()
        expect(page.locator(".held.shown")).to_be_visible()
        page.get_by_role("button", name="Close", exact=True).tap()
        row = page.locator(f'[data-row="{step["place"]["technician_ids"][0]}"] .track')
        track, own = row.bounding_box(), bar_of(page, step).bounding_box()
        assert track is not None and own is not None
        row.tap(position={"x": own["x"] - track["x"] + own["width"] + 20, "y": 6})
        expect(page.locator(".held.shown button.main")).to_be_enabled()
        page.get_by_role("button", name="Put back").tap()
        expect(page.locator(".held.shown")).to_have_count(0)


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_help_lists_keys_and_gestures(browser: Browser, shop: Shop, language: str) -> None:
    with page_of(browser, language) as page:
        open_board(page, shop)
        page.keyboard.press("?")
        expect(page.get_by_role("dialog")).to_be_visible()
        assert violations(page) == []
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)


def test_names_are_reached_by_arrow_keys(browser: Browser, shop: Shop) -> None:
    with page_of(browser) as page:
        open_board(page, shop)
        page.locator('.bar[tabindex="0"]').focus()
        page.keyboard.press("Home")
        page.keyboard.press("ArrowLeft")
        first = page.evaluate("document.activeElement.dataset.name")
        page.keyboard.press("ArrowDown")
        second = page.evaluate("document.activeElement.dataset.name")
        assert first and second and first != second
        page.keyboard.press("Enter")
        expect(page.locator("#row-title")).to_be_focused()
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.dataset.name") == second
