"""Opening hours, holidays and the policy of the set-up in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from api.security.principal import Role
from optimizer.policy import Policy
from tests.browser.pages import page_of
from tests.browser.setups import document, enter, save
from tests.browser.shop import Shop, shop_service


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """The example shop without appointments."""
    with shop_service(tmp_path_factory.mktemp("setup"), num_cars=0) as found:
        yield found


def test_opening_hours_overlap_where_the_fault_says(browser: Browser, shop: Shop) -> None:
    with page_of(browser, expected="422") as page:
        enter(shop, page, "workshop")
        page.get_by_role("button", name="All days").click()
        expect(page.get_by_text("These days differ.")).to_be_visible()
        for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat"):
            page.get_by_role("button", name=re.compile(f"^{day}:")).click()
        page.get_by_label("Hours", exact=True).fill("9：00～12")
        page.get_by_label("Hours", exact=True).press("Tab")
        page.get_by_role("button", name="+ Second hours").click()
        page.get_by_label("Hours", exact=True).nth(1).fill("11-15")
        page.get_by_label("Hours", exact=True).nth(1).press("Tab")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("Hours of one day overlap.")).to_be_visible()
        page.get_by_label("Hours", exact=True).nth(1).fill("13-15")
        page.get_by_label("Hours", exact=True).nth(1).press("Tab")
        page.get_by_label("Loan cars").fill("3")
        save(page)
    head = shop.http.get(shop.path).json()
    assert head["loan_cars"] == 3
    assert [one["hours"] for one in head["opening"] if one["days"] == ["sun"]] == ["09:00-12:00", "13:00-15:00"]


def test_holidays_are_chosen_and_a_date_is_given_other_hours(browser: Browser, shop: Shop) -> None:
    with page_of(browser) as page:
        enter(shop, page, "exceptions/2026-12-24")
        boxes = page.get_by_role("checkbox")
        expect(boxes.first).to_be_visible()
        for box in boxes.all():
            box.uncheck()
        page.get_by_role("checkbox", name="Thu 1 Oct 国庆节").check()
        page.get_by_role("checkbox", name=re.compile("Sat 10 Oct works as a Wed")).check()
        page.get_by_role("button", name="Enter the 2 chosen").click()
        expect(page.get_by_role("button", name="Thu 1 Oct: closed 国庆节")).to_be_visible()
        expect(page.get_by_role("checkbox", name="Thu 1 Oct 国庆节")).to_have_count(0)
        # The keyboard walks the year from the date that is open.
        page.get_by_role("button", name="Thu 24 Dec: other hours 盘点 stock-taking").focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        expect(page.get_by_label("Date", exact=True)).to_have_value("2026-12-25")
        page.get_by_label("Kind").select_option(label="other hours")
        page.get_by_label("Hours", exact=True).fill("9-12 13-15")
        page.get_by_label("What the date is").fill("Christmas")
        page.get_by_label("Kind").focus()
        save_exception(page)
    assert document(shop, "exceptions/2026-10-10")["works_as"] == "wed"
    assert document(shop, "exceptions/2026-12-25")["hours"] == ["09:00-12:00", "13:00-15:00"]


def save_exception(page: Page) -> None:
    """Save the date that is open; the proposals beside it have a button of their own."""
    form = page.locator("form").filter(has=page.get_by_label("Date", exact=True))
    form.get_by_role("button", name="Save", exact=True).click()
    expect(form.get_by_text("Saved.")).to_be_visible()


def test_the_policy_tells_what_is_usual_and_keeps_its_versions(browser: Browser, shop: Shop) -> None:
    usual = Policy()
    with page_of(browser) as page:
        enter(shop, page, "policy")
        for field in page.locator("input[name]").all():
            name = (field.get_attribute("name") or "").removeprefix("/")
            if "/" in name:
                continue
            value = getattr(usual, name)
            shown = f"{value * 100:.0f} %" if isinstance(value, float) else str(value)
            expect(field).to_have_accessible_description(re.compile(f"Usual: {shown}$"))
        up = page.get_by_role("button", name="VIC higher")
        up.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="VIC lower")).to_be_focused()
        # A line is dragged over the one above it.
        handles = page.locator(".handle")
        start, over = handles.nth(5).bounding_box(), handles.nth(4).bounding_box()
        assert start and over
        page.mouse.move(start["x"] + 5, start["y"] + 10)
        page.mouse.down()
        page.mouse.move(over["x"] + 5, over["y"] + 10, steps=4)
        page.mouse.up()
        page.get_by_label("Still on time").fill("10")
        save(page)
        page.get_by_label("Still on time").fill("20")
        save(page)
        versions = page.get_by_role("region", name="Versions").get_by_role("listitem")
        expect(versions).to_have_count(3)
        expect(versions.nth(1)).to_contain_text("by you")
        versions.nth(1).get_by_role("button", name="Compare with now").click()
        expect(page.get_by_role("row", name="Still on time 10 20")).to_be_visible()
        page.get_by_role("button", name="Put it into the fields").click()
        expect(page.get_by_label("Still on time")).to_have_value("10")
        save(page)
        # Under another key that may make no keys: it is told a name all the same.
        enter(shop, page, "policy", Role.FOREMAN)
        expect(versions.nth(1)).to_contain_text("by of a test")
    policy = shop.http.get(f"{shop.path}/setup/policy").json()["document"]
    order = [one["priority_class"] for one in policy["classes"]]
    assert order[:6] == ["vic", "safety_comeback", "complaint", "waiting", "class_b", "class_a"]
    assert policy["grace_minutes"] == 10


def test_a_number_that_does_not_go_is_said_at_it(browser: Browser, shop: Shop) -> None:
    with page_of(browser, "zh-CN", expected="422") as page:
        enter(shop, page, "policy")
        page.get_by_label("预留工时比例").fill("120")
        page.get_by_label("洗车").fill("")
        page.get_by_role("button", name="保存", exact=True).click()
        expect(page.get_by_label("洗车")).to_have_accessible_description(re.compile("未填写或填写有误"))
        page.get_by_label("洗车").fill("20")
        page.get_by_role("button", name="保存", exact=True).click()
        expect(page.get_by_label("预留工时比例")).to_have_accessible_description(re.compile("超出范围"))
        page.get_by_role("button", name="撤销修改").click()
        expect(page.get_by_label("预留工时比例")).to_have_value("20")
