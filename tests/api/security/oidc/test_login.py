"""Login by a provider: whoever it vouches for gets in with the role of their group, until it or we say no."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from api.security.oidc.login import COOKIE as ATTEMPT
from api.security.oidc.login import OidcLogin
from api.security.oidc.person import groups_of
from api.security.principal import Role
from api.security.sessions import COOKIE
from api.service.app import create_app
from api.service.server import Server, address_of, bind, running
from tests.api.security.oidc.logins import back, log_in, refused
from tests.api.security.provider import CLIENT, Provider
from tests.api.security.shop import Shop
from tests.api.served import asking, quick
from tests.api.toy import toy_planner

pytestmark = pytest.mark.usefixtures("provider")
OURS = {"Accept": "text/html"}


def test_who_the_provider_vouches_for_gets_in_with_the_role_of_their_group(shop: Shop) -> None:
    with shop.by(None) as http:
        assert 'href="/login/oidc?next=%2Fplans"' in http.get("/login?next=/plans").text
        entered = log_in(http)
        assert entered.status_code == 200
        assert 'http-equiv="refresh" content="0; url=/plans"' in entered.text, "a redirect would lose strict cookies"
        assert "SameSite=strict" in entered.headers["set-cookie"]
        assert ATTEMPT not in http.cookies, "the attempt is over"
        me = http.get("/v1/me").json()
        assert (me["role"], me["workshop_id"], me["name"]) == ("foreman", "toy", "李工")
        assert me["actor"].startswith("person:")


def test_changes_are_told_as_those_of_the_person(shop: Shop) -> None:
    with shop.by(None) as first, shop.by(None) as second, shop.as_(Role.ADMIN, None) as admin:
        log_in(first)
        log_in(second)
        actor = first.get("/v1/me").json()["actor"]
        assert second.get("/v1/me").json()["actor"] == actor, "the same person, whichever session"
        entry = next(one for one in admin.get("/v1/keys").json()["items"] if one["person"])
        assert (entry["name"], f"person:{entry['person']}", entry["created_by"]) == ("李工", actor, actor)


def test_the_role_follows_the_groups_at_each_login(shop: Shop, provider: Provider) -> None:
    with shop.by(None) as http, shop.by(None) as later:
        log_in(http)
        provider.person = {**provider.person, "name": "李建国", "groups": ["head-office"]}
        log_in(later)
        me = later.get("/v1/me").json()
        assert (me["role"], me["workshop_id"], me["name"]) == ("admin", None, "李建国")
        assert http.get("/v1/me").status_code == 401, "the session was one of the workshop they are no longer of"


def test_ending_a_person_ends_their_sessions_until_they_log_in_again(shop: Shop) -> None:
    with shop.by(None) as http, shop.as_(Role.ADMIN) as admin:
        log_in(http)
        place = "/v1/workshops/toy/keys"
        entry = next(one for one in admin.get(place).json()["items"] if one["person"])
        seen = {"If-Match": '"1"'}
        turned = admin.post(f"{place}/{entry['id']}:rotate", json={}, headers=seen)
        assert (turned.status_code, turned.json()["type"]) == (409, "urn:heijunka:problem:no_secret")
        assert admin.delete(f"{place}/{entry['id']}", headers=seen).status_code == 200
        assert http.get("/v1/me").status_code == 401
        assert log_in(http).status_code == 200
        assert http.get("/v1/me").json()["actor"] == f"person:{entry['person']}"


def test_a_session_of_a_person_ends_in_time(shop: Shop) -> None:
    with shop.by(None) as http:
        log_in(http)
        shop.clock.now += timedelta(hours=12, seconds=6)
        assert http.get("/v1/me").status_code == 401


def test_logging_out_leads_to_the_provider_and_ends_the_session_here(shop: Shop, provider: Provider) -> None:
    with shop.by(None) as http:
        log_in(http)
        cookie = http.cookies[COOKIE]
        out = http.post("/logout", headers={"Origin": shop.address})
        (address,) = re.findall(r"url=([^\"]+)", html.unescape(out.text))
        asked = parse_qs(urlsplit(address).query)
        assert address.startswith(f"{provider.issuer}/out?")
        assert asked == {"client_id": [CLIENT], "post_logout_redirect_uri": [f"{shop.address}/login"]}
        assert http.get("/v1/me", headers={"Cookie": f"{COOKIE}={cookie}"}).status_code == 401


def test_logging_out_needs_no_provider(shop: Shop, provider: Provider) -> None:
    with shop.by(None) as http:
        log_in(http)
        provider.discovery = {"end_session_endpoint": None}
        out = http.post("/logout", headers={"Origin": shop.address})
        assert (out.status_code, out.headers["location"]) == (303, "/login")
        log_in(http)
        provider.is_down = True
        out = http.post("/logout", headers={"Origin": shop.address})
        assert (out.status_code, out.headers["location"]) == (303, "/login")
        assert http.get("/plans", headers=OURS).status_code == 303


def test_clocks_may_differ_by_a_minute(shop: Shop, provider: Provider) -> None:
    now = int(shop.clock().timestamp())
    provider.spoil = lambda good: {**good, "iat": now + 59, "exp": now - 59}
    with shop.by(None) as http:
        assert log_in(http).status_code == 200


def test_groups_that_are_only_told_when_asked_are_asked_for(shop: Shop, provider: Provider) -> None:
    provider.tells_groups_in_token = False
    with shop.by(None) as http:
        assert log_in(http).status_code == 200
        provider.user_info = {**provider.person, "sub": "somebody else"}
        refused(log_in(http), 403, "cannot be trusted")


@pytest.mark.parametrize(
    "to", ["https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example", "javascript:alert(1)", ""]
)
def test_nobody_is_led_to_another_site(shop: Shop, to: str) -> None:
    with shop.by(None) as http:
        assert 'content="0; url=/"' in log_in(http, to).text
        with shop.as_(Role.DESK) as desk:
            key = desk.headers["Authorization"].removeprefix("Bearer ")
        entered = http.post("/login", data={"key": key, "next": to}, headers={"Origin": shop.address})
        assert entered.headers["location"] == "/"


@pytest.mark.parametrize("by", ["none", "post"])
def test_a_client_without_secret_and_one_that_tells_it_in_the_form(shop: Shop, provider: Provider, by: str) -> None:
    provider.client_by = by
    provider.discovery = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    settings = provider.settings if by == "post" else replace(provider.settings, client_secret="")
    login = OidcLogin(settings, shop.services.security.signer, shop.clock)
    begun = login.begin("/desk", f"{shop.address}/login/oidc/back")
    came = httpx.URL(back(begun.url))
    person, to = login.finish(begun.cookie, dict(came.params), f"{shop.address}/login/oidc/back")
    assert (person.name, person.grant.role, to) == ("李工", Role.FOREMAN, "/desk")


def test_groups_are_found_by_name_and_inside_of_objects() -> None:
    assert groups_of({"groups": ["a", "b"]}, "groups") == {"a", "b"}
    assert groups_of({"role": "a"}, "role") == {"a"}
    assert groups_of({"realm_access": {"roles": ["a"]}}, "realm_access.roles") == {"a"}
    assert groups_of({"https://shop.example/groups": ["a"]}, "https://shop.example/groups") == {"a"}
    assert groups_of({"realm_access": ["a"]}, "realm_access.roles") == set()


def test_without_a_provider_there_is_no_button(tmp_path: Path) -> None:
    app = create_app(quick(tmp_path), toy_planner)
    listener = bind("127.0.0.1", 0)
    with running(Server(app), listener), asking(address_of(listener), None) as http:
        assert "/login/oidc" not in http.get("/login").text
        for path in ("/login/oidc", "/login/oidc/back?code=x&state=x"):
            assert http.get(path).headers["location"] == "/login"
