"""The board in a real browser: switched, pointed at, walked by keyboard, in two languages, under its policy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from api.board.file import html_file
from api.board.words import Language
from tests.api.board.plans import toy_document
from tests.api.served import Client, quick, served
from tests.api.toy import toy_day
from tests.browser.pages import log_in, page_of

SHOWN = ".panel.rows-technicians.day-0"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A service with one plan."""
    with served(quick(tmp_path_factory.mktemp("store"))) as found:
        found.send(toy_day(12), {"Prefer": "wait=20"}, deterministic="true")
        yield found


def open_page(page: Page, client: Client, path: str = "/") -> None:
    """Go to a page and log in on the way."""
    log_in(page, str(client.http.base_url), client.key, path)


def test_rows_and_dates_are_switched(browser: Browser, client: Client) -> None:
    with page_of(browser) as page:
        open_page(page, client)
        expect(page.locator(".panel:visible")).to_have_count(1)
        expect(page.locator(f"{SHOWN} .bar").first).to_be_visible()
        page.get_by_text("Bays", exact=True).first.click()
        expect(page.locator(".panel.rows-bays.day-0")).to_be_visible()
        expect(page.locator(SHOWN)).to_be_hidden()
        page.locator("label[for=day-1]").click()
        expect(page.locator(".panel.rows-bays.day-1")).to_be_visible()
        expect(page.locator(".panel:visible")).to_have_count(1)


def test_a_bar_tells_its_promise_when_pointed_at(browser: Browser, client: Client) -> None:
    with page_of(browser) as page:
        open_page(page, client)
        expect(page.locator(".tip")).to_be_hidden()
        page.locator(f"{SHOWN} .bar.work").first.hover()
        tip = page.locator(".tip")
        expect(tip).to_be_visible()
        expect(tip).to_contain_text("Promised")
        expect(tip).to_contain_text("10,000 km service")
        same = page.locator(f"{SHOWN} .bar.same")
        assert same.count() == 5, "the other steps of the car are marked"
        page.mouse.move(1, 1)
        expect(tip).to_be_hidden()


def test_the_keyboard_walks_from_bar_to_bar(browser: Browser, client: Client) -> None:
    with page_of(browser) as page:
        open_page(page, client)
        board = page.locator(SHOWN)
        expect(board.locator('.bar[tabindex="0"]')).to_have_count(1)
        board.locator('.bar[tabindex="0"]').focus()
        first = page.evaluate("document.activeElement.getAttribute('aria-label')")
        assert "Promised" in first
        expect(page.locator(".tip")).to_be_visible()
        seen = {first}
        for key in ("ArrowRight", "ArrowDown", "End", "Home"):
            page.keyboard.press(key)
            seen.add(page.evaluate("document.activeElement.getAttribute('aria-label')"))
        assert len(seen) >= 3
        expect(board.locator('.bar[tabindex="0"]')).to_have_count(1)
        page.keyboard.press("Escape")
        expect(page.locator(".tip")).to_be_hidden()


def test_the_switches_work_by_keyboard(browser: Browser, client: Client) -> None:
    with page_of(browser) as page:
        open_page(page, client)
        page.locator("#rows-technicians").focus()
        page.keyboard.press("ArrowRight")
        expect(page.locator(".panel.rows-bays.day-0")).to_be_visible()


def test_the_browser_speaks_chinese_and_a_click_changes_it(browser: Browser, client: Client) -> None:
    with page_of(browser, "zh-CN") as page:
        open_page(page, client)
        expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
        expect(page.get_by_role("heading", name="预约管控表")).to_be_visible()
        expect(page.locator("h1")).to_have_text("玩具汽车")
        page.get_by_role("link", name="English").click()
        expect(page.get_by_role("heading", name="Capacity sheet")).to_be_visible()
        page.get_by_role("link", name="Plans").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")


def test_words_stay_inside_their_bars(browser: Browser, client: Client) -> None:
    with page_of(browser) as page:
        open_page(page, client)
        spilled = page.evaluate(
            """(shown) => [...document.querySelectorAll(`${shown} .bar`)].filter((bar) => {
                const body = bar.querySelector('.body').getBoundingClientRect();
                return [...bar.querySelectorAll('text')].some(
                    (text) => text.getBoundingClientRect().right > body.right + 1
                );
            }).map((bar) => bar.textContent)""",
            SHOWN,
        )
        assert spilled == []


def test_a_run_under_way_turns_into_its_board(browser: Browser, tmp_path: Path) -> None:
    with served(quick(tmp_path)) as client, page_of(browser) as page:
        run_id = client.send(toy_day(3), time_limit_s=600).json()["id"]
        client.wait_for(run_id, "running")
        open_page(page, client, f"/plans/{run_id}")
        expect(page.locator('[data-field="phase"]')).to_have_text("improve")
        expect(page.locator('[data-field="promise"]')).to_have_text("300")
        client.http.delete(f"/v1/plans/{run_id}")
        expect(page.locator("svg.board[data-start]").first).to_be_visible()


def test_the_documents_of_the_api_are_shown(browser: Browser, client: Client) -> None:
    with page_of(browser) as page:
        page.goto(f"{client.http.base_url}/docs")
        expect(page.locator("#createPlan")).to_be_visible()
        page.locator("summary").first.click()
        expect(page.locator("pre").first).to_be_visible()


@pytest.mark.parametrize("language", Language)
def test_the_file_works_from_the_disk(browser: Browser, tmp_path: Path, language: Language) -> None:
    path = tmp_path / "plan.html"
    path.write_text(html_file(toy_document(6), language), encoding="utf-8")
    with page_of(browser) as page:
        page.goto(path.as_uri())
        page.locator(f"{SHOWN} .bar.work").first.hover()
        expect(page.locator(".tip")).to_be_visible()
        page.locator("label[for=rows-cars]").click()
        expect(page.locator(".panel.rows-cars.day-0")).to_be_visible()


def test_who_logs_out_is_asked_again(browser: Browser, client: Client) -> None:
    with page_of(browser) as page:
        open_page(page, client, "/plans")
        page.get_by_role("button", name="Log out").click()
        page.wait_for_url("**/login")
        expect(page.get_by_label("Your key")).to_be_focused()
        page.goto(f"{client.http.base_url}/plans")
        expect(page.get_by_role("heading", name="Log in")).to_be_visible()
