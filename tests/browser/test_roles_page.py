"""Every page as every role: what is shown may be opened, and nothing that is opened is refused."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from api.security.principal import Role
from tests.browser.midday import midday
from tests.browser.pages import page_of
from tests.browser.shop import Shop

# A dealer system has no eyes; a screen has its own pages.
WHO = (Role.DESK, Role.FOREMAN, Role.PARTS, Role.ADMIN)
NOT_SHOWN = {
    Role.DESK: set(),
    Role.FOREMAN: set(),
    Role.PARTS: {"/calls"},
    Role.ADMIN: set(),
}
SETTLED_MS = 300


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """The example shop in the middle of a day."""
    with midday(tmp_path_factory.mktemp("roles")) as found:
        yield found


@pytest.mark.parametrize("role", WHO)
def test_who_may_see_a_page_is_refused_nothing_on_it(browser: Browser, shop: Shop, role: Role) -> None:
    with page_of(browser) as page:
        refused: list[str] = []
        page.on("response", lambda answer: _note(answer, refused))
        shop.enter(page, "/", role)
        shown = _links(page, "header nav a")
        assert {"/board", "/desk", "/calls", "/preparation", "/setup"} - set(shown) == NOT_SHOWN[role]
        for path in shown:
            _open(page, path)
        _open(page, "/setup")
        for path in _links(page, "main nav a"):
            _open(page, path)
        assert refused == []


def test_a_page_that_is_not_ones_own_says_so_and_asks_nothing(browser: Browser, shop: Shop) -> None:
    with page_of(browser) as page:
        refused: list[str] = []
        page.on("response", lambda answer: _note(answer, refused))
        shop.enter(page, "/calls", Role.PARTS)
        expect(page.get_by_text("Your key may not see this page.")).to_be_visible()
        assert refused == []


@pytest.mark.parametrize(("role", "buttons"), [(Role.FOREMAN, 1), (Role.DESK, 0), (Role.PARTS, 0)])
def test_who_may_not_replan_has_no_button_for_it(browser: Browser, shop: Shop, role: Role, buttons: int) -> None:
    with page_of(browser) as page:
        shop.enter(page, "/board", role)
        expect(page.locator("[data-bar]").first).to_be_visible()
        expect(page.get_by_role("button", name="Re-plan")).to_have_count(buttons)


def _links(page: Page, where: str) -> list[str]:
    expect(page.locator(where).first).to_be_visible()
    return [str(one.get_attribute("href")) for one in page.locator(where).all()]


def _open(page: Page, path: str) -> None:
    address = page.url.split("/", 3)
    page.goto("/".join((*address[:3], path.lstrip("/"))))
    expect(page.locator("main")).not_to_contain_text("Loading…")
    expect(page.locator("main :is(h1, h2)").first).to_be_visible()
    page.wait_for_timeout(SETTLED_MS)  # what a page asks for once it is there


def _note(answer: Response, refused: list[str]) -> None:
    if answer.status >= 400:
        refused.append(f"{answer.status} {answer.request.method} {answer.url}")
