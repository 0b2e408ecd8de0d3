"""The frame of what the service writes itself, the login and the documents of the API: it needs no script."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

from api.board.markup import Markup, el, join
from api.board.shell import mark
from api.board.words import Language
from api.web.language import language_of, remember
from api.web.words import say

FILES = Path(__file__).parent / "files"
_NAMES = {Language.ZH: "中文", Language.EN: "English"}


def mount_files(app: FastAPI) -> None:
    """Serve the files of the frame; after the built pages, which lie in a folder of theirs."""
    app.mount("/static", StaticFiles(directory=FILES), name="static")


def answer(
    request: Request, title: str, body: Markup, *, status: int = 200, headers: dict[str, str] | None = None
) -> HTMLResponse:
    """A page. ``body``: its ``<main>``."""
    text = _document(request, title, body, _stylesheet())
    response = HTMLResponse(text, status_code=status, headers={"Vary": "Accept-Language, Cookie", **(headers or {})})
    remember(request, response)
    return response


def onward(request: Request, address: str) -> HTMLResponse:
    """A page that goes on to another by itself.

    In place of a redirect where one would not do: a strict cookie is not sent by a redirect that begins at another
    site, and the policy lets no form be redirected to another.
    """
    language = language_of(request)
    body = el(
        "main",
        el("section", el("p", say("going_on", language)), el("a", say("go_on", language), href=address), class_="card"),
        id="main",
        class_="narrow",
    )
    refresh = el("meta", http_equiv="refresh", content=f"0; url={address}")
    text = _document(request, say("login", language), body, join([_stylesheet(), refresh]))
    return HTMLResponse(text, headers={"Cache-Control": "no-store"})


def _document(request: Request, title: str, body: Markup, head: Markup) -> str:
    language = language_of(request)
    top = el(
        "header",
        el("a", say("skip", language), href="#main", class_="skip"),
        mark(),
        el("a", "Heijunka", href="/", class_="home"),
        el("nav", el("a", say("api", language), href="/docs"), _languages(request, language), aria_label="Heijunka"),
        class_="top",
    )
    meta = (
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("link", rel="icon", href="/static/icon.svg", type="image/svg+xml"),
    )
    document = el(
        "html",
        el("head", *meta, head, el("title", f"{title} · Heijunka")),
        el("body", top, body),
        lang=language.tag,
    )
    return f"<!doctype html>\n{document}\n"


def _stylesheet() -> Markup:
    return el("link", rel="stylesheet", href="/static/frame.css")


def _languages(request: Request, language: Language) -> Markup:
    kept = request.url.remove_query_params(["link", "code", "state"])
    links = (
        el("span", name, aria_current="true", lang=each.tag)
        if each is language
        else el("a", name, href=_here(str(kept.include_query_params(lang=each.value).query)), lang=each.tag)
        for each, name in _NAMES.items()
    )
    return el("span", join(links), class_="languages")


def _here(query: str) -> str:
    return f"?{query}"
