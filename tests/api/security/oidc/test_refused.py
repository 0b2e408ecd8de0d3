"""Login by a provider: what is not from it, not for us or not for this login opens nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest

from api.security.oidc.login import COOKIE as ATTEMPT
from api.security.principal import Role
from tests.api.security.oidc.logins import away, back, log_in, refused
from tests.api.security.provider import CLIENT, Json, Provider
from tests.api.security.shop import Shop

pytestmark = pytest.mark.usefixtures("provider")


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
