"""The login in a real browser: by key, and by a provider at another site, with strict cookies as browsers keep them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, expect

from api.service.settings import system_clock
from tests.api.security.provider import Provider
from tests.api.served import UNHURRIED, Client, quick, served
from tests.browser.pages import log_in, page_of, violations


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    """A provider under another name than the service: to a browser another site."""
    with Provider(system_clock, "localhost").running() as found:
        found.asks_first = True
        yield found


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, provider: Provider) -> Iterator[Client]:
    """A service that people may log in to by the provider."""
    settings = quick(tmp_path_factory.mktemp("store"))
    with served(replace(settings, security=replace(UNHURRIED, oidc=provider.settings))) as found:
        yield found


def test_who_logs_in_at_the_provider_comes_back_to_the_page_and_stays_logged_in(
    browser: Browser, client: Client
) -> None:
    context = browser.new_context(locale="en-US")
    page = context.new_page()
    page.goto(f"{client.http.base_url}/plans")
    page.get_by_role("link", name="Log in with Shop ID").click()
    page.get_by_role("link", name="I am 李工").click()
    page.wait_for_url("**/plans")
    expect(page.get_by_role("heading", name="What was planned")).to_be_visible()
    expect(page.locator("header")).to_contain_text("李工")
    page.reload()
    expect(page.get_by_role("heading", name="What was planned")).to_be_visible()
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/login")
    page.goto(f"{client.http.base_url}/plans")
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    context.close()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en-US", ("Log in with Shop ID", "Log in with the key", "This key is not known")),
        ("zh-CN", ("使用 Shop ID 登录", "用密钥登录", "密钥无效")),
    ],
)
def test_the_login_is_for_everybody(
    browser: Browser, client: Client, language: str, words: tuple[str, str, str]
) -> None:
    by_provider, by_key, wrong = words
    with page_of(browser, language, size=(390, 780), expected="401") as page:
        page.goto(f"{client.http.base_url}/login")
        expect(page.get_by_role("link", name=by_provider)).to_be_visible()
        assert violations(page) == []
        page.locator("#key").fill("hj_x")
        page.get_by_role("button", name=by_key).click()
        expect(page.get_by_role("alert")).to_contain_text(wrong)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_who_logs_out_is_asked_again(browser: Browser, client: Client) -> None:
    # Whatever the page asks for while it is left is refused, and the console says so.
    with page_of(browser, expected="401") as page:
        log_in(page, str(client.http.base_url).rstrip("/"), client.key, "/plans")
        page.get_by_role("button", name="Log out").click()
        page.wait_for_url("**/login")
        page.goto(f"{client.http.base_url}/plans")
        expect(page.get_by_role("heading", name="Log in")).to_be_visible()


@pytest.mark.parametrize("language", ["en-US", "zh-CN"])
def test_the_documents_of_the_api_are_shown(browser: Browser, client: Client, language: str) -> None:
    with page_of(browser, language) as page:
        page.goto(f"{client.http.base_url}/docs")
        page.locator("summary").first.click()
        expect(page.locator("pre").first).to_be_visible()
        assert violations(page, "header") == []
        assert violations(page, "#createPlan") == []
