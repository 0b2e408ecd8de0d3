"""Pages in a real browser, on which nothing may go wrong."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

# A machine that does much else takes its time.
PATIENCE_S = 20
AXE = Path(__file__).parents[2] / "api/web/app/node_modules/axe-core/axe.min.js"
# As it is, then in the other language, then as it was: pressed without taking the focus from where it is.
_LOOK = """
async (part) => {
  const found = async () => (await axe.run(part, {resultTypes: ["violations"]})).violations;
  const other = () => document.querySelector('.languages [aria-pressed="false"]');
  const first = await found();
  if (other() === null) return first;
  other().click();
  await new Promise((shown) => setTimeout(shown));
  const second = await found();
  other().click();
  return [...first, ...second];
}
"""
_BEYOND = """
async () => {
  const parts = () => [document.documentElement, ...document.querySelectorAll(".scroll")];
  const most = () => Math.max(...parts().map((one) => one.scrollWidth - one.clientWidth));
  const other = () => document.querySelector('.languages [aria-pressed="false"]');
  const first = most();
  other().click();
  await new Promise((shown) => setTimeout(shown));
  const second = most();
  other().click();
  return Math.max(first, second);
}
"""


@contextmanager
def page_of(
    browser: Browser,
    language: str = "en-US",
    *,
    size: tuple[int, int] = (1440, 900),
    touch: bool = False,
    expected: str = "",
) -> Iterator[Page]:
    """A page on which nothing may go wrong: no error, nothing refused by the policy, nothing from elsewhere.

    ``expected``: part of an error of the console that the test brings about.
    """
    width, height = size
    context = browser.new_context(locale=language, viewport={"width": width, "height": height}, has_touch=touch)
    page = context.new_page()
    wrong: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not (expected and expected in message.text):
            wrong.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: wrong.append(request.url) if _foreign(request.url) else None)
    try:
        yield page
    finally:
        context.close()
    assert wrong == []


def log_in(page: Page, address: str, key: str, path: str) -> None:
    """Go to a page and log in on the way."""
    page.goto(f"{address}{path}")
    page.locator("#key").fill(key)
    page.locator("main form button").click()
    page.wait_for_url(f"**{path}")


def until(page: Page, condition: str) -> None:
    """Wait until an expression is true. Asked anew each time: the pages' policy forbids what Playwright waits with."""
    end = time.monotonic() + PATIENCE_S
    while not page.evaluate(condition):
        assert time.monotonic() < end, f"never came: {condition}"
        page.wait_for_timeout(50)


def beyond(page: Page) -> int:
    """Pixels by which the page, or a part of it that scrolls by itself, is wider than its room; in both languages."""
    found: int = page.evaluate(_BEYOND)
    return found


def violations(page: Page, part: str = "html") -> list[str]:
    """What axe finds wrong with a part of the page as it is, by WCAG 2.2 A and AA and the usual good practice.

    In both languages, where the page has the switch: nothing that is open or typed goes away by it.
    """
    if not AXE.exists():
        pytest.skip("axe is not installed; `make pages-check` installs what the pages are checked with")
    # Evaluated, not loaded: the policy of the pages allows no script of a test.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate(_LOOK, part)
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]


def _foreign(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "file:", "data:"))
