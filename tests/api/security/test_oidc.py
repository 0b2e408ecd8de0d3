"""Login by a provider: whoever it vouches for gets in with the role of their group, and nobody else does."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import jwt
import pytest

from api.security.oidc.login import COOKIE as ATTEMPT
from api.security.oidc.login import OidcLogin
from api.security.oidc.person import groups_of
from api.security.principal import Role
from api.security.sessions import COOKIE
from api.service.app import create_app
from api.service.server import Server, address_of, bind, running
from tests.api.security.provider import CLIENT, Json, Provider
from tests.api.security.shop import Clock, Shop
from tests.api.served import PATIENCE_S, UNHURRIED, asking, quick
from tests.api.toy import toy_planner

pytestmark = pytest.mark.usefixtures("provider")
OURS = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def running_provider() -> Iterator[Provider]:
    """One for all tests."""
    with Provider(Clock(), "127.0.0.1").running() as found:
        yield found


@pytest.fixture
def provider(running_provider: Provider) -> Provider:
    """As good as new, with somebody before it whom the service has never seen."""
    running_provider.behave()
    return running_provider


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, running_provider: Provider) -> Iterator[Shop]:
    """A service that people may log in to by the provider, on its clock."""
    clock = running_provider.clock
    assert isinstance(clock, Clock)
    security = replace(UNHURRIED, tokens_per_address="100000/second", oidc=running_provider.settings)
    app = create_app(replace(quick(tmp_path_factory.mktemp("s")), clock=clock, security=security), toy_planner)
    listener = bind("127.0.0.1", 0)
    with running(Server(app), listener):
        yield Shop(address_of(listener), app.state.services, clock)


def away(http: httpx.Client, to: str = "/plans") -> str:
    """Press the button: the address at the provider."""
    begun = http.get("/login/oidc", params={"next": to})
    assert begun.status_code == 303
    return str(begun.headers["location"])


def back(url: str) -> str:
    """Log in at the provider: our address that it sends to."""
    return str(httpx.get(url, trust_env=False, verify=False, timeout=PATIENCE_S).headers["location"])


def log_in(http: httpx.Client, to: str = "/plans") -> httpx.Response:
    """All of it."""
    return http.get(back(away(http, to)))


def refused(answer: httpx.Response, status: int, words: str) -> None:
    """Nobody got in, and are told why."""
    assert (answer.status_code, words in html.unescape(answer.text)) == (status, True), answer.text
    assert COOKIE not in answer.cookies


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


def test_who_is_of_no_group_with_a_role_is_told_so(shop: Shop, provider: Provider) -> None:
    for groups in ([], ["staff"], "staff", [7, None], {"workshop-foremen": True}):
        provider.person = {**provider.person, "groups": groups}
        with shop.by(None) as http:
            refused(log_in(http), 403, "Shop ID knows you, but you have no role")
            assert http.get("/v1/me").status_code == 401


@pytest.mark.parametrize(
    ("wrong", "claims"),
    [
        ("nonce", {"nonce": "that of another login"}),
        ("no nonce", {"nonce": None}),
        ("audience", {"aud": "another client"}),
        ("for several, given to nobody", {"aud": [CLIENT, "another client"]}),
        ("given to another", {"aud": [CLIENT, "another"], "azp": "another"}),
        ("issuer", {"iss": "https://evil.example"}),
        ("expired", {"exp": -61}),
        ("not yet", {"iat": 61}),
        ("no time", {"exp": 1e300}),
        ("nobody", {"sub": ""}),
    ],
)
def test_a_token_that_is_not_for_this_login_opens_nothing(
    shop: Shop, provider: Provider, wrong: str, claims: Json
) -> None:
    now = int(shop.clock().timestamp())
    shifted = {k: now + v if k in ("exp", "iat") and v < 1e9 else v for k, v in claims.items()}
    provider.spoil = lambda good: {k: v for k, v in {**good, **shifted}.items() if v is not None}
    with shop.by(None) as http:
        refused(log_in(http), 403, "cannot be trusted")
        assert http.get("/v1/me").status_code == 401, wrong


def test_clocks_may_differ_by_a_minute(shop: Shop, provider: Provider) -> None:
    now = int(shop.clock().timestamp())
    provider.spoil = lambda good: {**good, "iat": now + 59, "exp": now - 59}
    with shop.by(None) as http:
        assert log_in(http).status_code == 200


def _by_nobody(claims: Json) -> str:
    return jwt.encode(claims, "", algorithm="none")


def _by_a_shared_secret(claims: Json) -> str:
    return jwt.encode(claims, "a secret that both sides know, and others may", algorithm="HS256")


@pytest.mark.parametrize("sign", [_by_nobody, _by_a_shared_secret, lambda _: "no token at all"])
def test_a_token_that_the_provider_did_not_sign_opens_nothing(shop: Shop, provider: Provider, sign: Any) -> None:
    provider.sign = sign
    with shop.by(None) as http:
        refused(log_in(http), 403, "cannot be trusted")


def test_keys_that_the_provider_changes_are_followed_at_once(shop: Shop, provider: Provider) -> None:
    with shop.by(None) as http:
        assert log_in(http).status_code == 200
        ((name, key),) = provider.keys.items()
        provider.rotate()
        assert log_in(http).status_code == 200
        provider.sign = lambda claims: jwt.encode(claims, key, algorithm="RS256", headers={"kid": name})
        refused(log_in(http), 403, "cannot be trusted")


def test_groups_that_are_only_told_when_asked_are_asked_for(shop: Shop, provider: Provider) -> None:
    provider.tells_groups_in_token = False
    with shop.by(None) as http:
        assert log_in(http).status_code == 200
        provider.user_info = {**provider.person, "sub": "somebody else"}
        refused(log_in(http), 403, "cannot be trusted")


def test_a_state_of_another_login_opens_nothing(shop: Shop) -> None:
    with shop.by(None) as http, shop.by(None) as thief:
        mine, other = away(http), away(thief)
        refused(http.get(back(other)), 400, "took too long, or was begun in another window")
        refused(http.get(back(mine)), 400, "Begin it again")
        with shop.by(None) as nobody:
            refused(nobody.get(back(away(http))), 400, "Begin it again")


def test_a_login_that_takes_too_long_is_over(shop: Shop) -> None:
    with shop.by(None) as http:
        came = back(away(http))
        cookie = http.cookies[ATTEMPT]
        shop.clock.now += timedelta(minutes=10, seconds=6)
        refused(http.get(came, headers={"Cookie": f"{ATTEMPT}={cookie}"}), 400, "took too long")


def test_a_code_is_good_once(shop: Shop) -> None:
    with shop.by(None) as http, shop.by(None) as thief:
        came = back(away(http))
        cookie = http.cookies[ATTEMPT]
        assert http.get(came).status_code == 200
        refused(thief.get(came, headers={"Cookie": f"{ATTEMPT}={cookie}"}), 502, "cannot be used")


def test_who_says_no_at_the_provider_is_not_logged_in(shop: Shop) -> None:
    with shop.by(None) as http:
        state = parse_qs(urlsplit(away(http)).query)["state"][0]
        answer = http.get("/login/oidc/back", params={"error": "access_denied", "state": state})
        refused(answer, 403, "did not log you in")


def test_a_provider_that_is_down_is_said_to_be_and_keys_still_open(shop: Shop, provider: Provider) -> None:
    with shop.by(None) as http:
        came = back(away(http))
        provider.is_down = True
        refused(http.get("/login/oidc"), 503, "Shop ID does not answer")
        refused(http.get(came), 503, "or log in with a key")
        with shop.as_(Role.DESK) as desk:
            key = desk.headers["Authorization"].removeprefix("Bearer ")
        assert http.post("/login", data={"key": key}, headers={"Origin": shop.address}).status_code == 303


@pytest.mark.parametrize(
    "told",
    [{"issuer": "https://evil.example"}, {"token_endpoint": "http://shop.example/token"}, {"jwks_uri": None}],
)
def test_a_provider_that_says_something_else_of_itself_is_not_used(shop: Shop, provider: Provider, told: Json) -> None:
    provider.discovery = told
    with shop.by(None) as http:
        refused(http.get("/login/oidc"), 502, "cannot be used")


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
