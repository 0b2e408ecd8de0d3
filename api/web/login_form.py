"""The page that asks who somebody is: the button of the provider, and the key."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse

from api.board.markup import Markup, el
from api.board.words import Language
from api.security.oidc.settings import OidcSettings
from api.service.services import services_of
from api.web.chrome import answer
from api.web.language import language_of
from api.web.words import say

MAX_FIELD = 2000
# Two slashes would lead to another site, and browsers take backslashes for slashes and leave controls out.
_INSIDE = re.compile(r"/(?!/)[^\x00-\x20\x7f\\]*")


def inside(to: str) -> str:
    """The address to go on to, if it is one of ours."""
    return to if _INSIDE.fullmatch(to) else "/"


def show_form(
    request: Request, to: str, wrong: str | None = None, *, status: int = 200, headers: dict[str, str] | None = None
) -> HTMLResponse:
    """The page. ``wrong``: words of what went wrong before."""
    language = language_of(request)
    kept = {name: value for name, value in (headers or {}).items() if name == "Retry-After"}
    provider = services_of(request).security.settings.oidc
    body = _body(inside(to), wrong, provider, language)
    return answer(request, say("login", language), body, status=status, headers={"Cache-Control": "no-store", **kept})


def _body(to: str, wrong: str | None, provider: OidcSettings | None, language: Language) -> Markup:
    name = "" if provider is None else provider.name
    parts = (
        el("h1", say("login", language)),
        Markup() if wrong is None else el("p", say(wrong, language, name), role="alert", id="wrong", class_="alert"),
        Markup() if provider is None else _button(to, provider, language),
        _key_form(to, wrong is not None, provider is None, language),
    )
    return el("main", el("section", *parts, class_="card"), id="main", class_="narrow")


def _button(to: str, provider: OidcSettings, language: Language) -> Markup:
    return Markup(
        el(
            "a",
            say("login_with", language, provider.name),
            href=f"/login/oidc?{urlencode({'next': to})}",
            class_="button main",
        )
        + el("div", say("login_or", language), class_="or")
    )


def _key_form(to: str, is_wrong: bool, is_only_way: bool, language: Language) -> Markup:
    field = el(
        "input",
        type="password",
        name="key",
        id="key",
        required=True,
        autofocus=is_only_way,
        autocomplete="current-password",
        aria_describedby="wrong hint" if is_wrong else "hint",
    )
    words = "login" if is_only_way else "login_by_key"
    return el(
        "form",
        el("label", say("login_key", language), for_="key"),
        field,
        el("p", say("login_hint", language), id="hint", class_="hint"),
        el("input", type="hidden", name="next", value=to),
        el("button", say(words, language), type="submit", class_="main" if is_only_way else None),
        method="post",
        action="/login",
    )
