"""The desk as a clerk uses it: a phone call from the first word to the confirmation, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.pages import page_of, violations
from tests.browser.shop import Shop, shop_service


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """The example shop on a Monday at nine."""
    with shop_service(tmp_path_factory.mktemp("desk"), num_cars=12) as found:
        yield found


def choose(page: Page, text: str) -> None:
    """Type into the field of the services and take the first one found."""
    field = page.locator("input[role=combobox]")
    field.fill(text)
    expect(page.get_by_role("option").first).to_be_visible()
    field.press("Enter")


def offers(page: Page) -> None:
    """Wait for offers."""
    expect(page.locator(".best button").first).to_be_enabled()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def refused(page: Page, shop: Shop) -> Locator:
    """Ask for a service too late in the day, and get the reasons why not."""
    shop.enter(page, "/desk")
    choose(page, "SVC-20K")
    page.get_by_label("Customer waits").check()
    offers(page)
    page.get_by_role("button", name=re.compile(r"Tue 17 Mar 18:30: \d+% booked. 18:30: does it go")).click()
    answer = page.get_by_role("region", name="Tue 17 Mar 18:30")
    expect(answer).to_contain_text("It does not go then:")
    return answer


def test_a_phone_call_from_the_name_to_the_confirmation(browser: Browser, shop: Shop) -> None:
    with page_of(browser, "zh-CN") as page:
        shop.enter(page, "/desk")
        page.get_by_label("车牌、姓名或电话").fill("王")
        page.get_by_role("button", name="王芳 Wang Fang").click()
        page.get_by_label("车牌号").fill("粤A12345")
        choose(page, "jyjl")  # 机油机滤
        expect(page.get_by_role("list", name="已选")).to_contain_text("机油机滤")
        offers(page)
        page.locator(".best button").first.click()
        expect(page.get_by_role("heading", name="已为客户保留 王芳 Wang Fang")).to_be_focused()
        expect(page.get_by_role("timer")).to_have_text(re.compile(r"剩余 (10:00|9:5\d)"))
        page.get_by_role("button", name="确认预约").click()
        text = page.get_by_role("textbox", name="预约成功")
        expect(text).to_have_value(re.compile(r"到店时间：2026年3月\d+日 星期. \d\d:\d\d"))
        expect(text).to_have_value(re.compile("粤A12345"))
    booked = shop.http.get(f"{shop.path}/appointments", params={"plate": "粤A12345"}).json()["items"]
    assert [(one["state"], one["customer_ref"]) for one in booked] == [("booked", "C-881")]


def test_a_new_customer_is_noted_on_the_way(browser: Browser, shop: Shop) -> None:
    with page_of(browser) as page:
        shop.enter(page, "/desk")
        page.get_by_label("Plate, name or phone").fill("139 0000 1234")
        page.get_by_role("button", name="New customer").click()
        expect(page.get_by_label("Phone", exact=True)).to_have_value("139 0000 1234")
        page.get_by_label("Name", exact=True).fill("Zhao Lei")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Zhao Lei")).to_be_visible()
    found = shop.http.post(f"{shop.path}/customers:search", json={"phone": "13900001234"}).json()["items"]
    assert [one["name"] for one in found] == ["Zhao Lei"]


def test_a_time_that_does_not_go_says_why_and_what_does(browser: Browser, shop: Shop) -> None:
    with page_of(browser) as page:
        answer = refused(page, shop)
        expect(answer.get_by_role("listitem").first).not_to_be_empty()
        answer.get_by_role("button", name=re.compile("^Hold ")).click()
        expect(page.get_by_role("timer")).to_be_visible()
        page.get_by_role("button", name="Let go").click()
        offers(page)


def test_a_place_that_was_just_taken_brings_fresh_ones(browser: Browser, shop: Shop) -> None:
    with page_of(browser, expected="409") as page:
        shop.enter(page, "/desk")
        choose(page, "ALIGN")
        page.get_by_label("Preferred day").select_option("2026-03-17")
        offers(page)
        first = page.locator(".best button").first
        when = first.locator("b").inner_text()
        # A second browser is faster.
        with page_of(browser) as other:
            shop.enter(other, "/desk")
            choose(other, "ALIGN")
            other.get_by_label("Preferred day").select_option("2026-03-17")
            offers(other)
            expect(other.locator(".best button b").first).to_have_text(when)
            other.locator(".best button").first.click()
            expect(other.get_by_role("timer")).to_be_visible()
        first.click()
        expect(page.get_by_text("This place was just taken. Here are fresh ones.")).to_be_visible()
        expect(page.locator(".best button b").first).not_to_have_text(when)


def test_what_is_found_for_another_wish_is_not_offered(browser: Browser, shop: Shop) -> None:
    with page_of(browser) as page:
        page.clock.install()
        page.route("**/slots:search", lambda _: None, times=1)  # held back, never answered
        shop.enter(page, "/desk")
        with page.expect_request("**/slots:search"):
            choose(page, "ALIGN")
        # The desk waits for the next choice, for as long as this clock stands still.
        page.clock.pause_at(datetime.now(UTC) + timedelta(minutes=1))
        with page.expect_event("requestfailed"):
            page.get_by_label("Preferred day").select_option("2026-03-24")
        expect(page.locator(".best button")).to_have_count(0)
        page.clock.resume()
        offers(page)
        assert page.locator(".best button b").first.inner_text().startswith("Tue 24 Mar")


def test_an_answer_that_goes_away_moves_nothing_under_the_pointer(browser: Browser, shop: Shop) -> None:
    with page_of(browser) as page:
        answer = refused(page, shop)
        grid = page.get_by_role("grid").bounding_box()
        page.get_by_label("Customer waits").uncheck()
        expect(answer).to_have_count(0)
        offers(page)
        assert page.get_by_role("grid").bounding_box() == grid


def test_a_hold_that_runs_out_can_still_be_booked(browser: Browser, shop: Shop) -> None:
    with page_of(browser) as page:
        page.clock.install()
        shop.enter(page, "/desk")
        choose(page, "AIR")
        page.clock.run_for(1000)
        offers(page)
        page.locator(".best button").first.click()
        expect(page.get_by_role("timer")).to_have_text(re.compile("left"))
        page.clock.run_for(11 * 60_000)
        shop.service.clock.turn(minutes=11)
        expect(page.get_by_role("timer")).to_have_text("The hold has run out.")
        page.get_by_role("button", name="Book if still free").click()
        expect(page.get_by_role("heading", name="Booked")).to_be_visible()
        shop.service.clock.turn(minutes=-11)


def test_a_click_changes_the_language_and_nothing_typed_is_lost(browser: Browser, shop: Shop) -> None:
    with page_of(browser, "zh-CN") as page:
        shop.enter(page, "/desk")
        choose(page, "OIL")
        expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
        with page.expect_response("**/desk?lang=en"):
            page.get_by_role("button", name="English").click()
        expect(page.get_by_role("heading", name="When it goes")).to_be_visible()
        expect(page.get_by_role("list", name="Chosen")).to_contain_text("engine oil")
        expect(page).to_have_title("Desk · Heijunka")
        page.reload()
        expect(page.get_by_role("heading", name="When it goes")).to_be_visible()
        expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_grid_is_walked_by_keyboard(browser: Browser, shop: Shop) -> None:
    with page_of(browser) as page:
        shop.enter(page, "/desk")
        choose(page, "OIL")
        offers(page)
        expect(page.locator('.cell[tabindex="0"]')).to_have_count(1)
        page.locator('.cell[tabindex="0"]').focus()
        before = page.evaluate("document.activeElement.dataset.cell")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        after = page.evaluate("document.activeElement.dataset.cell")
        assert int(after.split("-")[0]) == int(before.split("-")[0]) + 2
        expect(page.locator('.cell[tabindex="0"]')).to_have_count(1)
        page.keyboard.press("Enter")
        expect(page.locator("section.answer, section.taken").first).to_be_visible()


def test_the_sheet_shows_what_the_service_counts(browser: Browser, shop: Shop) -> None:
    sheet = shop.http.get(f"{shop.path}/capacity").json()
    days = [one for one in sheet["dates"] if one["is_open"]]
    with page_of(browser) as page:
        shop.enter(page, "/desk")
        total = page.locator(".sheet tfoot tr.total td")
        expect(total).to_have_count(len(days))
        shown = [re.sub(r"\s", "", text) for text in total.all_inner_texts()]
        assert shown == [f"{one['clock_hours']['left']:.1f}/{one['clock_hours']['available']:.1f}" for one in days]
        busiest = max(days, key=lambda one: one["arrivals"])
        page.locator(".sheet .date").nth(days.index(busiest)).click()
        expect(page.locator(".cars li")).to_have_count(busiest["arrivals"])


def test_a_lost_connection_is_told_and_mends_itself(browser: Browser, shop: Shop) -> None:
    with page_of(browser, expected="ERR_INTERNET_DISCONNECTED") as page:
        shop.enter(page, "/desk")
        choose(page, "OIL")
        offers(page)
        page.context.set_offline(True)
        page.get_by_label("Wash").uncheck()
        expect(page.get_by_text("The service does not answer. Trying again…")).to_be_visible()
        page.context.set_offline(False)
        expect(page.get_by_text("The service does not answer. Trying again…")).to_be_hidden()


def test_what_the_customer_takes_home_is_all_that_is_printed(browser: Browser, shop: Shop) -> None:
    with page_of(browser) as page:
        shop.enter(page, "/desk")
        choose(page, "CHECK")
        offers(page)
        page.locator(".best button").first.click()
        page.get_by_role("button", name="Book", exact=True).click()
        expect(page.get_by_role("heading", name="Booked")).to_be_visible()
        page.emulate_media(media="print")
        expect(page.locator("pre.print-only")).to_be_visible()
        expect(page.locator("pre.print-only")).to_contain_text("Please come: ")
        for hidden in ("header.top", ".left", ".sheet", "textarea"):
            expect(page.locator(hidden)).to_be_hidden()
        assert page.pdf(format="A4").startswith(b"%PDF")


def test_axe_finds_nothing(browser: Browser, shop: Shop) -> None:
    with page_of(browser) as page:
        shop.enter(page, "/desk")
        expect(page.locator(".sheet tfoot")).to_be_visible()
        choose(page, "OIL")
        offers(page)
        page.locator("input[type=search]").first.fill("王")
        expect(page.locator(".choices button").first).to_be_visible()
        page.locator(".cell:not(.offered)").first.click()
        expect(page.locator(".answer p").nth(1)).to_be_visible()
        page.locator("input[role=combobox]").fill("o")
        expect(page.get_by_role("option").first).to_be_visible()
        assert violations(page) == []
        page.locator(".cell.offered").first.click()
        expect(page.get_by_role("timer")).to_be_visible()
        assert violations(page, ".desk") == []


def test_a_tablet_shows_all_of_it(browser: Browser, shop: Shop) -> None:
    with page_of(browser, size=(800, 1280), touch=True) as page:
        shop.enter(page, "/desk")
        choose(page, "OIL")
        offers(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 800
        page.locator(".best button").first.tap()
        expect(page.get_by_role("timer")).to_be_visible()
