"""The preparation list: tomorrow's cars, the parts for them, the calls to confirm."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from api.security.principal import Role
from tests.browser.pages import page_of, violations
from tests.browser.shop import Shop, shop_service

TOMORROW = {"must": {"dates": ["2026-03-17"]}}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """The example shop with one car of tomorrow."""
    with shop_service(tmp_path_factory.mktemp("preparation"), num_cars=0) as found:
        (offer, *_) = found.offers("OIL", vehicle={"plate": "粤C00001"}, collect={"minutes": 30}, **TOMORROW)
        found.book(offer, customer_ref="C-881", note="带第二把钥匙")
        yield found


def test_the_next_day_is_shown_and_a_call_confirms(browser: Browser, shop: Shop) -> None:
    with page_of(browser) as page:
        shop.enter(page, "/preparation")
        expect(page.get_by_role("heading", name="Preparation: Tuesday 17 March 2026")).to_be_visible()
        row = page.get_by_role("row", name=re.compile("粤C00001"))
        for words in ("王芳 Wang Fang", "engine oil and filter", "带第二把钥匙", "driver leaves"):
            expect(row).to_contain_text(words)
        expect(page.get_by_role("button", name="All is put aside")).to_have_count(0)
        page.get_by_role("button", name="Confirmed", exact=True).click()
        expect(row).to_contain_text("confirmed once")
        # A colleague books another one meanwhile.
        (offer, *_) = shop.offers("AIR", vehicle={"plate": "粤C00002"}, **TOMORROW)
        shop.book(offer)
        expect(page.get_by_role("row", name=re.compile("粤C00002"))).to_be_visible()


def test_parts_are_put_aside(browser: Browser, shop: Shop) -> None:
    with page_of(browser) as page:
        shop.enter(page, "/preparation", Role.PARTS)
        line = page.get_by_role("row", name=re.compile("15400-RTA-003"))
        expect(line.get_by_role("cell")).to_have_text(["A-01", re.compile("oil filter"), "1", "0", "1", "–"])
        page.get_by_role("row", name=re.compile("粤C00001")).get_by_role("button", name="All is put aside").click()
        expect(line.get_by_role("cell")).to_have_text(["A-01", re.compile("oil filter"), "1", "1", "–", "–"])


@pytest.mark.parametrize(("language", "words"), [("zh-CN", "备件清单"), ("en-GB", "Parts to pick")])
def test_axe_finds_nothing_and_it_prints(browser: Browser, shop: Shop, language: str, words: str) -> None:
    with page_of(browser, language) as page:
        shop.enter(page, "/preparation", Role.ADMIN)
        expect(page.get_by_role("heading", name=words)).to_be_visible()
        assert violations(page) == []
        page.emulate_media(media="print")
        expect(page.locator("header.top")).to_be_hidden()
        expect(page.get_by_role("heading", name=words)).to_be_visible()
        assert page.pdf(format="A4", landscape=True).startswith(b"%PDF")
