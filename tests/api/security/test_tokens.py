"""Tokens of minutes for the two halves of a key, as RFC 6749 has it; what is not ours, or not now, opens nothing."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import jwt
import pytest

from api.security.principal import OPERATOR, Role
from api.security.roles import SCOPES_OF
from api.security.signing import Audience, Statement
from tests.api.security.shop import Shop
from tests.api.served import UNHURRIED, new_key, quick, served

GRANT = {"grant_type": "client_credentials"}


def halves(text: str) -> dict[str, str]:
    """A key as client id and secret."""
    _, client_id, secret = text.split("_")
    return {"client_id": client_id, "client_secret": secret}


def ask(shop: Shop, form: Mapping[str, str], **headers: str) -> httpx.Response:
    """Ask for a token."""
    with shop.by(None) as http:
        return http.post("/oauth/token", data=dict(form), headers=headers)


def token_for(shop: Shop, text: str, **form: str) -> str:
    """A token under a key."""
    answer = ask(shop, {**GRANT, **halves(text), **form})
    assert answer.status_code == 200, answer.text
    token: str = answer.json()["access_token"]
    return token


def status_with(shop: Shop, token: str, path: str = "/v1/plans") -> tuple[int, str]:
    """Status and problem of a request with a token."""
    with shop.by(token) as http:
        answer = http.get(path)
    return answer.status_code, "" if answer.status_code == 200 else answer.json()["type"].rsplit(":", 1)[1]


def test_a_key_is_exchanged_for_a_token_in_either_way(shop: Shop) -> None:
    text = new_key(shop.services.security, Role.DESK, "toy")
    answer = ask(shop, {**GRANT, **halves(text)})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    told = answer.json()
    assert (told["token_type"], told["expires_in"]) == ("Bearer", 900)
    assert set(told["scope"].split()) == set(SCOPES_OF[Role.DESK])
    basic = base64.b64encode(":".join(halves(text).values()).encode()).decode()
    by_header = ask(shop, GRANT, Authorization=f"Basic {basic}").json()
    for token in (told["access_token"], by_header["access_token"]):
        assert status_with(shop, token) == (200, "")
        assert status_with(shop, token, "/v1/workshops/toy/keys") == (403, "not_allowed")
        assert status_with(shop, token, "/v1/workshops/other/keys")[0] in (403, 404)


def test_a_token_may_ask_for_less(shop: Shop) -> None:
    text = new_key(shop.services.security, Role.ADMIN, "toy")
    token = token_for(shop, text, scope="setup:read")
    assert status_with(shop, token) == (403, "not_allowed")
    more = ask(shop, {**GRANT, **halves(text), "scope": "plans:read everything"})
    assert (more.status_code, more.json()["error"]) == (400, "invalid_scope")


@pytest.mark.parametrize(
    ("change", "status", "error"),
    [
        ({"grant_type": ""}, 400, "invalid_request"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"client_secret": "0" * 48}, 401, "invalid_client"),
        ({"client_id": "nobody"}, 401, "invalid_client"),
        ({"client_id": ""}, 401, "invalid_client"),
        ({"scope": " "}, 400, "invalid_scope"),
    ],
)
def test_refusals_are_those_of_the_standard(shop: Shop, change: dict[str, str], status: int, error: str) -> None:
    text = new_key(shop.services.security)
    answer = ask(shop, {**GRANT, **halves(text), **change})
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["error_description"]
    assert ("www-authenticate" in answer.headers) == (status == 401)


def test_forms_that_are_none_are_refused(shop: Shop) -> None:
    text = new_key(shop.services.security)
    secret = halves(text)["client_secret"]
    with shop.by(None) as http:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        for content, headers in (
            (json.dumps({**GRANT, **halves(text)}).encode(), {"Content-Type": "application/json"}),
            (b"grant_type=client_credentials&grant_type=client_credentials", form),
            (b"\xff\xfe=1", form),
            (b"&".join(b"a%d=1" % n for n in range(30)), form),
        ):
            answer = http.post("/oauth/token", content=content, headers=headers)
            assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request"), content
        for stated in ("Basic !", "Basic YWJj", f"Bearer {text}"):
            answer = http.post("/oauth/token", data=GRANT, headers={"Authorization": stated})
            assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client"), stated
        both = http.post("/oauth/token", data={**GRANT, **halves(text)}, headers={"Authorization": "Basic YTpi"})
        assert both.json()["error"] == "invalid_request"
        assert secret not in both.text


def test_a_token_ends_in_time(shop: Shop) -> None:
    token = token_for(shop, new_key(shop.services.security))
    shop.clock.now += timedelta(minutes=15)
    assert status_with(shop, token) == (200, ""), "five seconds of leeway between clocks"
    shop.clock.now += timedelta(seconds=5)
    assert status_with(shop, token) == (401, "token_expired")
    shop.clock.now -= timedelta(minutes=16)
    assert status_with(shop, token) == (401, "token_invalid"), "signed in the future"
    shop.clock.now += timedelta(hours=1)


def test_revoking_the_key_ends_its_tokens_and_narrowing_narrows_them(shop: Shop) -> None:
    text = new_key(shop.services.security, Role.ADMIN, "toy")
    key_id, token = halves(text)["client_id"], token_for(shop, text)
    keys = shop.services.security.keys
    keys.change(key_id, None, {"scopes": ["plans:read"]}, seen=None, by=OPERATOR)
    assert status_with(shop, token) == (200, "")
    assert status_with(shop, token, "/v1/workshops/toy/keys") == (403, "not_allowed")
    keys.revoke(key_id, None, seen=None, by=OPERATOR)
    assert status_with(shop, token) == (401, "key_revoked")
    refused = ask(shop, {**GRANT, **halves(text)})
    assert (refused.status_code, refused.json()["error"]) == (401, "invalid_client")


def test_what_another_signed_or_for_something_else_opens_nothing(shop: Shop) -> None:
    text = new_key(shop.services.security)
    token = token_for(shop, text)
    header, claims, signature = token.split(".")
    said = jwt.decode(token, options={"verify_signature": False})
    kid = jwt.get_unverified_header(token)["kid"]

    def unsigned(algorithm: str) -> str:
        told = json.dumps({"alg": algorithm, "typ": "JWT", "kid": kid}).encode()
        return base64.urlsafe_b64encode(told).decode().rstrip("=")

    statement = Statement(key_id=halves(text)["client_id"], workshop_id=None, role="admin", scopes=("plans:read",))
    session = shop.services.security.signer.sign(Audience.PAGES, statement, timedelta(hours=1))
    forged = [
        jwt.encode(said, "x" * 64, algorithm="HS256", headers={"kid": kid}),
        jwt.encode(said, "x" * 64, algorithm="HS256", headers={"kid": "other"}),
        jwt.encode(said, "x" * 64, algorithm="HS256"),
        f"{unsigned('none')}.{claims}.",
        f"{unsigned('none')}.{claims}.{signature}",
        f"{unsigned('HS512')}.{claims}.{signature}",
        f"{header}.{base64.urlsafe_b64encode(json.dumps({**said, 'ws': 'toy'}).encode()).decode()}.{signature}",
        session,
        "a.b.c",
        token[:-4],
    ]
    assert {status_with(shop, each) for each in forged} == {(401, "token_invalid")}
    assert status_with(shop, token) == (200, "")


def test_every_claim_is_wanted(shop: Shop) -> None:
    text = new_key(shop.services.security)
    token = token_for(shop, text)
    said = jwt.decode(token, options={"verify_signature": False})
    kid = jwt.get_unverified_header(token)["kid"]
    with shop.services.database.read() as connection:
        secret = connection.exec_driver_sql(
            f"SELECT secret FROM signing_secrets WHERE secret_id = '{kid}'"
        ).scalar_one()

    def signed(claims: Mapping[str, object]) -> str:
        return jwt.encode(dict(claims), secret, algorithm="HS256", headers={"kid": kid})

    assert status_with(shop, signed(said)) == (200, "")
    for name in said:
        without = {key: value for key, value in said.items() if key != name}
        assert status_with(shop, signed(without)) == (401, "token_invalid"), name
    for name, value in (("iss", "else"), ("aud", "heijunka-pages"), ("sub", "nobody"), ("ws", "toy"), ("exp", "soon")):
        assert status_with(shop, signed({**said, name: value})) == (401, "token_invalid"), name


def test_a_new_signing_secret_leaves_what_the_old_one_signed_until_told(shop: Shop) -> None:
    text = new_key(shop.services.security)
    signer = shop.services.security.signer
    old = token_for(shop, text)
    signer.rotate(timedelta(hours=1), "test")
    new = token_for(shop, text)
    assert jwt.get_unverified_header(old)["kid"] != jwt.get_unverified_header(new)["kid"]
    assert [status_with(shop, token) for token in (old, new)] == [(200, "")] * 2
    signer.rotate(timedelta(), "test")
    assert [status_with(shop, token) for token in (old, new)] == [(401, "token_invalid")] * 2


def test_tokens_are_limited_by_address(tmp_path: Path) -> None:
    security = replace(UNHURRIED, tokens_per_address="2/hour")
    with served(replace(quick(tmp_path), security=security)) as client:
        form = {**GRANT, **halves(client.key)}
        answers = [client.http.post("/oauth/token", data=form, headers={"Authorization": ""}) for _ in range(3)]
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) > 0
    assert answers[-1].headers["content-type"] == "application/problem+json"
