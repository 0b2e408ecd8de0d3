"""The set-up in a real browser: changed, refused at its place, and not overwritten by whoever saves last."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from api.security.principal import Role
from tests.browser.pages import page_of, violations
from tests.browser.setups import document, enter, rewrite, save, visit
from tests.browser.shop import Shop, shop_service


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """The example shop without appointments."""
    with shop_service(tmp_path_factory.mktemp("setup"), num_cars=0) as found:
        yield found


def test_a_new_bay_is_made_and_its_faults_stand_at_its_fields(browser: Browser, shop: Shop) -> None:
    with page_of(browser, expected="422") as page:
        enter(shop, page, "bays")
        page.get_by_role("button", name="+ Bay").click()
        page.get_by_label("Id").fill("B9 ")
        page.get_by_label("Name").fill("9号工位")
        page.get_by_label("Capabilities").fill("STANDARD_LIFT")
        page.get_by_label("Capabilities").press("Enter")
        page.get_by_role("button", name="Out of use: Add").click()
        page.get_by_label("From").fill("2026-12-01T08:00")
        page.get_by_label("Until").fill("2026-12-01T07:00")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_label("Id")).to_have_accessible_description(re.compile("No blanks at the ends"))
        expect(page.get_by_label("Id")).to_be_focused()
        expect(page.get_by_text("It ends before it begins.")).to_be_visible()
        page.get_by_label("Id").fill("B9")
        page.get_by_label("Until").fill("2026-12-01T17:00")
        save(page)
        expect(page).to_have_url(re.compile("/setup/bays/B9$"))
        expect(page.get_by_role("link", name=re.compile("9号工位"))).to_have_attribute("aria-current", "true")
    made = document(shop, "bays/B9")
    assert (made["name"], made["capabilities"]) == ("9号工位", ["STANDARD_LIFT"])
    assert made["outages"] == [{"start": "2026-12-01T08:00:00+08:00", "end": "2026-12-01T17:00:00+08:00"}]


def test_an_id_that_is_taken_is_said_at_the_id(browser: Browser, shop: Shop) -> None:
    with page_of(browser, expected="412") as page:
        enter(shop, page, "bays")
        page.get_by_role("button", name="+ Bay").click()
        page.get_by_label("Id").fill("B1")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_label("Id")).to_have_accessible_description(re.compile("choose another"))


def test_of_two_who_change_one_thing_neither_loses_what_they_typed(browser: Browser, shop: Shop) -> None:
    with page_of(browser, expected="412") as page:
        enter(shop, page, "bays/B3")
        page.get_by_label("Name").fill("mine")
        # The live feed may be slower than somebody's hand: the service refuses, too.
        rewrite(shop, "bays/B3", name="theirs", capabilities=["STANDARD_LIFT", "QUICK_LUBE"])
        conflict = page.get_by_role("alert").filter(has_text="Somebody else has changed this")
        expect(conflict.get_by_role("row", name="Name theirs mine")).to_be_visible()
        expect(conflict.get_by_role("row", name="Capabilities Express bay; Lift Lift")).to_be_visible()
        expect(page.get_by_label("Name")).to_have_value("mine")
        assert violations(page) == []
        conflict.get_by_role("button", name="Save yours over it").click()
        expect(page.get_by_text("Saved.")).to_be_visible()
        assert document(shop, "bays/B3")["name"] == "mine"
        page.get_by_label("Name").fill("mine again")
        rewrite(shop, "bays/B3", name="3号工位")
        page.get_by_role("button", name="Take theirs").click()
        expect(page.get_by_label("Name")).to_have_value("3号工位")
        # Nothing typed: what others do just shows.
        rewrite(shop, "bays/B3", name="三号")
        expect(page.get_by_label("Name")).to_have_value("三号")


def test_nothing_typed_is_lost_by_a_click_beside_it(browser: Browser, shop: Shop) -> None:
    with page_of(browser) as page:
        enter(shop, page, "bays/B4")
        page.get_by_label("Name").fill("new name")
        page.get_by_role("link", name=re.compile("2号工位")).click()
        page.get_by_role("button", name="Stay here").click()
        expect(page.get_by_label("Name")).to_have_value("new name")
        page.get_by_role("link", name="Desk").click()
        page.get_by_role("button", name="Leave without saving").click()
        expect(page.get_by_role("heading", name="Customer and car")).to_be_visible()
        page.go_back()
        expect(page.get_by_label("Name")).to_have_value("4号工位")
        # Undone is as never typed.
        page.get_by_label("Name").fill("other")
        page.get_by_role("button", name="Undo changes").click()
        page.get_by_role("link", name=re.compile("2号工位")).click()
        expect(page).to_have_url(re.compile("/setup/bays/B2$"))


def test_a_bay_is_removed_when_that_was_meant(browser: Browser, shop: Shop) -> None:
    path = f"{shop.path}/setup/bays/B8"
    shop.http.put(
        path, json={"bay_id": "B8", "name": "spare", "capabilities": []}, headers={"If-None-Match": "*"}
    ).raise_for_status()
    with page_of(browser) as page:
        enter(shop, page, "bays/B8")
        page.get_by_role("button", name="Remove…").click()
        page.get_by_role("button", name="Cancel").click()
        page.get_by_role("button", name="Remove…").click()
        page.get_by_role("group", name="Remove").get_by_role("button", name="Remove").click()
        expect(page.get_by_role("link", name=re.compile("spare"))).to_have_count(0)
        expect(page).to_have_url(re.compile("/setup/bays$"))
    assert shop.http.get(path).status_code == 404


def test_who_may_only_read_sees_all_and_changes_nothing(browser: Browser, shop: Shop) -> None:
    with page_of(browser, "zh-CN") as page:
        enter(shop, page, "bays/B1", Role.DESK)
        expect(page.get_by_text("只读")).to_be_visible()
        expect(page.get_by_label("名称")).to_be_disabled()
        expect(page.get_by_role("button", name="保存")).to_have_count(0)
        expect(page.get_by_role("button", name="+ 新工位")).to_have_count(0)


def test_a_tablet_shows_all_of_it(browser: Browser, shop: Shop) -> None:
    with page_of(browser, "zh-CN", size=(1024, 768), touch=True) as page:
        enter(shop, page, "technicians/T6")
        for path in ("technicians/T6", "exceptions", "policy", "bays/B5"):
            visit(page, path)
            assert page.evaluate("document.documentElement.scrollWidth") <= 1024, path
        page.get_by_role("link", name="技师").tap()
        page.get_by_role("link", name=re.compile("杨明")).tap()
        page.get_by_role("button", name=re.compile("^周六")).tap()
        expect(page.get_by_text("周一–周六")).to_be_visible()


def test_axe_finds_nothing(browser: Browser, shop: Shop) -> None:
    with page_of(browser) as page:
        enter(shop, page, "workshop")
        assert violations(page) == []
        for path in (
            "technicians/T1",
            "advisors/SA1",
            "bays",
            "bays/B5",
            "stations/wash",
            "exceptions/2026-12-24",
            "policy",
        ):
            visit(page, path)
            assert violations(page, ".setup") == [], path
