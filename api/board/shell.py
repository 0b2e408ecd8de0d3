"""The frame of every page: head, top line, body."""

from __future__ import annotations

from collections.abc import Iterable

from api.board.markup import Markup, el
from api.board.words import Language, say


def frame(
    *, title: str, when: str, head: Iterable[Markup], navigation: Markup, body: Markup, language: Language
) -> str:
    """A whole HTML document."""
    top = el(
        "header",
        el("a", say("skip", language), href="#main", class_="skip"),
        mark(),
        el("h1", title),
        el("span", when, class_="when"),
        navigation,
        class_="top",
    )
    document = el(
        "html",
        el(
            "head",
            el("meta", charset="utf-8"),
            el("meta", name="viewport", content="width=device-width, initial-scale=1"),
            *head,
            el("title", f"{title} · Heijunka"),
        ),
        el("body", top, body),
        lang=language.tag,
    )
    return f"<!doctype html>\n{document}\n"


def mark() -> Markup:
    """Three even bars: heijunka."""
    bars = (el("rect", x=5, y=y, width=20, height=4.5, rx=1.5, fill=fill) for y, fill in _BARS)
    ground = el("rect", width=30, height=30, rx=7, fill="#1f5c99")
    return el("svg", ground, *bars, viewBox="0 0 30 30", class_="mark", aria_hidden="true")


_BARS = ((6.5, "#ffffff"), (12.75, "#b8d3ec"), (19.0, "#ffffff"))
