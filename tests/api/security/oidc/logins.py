"""What a browser does at a login by a provider."""

from __future__ import annotations

import html

import httpx

from api.security.sessions import COOKIE
from tests.api.served import PATIENCE_S


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
