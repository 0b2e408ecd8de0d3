"""A plan as one file in a real browser: pointed at, walked by keyboard, switched, under the policy it has in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from api.board.file import html_file
from api.board.words import Language
from tests.api.board.plans import toy_document
from tests.browser.pages import page_of

SHOWN = ".panel.rows-technicians.day-0"
_SPILLED = """(shown) => [...document.querySelectorAll(`${shown} .bar`)].filter((bar) => {
    const body = bar.querySelector('.body').getBoundingClientRect();
    return [...bar.querySelectorAll('text')].some((text) => text.getBoundingClientRect().right > body.right + 1);
}).map((bar) => bar.textContent)"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a plan on the disk."""
    path = tmp_path_factory.mktemp("plan") / "plan.html"
    path.write_text(html_file(toy_document(12), Language.EN), encoding="utf-8")
    return path.as_uri()


def test_a_bar_tells_its_promise_when_pointed_at(browser: Browser, file: str) -> None:
    with page_of(browser) as page:
        page.goto(file)
        expect(page.locator(".tip")).to_be_hidden()
        page.locator(f"{SHOWN} .bar.work").first.hover()
        tip = page.locator(".tip")
        expect(tip).to_contain_text("Promised")
        assert page.locator(f"{SHOWN} .bar.same").count() == 5, "the other steps of the car are marked"
        assert page.evaluate(_SPILLED, SHOWN) == []
        page.mouse.move(1, 1)
        expect(tip).to_be_hidden()


def test_the_keyboard_walks_from_bar_to_bar_and_switches(browser: Browser, file: str) -> None:
    with page_of(browser) as page:
        page.goto(file)
        page.locator(f'{SHOWN} .bar[tabindex="0"]').focus()
        seen = {page.evaluate("document.activeElement.getAttribute('aria-label')")}
        for key in ("ArrowRight", "ArrowDown", "End", "Home"):
            page.keyboard.press(key)
            seen.add(page.evaluate("document.activeElement.getAttribute('aria-label')"))
        assert len(seen) >= 3
        page.keyboard.press("Escape")
        expect(page.locator(".tip")).to_be_hidden()
        page.locator("#rows-technicians").focus()
        page.keyboard.press("ArrowRight")
        expect(page.locator(".panel.rows-bays.day-0")).to_be_visible()
        expect(page.locator(".panel:visible")).to_have_count(1)


def test_it_speaks_chinese(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "plan.html"
    path.write_text(html_file(toy_document(6), Language.ZH), encoding="utf-8")
    with page_of(browser) as page:
        page.goto(path.as_uri())
        expect(page.get_by_role("heading", name="预约管控表")).to_be_visible()
        page.locator("label[for=rows-cars]").click()
        expect(page.locator(".panel.rows-cars.day-0")).to_be_visible()
