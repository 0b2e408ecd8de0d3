"""The frame of the served pages: their files, the way between them, the language."""

from __future__ import annotations

from api.board.markup import Markup, el, join
from api.board.shell import frame
from api.board.words import Language, say

_NAMES = {Language.EN: "English", Language.ZH: "中文"}


def page(*, title: str, when: str = "", body: Markup, language: Language, path: str, logged_in: bool = False) -> str:
    """A served page. ``path``: its own, for the links that change the language."""
    head = (
        el("link", rel="icon", href="/static/icon.svg", type="image/svg+xml"),
        el("link", rel="stylesheet", href="/static/page.css"),
        el("link", rel="stylesheet", href="/static/board.css"),
        el("script", src="/static/board.js", defer=True),
    )
    navigation = el(
        "nav",
        el("a", say("board", language), href="/"),
        el("a", say("desk", language), href="/desk"),
        el("a", say("runs", language), href="/plans"),
        el("a", "API", href="/docs"),
        _languages(language, path),
        _logout(language) if logged_in else Markup(),
    )
    return frame(title=title, when=when, head=head, navigation=navigation, body=body, language=language)


def _logout(language: Language) -> Markup:
    button = el("button", say("logout", language), type="submit", class_="link")
    return el("form", button, method="post", action="/logout", class_="logout")


def _languages(language: Language, path: str) -> Markup:
    links = (
        el("span", name, aria_current="true", lang=each.tag)
        if each is language
        else el("a", name, href=f"{path}?lang={each}", lang=each.tag, hreflang=each.tag)
        for each, name in _NAMES.items()
    )
    return el("span", join(links), class_="languages")
