"""Login and logout of the pages: a key, or a link that works once, opens a session."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated
from urllib.parse import parse_qs

import anyio.to_thread
from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.board.markup import Markup, el
from api.board.words import Language, say
from api.security.authenticate import came_from_here, key_of_text, usable
from api.security.keys import ApiKey
from api.security.limiting import address_of_client
from api.security.problems import foreign_origin
from api.security.security import Security
from api.security.sessions import COOKIE
from api.security.signing import NotSignedError, OutOfTimeError
from api.service.errors import ApiError
from api.service.services import ServicesDep
from api.web.chrome import page
from api.web.language import language_of, remember
from api.web.session_cookie import give_session

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

_MAX_FIELD = 2000


@router.get("/login")
def show_login(
    request: Request,
    services: ServicesDep,
    to: Annotated[str, Query(alias="next", max_length=_MAX_FIELD)] = "/",
    link: Annotated[str | None, Query(max_length=100)] = None,
) -> Response:
    """The form; or the board, for who comes with a link that was not used yet."""
    if link is None:
        return _form(request, to)
    security = services.security
    key_id = security.sessions.use_link(link)
    key = None if key_id is None else security.keys.find(key_id)
    try:
        if key is None:
            security.limits.count_failure(address_of_client(request))
            return _form(request, to, "login_link_used", status=401)
        return _enter(request, security, usable(key, security.clock()), to)
    except ApiError as error:
        return _form(request, to, _words_of(error), status=error.problem.status, headers=error.headers)


@router.post("/login")
async def log_in(request: Request, services: ServicesDep) -> Response:
    """Open a session under the key that was typed."""
    _check_origin(request)
    form = parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=10)
    key, to = (form.get(name, [""])[0][:_MAX_FIELD] for name in ("key", "next"))
    return await anyio.to_thread.run_sync(_log_in, request, services.security, key.strip(), to)


@router.post("/logout")
def log_out(request: Request, services: ServicesDep) -> Response:
    """End the session."""
    _check_origin(request)
    sessions = services.security.sessions
    with suppress(NotSignedError, OutOfTimeError):  # of a session that has ended already
        sessions.end(sessions.read(request.cookies.get(COOKIE, "")))
    response = RedirectResponse("/login", status_code=303)
    response.delete_cookie(COOKIE, secure=_is_secure(request), httponly=True, samesite="strict")
    return response


def _log_in(request: Request, security: Security, text: str, to: str) -> Response:
    try:
        return _enter(request, security, key_of_text(text, security), to)
    except ApiError as error:
        told = _count_failure(request, security) or error
        return _form(request, to, _words_of(told), status=told.problem.status, headers=told.headers)


def _count_failure(request: Request, security: Security) -> ApiError | None:
    try:
        security.limits.count_failure(address_of_client(request))
    except ApiError as error:
        return error
    return None


def _enter(request: Request, security: Security, key: ApiKey, to: str) -> Response:
    response = RedirectResponse(_inside(to), status_code=303)
    give_session(request, response, security, key)
    return response


def _inside(to: str) -> str:
    """The address to go on to, if it is one of ours: two slashes would lead to another site."""
    return to if to.startswith("/") and not to.startswith(("//", "/\\")) else "/"


def _is_secure(request: Request) -> bool:
    return request.url.scheme == "https"


def _check_origin(request: Request) -> None:
    if not came_from_here(request):
        raise ApiError(foreign_origin())


def _words_of(error: ApiError) -> str:
    return f"login_{error.problem.code}"


def _form(
    request: Request, to: str, wrong: str | None = None, *, status: int = 200, headers: dict[str, str] | None = None
) -> HTMLResponse:
    language = language_of(request)
    text = page(title=say("login", language), body=_body(to, wrong, language), language=language, path=request.url.path)
    kept = {name: value for name, value in (headers or {}).items() if name == "Retry-After"}
    response = HTMLResponse(text, status_code=status, headers={"Cache-Control": "no-store", **kept})
    remember(request, response)
    return response


def _body(to: str, wrong: str | None, language: Language) -> Markup:
    error = Markup() if wrong is None else el("p", say(wrong, language), role="alert", id="wrong", class_="alert")
    field = el(
        "input",
        type="password",
        name="key",
        id="key",
        required=True,
        autofocus=True,
        autocomplete="current-password",
        aria_describedby="hint" if wrong is None else "wrong hint",
    )
    form = el(
        "form",
        error,
        el("p", el("label", say("login_key", language), for_="key")),
        el("p", field),
        el("p", say("login_hint", language), id="hint"),
        el("input", type="hidden", name="next", value=_inside(to)),
        el("p", el("button", say("login", language), type="submit")),
        method="post",
        action="/login",
    )
    return el("main", el("section", form, class_="card"), id="main")
