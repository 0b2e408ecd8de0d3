"""Logins of the pages: by key or by a link that works once; a cookie that other sites cannot use."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import httpx
import pytest

from api.security.keys import ApiKey
from api.security.principal import OPERATOR, Role
from api.security.sessions import COOKIE
from tests.api.security.shop import Shop
from tests.api.served import new_key

HTML = {"Accept": "text/html"}


def login(shop: Shop, http: httpx.Client, text: str, to: str = "/plans") -> httpx.Response:
    """Send the form as our own page does."""
    return http.post("/login", data={"key": text, "next": to}, headers={"Origin": shop.address})


def test_who_looks_at_a_page_is_led_to_the_login_and_back(shop: Shop) -> None:
    text = new_key(shop.services.security, Role.DESK, "toy")
    with shop.by(None) as http:
        led = http.get("/plans", headers=HTML)
        assert (led.status_code, led.headers["location"]) == (303, "/login?next=/plans")
        form = http.get(led.headers["location"])
        assert 'name="next" value="/plans"' in form.text
        entered = login(shop, http, f"  {text}\n")
        assert (entered.status_code, entered.headers["location"]) == (303, "/plans")
        assert http.get("/plans", headers=HTML).status_code == 200
        assert http.get("/v1/plans").status_code == 200, "the pages' own scripts ask the API"


def test_the_cookie_is_for_this_site_and_not_for_scripts(shop: Shop) -> None:
    with shop.by(None) as http:
        cookie = login(shop, http, new_key(shop.services.security)).headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        assert "Max-Age=43200" in cookie
        assert "Secure" not in cookie, "plain HTTP on loopback"
        http.cookies.clear()
        headers = {"Origin": shop.address, "X-Forwarded-Proto": "https"}
        behind_tls = http.post("/login", data={"key": new_key(shop.services.security)}, headers=headers)
        assert "Secure" in behind_tls.headers["set-cookie"]


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", ""])
def test_the_login_leads_to_our_own_pages_only(shop: Shop, to: str) -> None:
    with shop.by(None) as http:
        assert login(shop, http, new_key(shop.services.security), to).headers["location"] == "/"
        assert 'name="next" value="/"' in http.get("/login", params={"next": to}).text


@pytest.mark.parametrize(("language", "words"), [("en", "This key is not known"), ("zh", "密钥无效")])
def test_a_wrong_key_is_said_so_and_not_shown(shop: Shop, language: str, words: str) -> None:
    with shop.by(None) as http:
        http.get("/login", params={"lang": language})
        answer = login(shop, http, "hj_something<script>")
        assert answer.status_code == 401
        assert words in answer.text
        assert "something" not in answer.text
        assert "set-cookie" not in answer.headers
        assert 'role="alert"' in answer.text


def test_logging_out_ends_the_session_also_for_who_copied_the_cookie(shop: Shop) -> None:
    with shop.by(None) as http, shop.by(None) as thief:
        login(shop, http, new_key(shop.services.security))
        thief.cookies.set(COOKIE, http.cookies[COOKIE], domain="127.0.0.1")
        assert thief.get("/v1/plans").status_code == 200
        out = http.post("/logout", headers={"Origin": shop.address})
        assert (out.status_code, out.headers["location"]) == (303, "/login")
        assert thief.get("/v1/plans").status_code == 401
        assert http.get("/plans", headers=HTML).status_code == 303
        assert http.post("/logout", headers={"Origin": shop.address}).status_code == 303, "twice does no harm"


def test_a_session_ends_in_time_and_with_its_key(shop: Shop) -> None:
    text = new_key(shop.services.security)
    with shop.by(None) as http, shop.by(None) as other:
        login(shop, http, text)
        login(shop, other, new_key(shop.services.security))
        shop.services.security.keys.revoke(text.split("_")[1], None, seen=None, by=OPERATOR)
        assert http.get("/plans", headers=HTML).status_code == 303
        cookie = other.cookies[COOKIE]
        shop.clock.now += timedelta(hours=12, seconds=6)
        assert other.get("/v1/plans", headers={"Cookie": f"{COOKIE}={cookie}"}).status_code == 401


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "own"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Origin": "own"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 404),
        ({"Origin": "own"}, 404),
    ],
)
def test_changes_by_cookie_come_from_our_own_pages(shop: Shop, headers: dict[str, str], status: int) -> None:
    stated = {name: shop.address if value == "own" else value for name, value in headers.items()}
    with shop.by(None) as http:
        login(shop, http, new_key(shop.services.security))
        answer = http.delete("/v1/plans/run_x", headers=stated)
        assert answer.status_code == status
        if status == 403:
            assert answer.json()["type"] == "urn:heijunka:problem:foreign_origin"
            assert http.post("/login", data={"key": "x"}, headers=stated).status_code == 403
            assert http.post("/logout", headers=stated).status_code == 403


def key_of(shop: Shop) -> ApiKey:
    """A new key, as the store has it."""
    return shop.services.security.keys.get(new_key(shop.services.security).split("_")[1], None)


def test_a_link_logs_in_once_and_within_minutes(shop: Shop) -> None:
    key = key_of(shop)
    first, late = (shop.services.security.sessions.new_link(key, OPERATOR) for _ in range(2))
    with shop.by(None) as http:
        entered = http.get("/login", params={"link": first})
        assert (entered.status_code, entered.headers["location"]) == (303, "/")
        assert http.get("/", headers=HTML).status_code == 200
    with shop.by(None) as http:
        shop.clock.now += timedelta(minutes=10)
        for link in (first, late, "made-up"):
            answer = http.get("/login", params={"link": link})
            assert answer.status_code == 401
            assert "set-cookie" not in answer.headers
            assert "used or is too old" in answer.text


def test_of_many_who_follow_one_link_one_gets_in(shop: Shop) -> None:
    key, sessions = key_of(shop), shop.services.security.sessions
    code = sessions.new_link(key, OPERATOR)
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(sessions.use_link, [code] * 8))
    assert (found.count(key.key_id), found.count(None)) == (1, 7)
