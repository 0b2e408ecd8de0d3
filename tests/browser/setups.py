"""The set-up's pages in tests: sections opened and saved, items as the service has them, and somebody else at work."""

from __future__ import annotations

import re

import httpx
from playwright.sync_api import Page, expect

from api.security.principal import Role
from tests.api.desk.desks import Json
from tests.browser.shop import Shop


def document(shop: Shop, place: str) -> Json:
    """An item as the service has it."""
    found: Json = shop.http.get(f"{shop.path}/setup/{place}").raise_for_status().json()["document"]
    return found


def rewrite(shop: Shop, place: str, **fields: object) -> httpx.Response:
    """Somebody else changes an item meanwhile."""
    path = f"{shop.path}/setup/{place}"
    now = shop.http.get(path).raise_for_status()
    headers = {"If-Match": now.headers["etag"]}
    return shop.http.put(path, json=now.json()["document"] | fields, headers=headers).raise_for_status()


def enter(shop: Shop, page: Page, path: str, role: Role = Role.ADMIN) -> None:
    """Open a section, or an item of it, and wait for it."""
    shop.enter(page, f"/setup/{path}", role)
    expect(page.locator(".opened").get_by_role("heading").first).to_be_visible()


def visit(page: Page, path: str) -> None:
    """Go on to another section without loading the document again, as a click does."""
    page.evaluate(
        "path => { history.pushState(null, '', path); dispatchEvent(new Event('popstate')) }", f"/setup/{path}"
    )
    section = path.partition("/")[0]
    expect(page.locator(f'.sections a[href="/setup/{section}"]')).to_have_attribute("aria-current", "page")
    expect(page.locator(".opened").get_by_role("heading").first).to_be_visible()
    expect(page.get_by_text(re.compile("^(Loading…|加载中…)$"))).to_have_count(0)


def save(page: Page) -> None:
    """Save and wait for the answer."""
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
