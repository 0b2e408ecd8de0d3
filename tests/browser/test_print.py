"""What is printed: the day for each technician, the appointment control sheet; on A4, in black and white too."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from api.security.principal import Role
from tests.browser.midday import cars_of, midday
from tests.browser.pages import page_of, violations
from tests.browser.shop import Shop

A4_LANDSCAPE = "842 595"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """The example shop on a Monday at 11:10."""
    with midday(tmp_path_factory.mktemp("print")) as found:
        yield found


def printed(page: Page) -> list[str]:
    """Sizes of the printed pages, in points."""
    pdf = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return [f"{float(width):.0f} {float(height):.0f}" for width, height in boxes]


def test_the_board_leads_to_the_day_of_each_technician(browser: Browser, shop: Shop) -> None:
    with page_of(browser) as page:
        shop.enter(page, "/board", Role.FOREMAN)
        link = page.get_by_role("link", name="Print")
        expect(link).to_have_attribute("href", "/print/day?date=2026-03-16")
        page.goto(page.url.replace("/board", "/print/day?date=2026-03-16"))
        expect(page.get_by_role("heading", name="Day sheet: Monday 16 March 2026")).to_be_visible()
        for car in cars_of(shop):
            for step in car["steps"]:
                for who in step["place"]["technician_ids"]:
                    if not step["place"]["start"].startswith("2026-03-16"):
                        continue
                    sheet = page.locator("section", has_text=who)
                    row = sheet.get_by_role("row", name=re.compile(f"{car['plate']}.*{step['name']}"))
                    expect(row).to_have_count(1)
        assert "王芳" not in page.locator("main").inner_text()


def test_the_day_is_printed_compact_or_a_page_for_each(browser: Browser, shop: Shop) -> None:
    with page_of(browser) as page:
        shop.enter(page, "/print/day", Role.FOREMAN)
        sheets = page.locator("section")
        expect(sheets).to_have_count(5)
        compact = printed(page)
        assert set(compact) == {A4_LANDSCAPE}
        page.get_by_role("checkbox", name="A page for each technician").check()
        assert printed(page) == [A4_LANDSCAPE] * 5
        assert len(compact) < 5
        page.emulate_media(media="print")
        expect(page.get_by_role("button", name="Print")).to_be_hidden()
        expect(sheets.first).to_be_visible()
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        # What is not at work, breaks and what is done are told by patterns: there is no colour on the sheet.
        colours = page.evaluate(
            """() => [...document.querySelectorAll('section *')].flatMap((one) => {
              const look = getComputedStyle(one);
              return [look.color, look.fill, look.stroke, look.backgroundColor];
            }).filter((one) => {
              const [r, g, b] = one.startsWith('rgb') ? one.match(/\\d+/g) : [0, 0, 0];
              return r !== g || g !== b;
            })"""
        )
        assert colours == []


def test_a_date_beyond_the_plan_and_a_sheet_that_is_none_are_said_in_words(browser: Browser, shop: Shop) -> None:
    with page_of(browser) as page:
        shop.enter(page, "/print/day?date=2026-05-04", Role.FOREMAN)
        expect(page.get_by_text("The plan reaches from Mon 16 Mar to")).to_be_visible()
        expect(page.get_by_role("button", name="Print")).to_be_disabled()
        page.get_by_role("combobox").select_option("2026-03-16")
        expect(page.locator("section").first).to_be_visible()
        page.goto(re.sub("/print/.*", "/print/nothing", page.url))
        expect(page.get_by_text("There is no such sheet.")).to_be_visible()


def test_the_control_sheet_has_two_weeks_on_one_page(browser: Browser, shop: Shop) -> None:
    sheet = shop.http.get(f"{shop.path}/capacity").json()
    days = [one for one in sheet["dates"] if one["is_open"]]
    with page_of(browser) as page:
        shop.enter(page, "/desk", Role.DESK)
        expect(page.get_by_role("link", name="Print")).to_have_attribute("href", "/print/capacity")
        page.goto(page.url.replace("/desk", "/print/capacity"))
        expect(page.get_by_role("columnheader")).to_have_count(1 + len(days))
        total = page.get_by_role("row", name=re.compile("All technicians"))
        hours = days[0]["clock_hours"]
        expect(total.get_by_role("cell").first).to_have_text(f"{hours['booked']:.1f}/{hours['available']:.1f}")
        kept = page.get_by_role("row", name=re.compile("Reserve kept"))
        expect(kept.get_by_role("cell").first).to_have_text(f"{days[0]['reserve_hours']['left']:.1f}")
        assert printed(page) == [A4_LANDSCAPE]


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_axe_finds_nothing(browser: Browser, shop: Shop, language: str) -> None:
    with page_of(browser, language) as page:
        shop.enter(page, "/print/day", Role.FOREMAN)
        expect(page.locator("section").first).to_be_visible()
        assert violations(page) == []
        shop.enter(page, "/print/capacity", Role.DESK)
        expect(page.get_by_role("table")).to_be_visible()
        assert violations(page) == []
