"""Login and logout of the pages: a key, or a link that works once, opens a session."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated
from urllib.parse import parse_qs

import anyio.to_thread
from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.security.authenticate import came_from_here, key_of_text, usable
from api.security.keys import ApiKey
from api.security.limiting import address_of_client
from api.security.oidc.refused import LoginRefusedError
from api.security.problems import foreign_origin
from api.security.security import Security
from api.security.sessions import COOKIE
from api.security.signing import NotSignedError, OutOfTimeError
from api.service.errors import ApiError
from api.service.services import ServicesDep
from api.web.chrome import onward
from api.web.login_form import MAX_FIELD, inside, show_form
from api.web.session_cookie import drop_session, give_session

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/login")
def show_login(
    request: Request,
    services: ServicesDep,
    to: Annotated[str, Query(alias="next", max_length=MAX_FIELD)] = "/",
    link: Annotated[str | None, Query(max_length=100)] = None,
) -> Response:
    """The form; or the page that was wanted, for who comes with a link that was not used yet."""
    if link is None:
        return show_form(request, to)
    security = services.security
    key_id = security.sessions.use_link(link)
    key = None if key_id is None else security.keys.find(key_id)
    try:
        if key is None:
            security.limits.count_failure(address_of_client(request))
            return show_form(request, to, "login_link_used", status=401)
        return _enter(request, security, usable(key, security.clock()), to)
    except ApiError as error:
        return show_form(request, to, _words_of(error), status=error.problem.status, headers=error.headers)


@router.post("/login")
async def log_in(request: Request, services: ServicesDep) -> Response:
    """Open a session under the key that was typed."""
    _check_origin(request)
    form = parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=10)
    key, to = (form.get(name, [""])[0][:MAX_FIELD] for name in ("key", "next"))
    return await anyio.to_thread.run_sync(_log_in, request, services.security, key.strip(), to)


@router.post("/logout")
def log_out(request: Request, services: ServicesDep) -> Response:
    """End the session; of who logged in at a provider, there too where it can be."""
    _check_origin(request)
    elsewhere = None
    with suppress(NotSignedError, OutOfTimeError):  # of a session that has ended already
        elsewhere = _end(request, services.security)
    response: Response = RedirectResponse("/login", status_code=303)
    if elsewhere is not None:
        response = onward(request, elsewhere)
    drop_session(request, response)
    return response


def _end(request: Request, security: Security) -> str | None:
    """End the session of the cookie; where to end that of the provider, if it has one and says where."""
    claims = security.sessions.read(request.cookies.get(COOKIE, ""))
    security.sessions.end(claims)
    key = security.keys.find(claims.sub)
    if security.oidc is None or key is None or key.person is None:
        return None
    try:
        return security.oidc.leave(f"{request.base_url}login")
    except LoginRefusedError:  # here it is ended, whatever becomes of the provider
        return None


def _log_in(request: Request, security: Security, text: str, to: str) -> Response:
    try:
        return _enter(request, security, key_of_text(text, security), to)
    except ApiError as error:
        told = _count_failure(request, security) or error
        return show_form(request, to, _words_of(told), status=told.problem.status, headers=told.headers)


def _count_failure(request: Request, security: Security) -> ApiError | None:
    try:
        security.limits.count_failure(address_of_client(request))
    except ApiError as error:
        return error
    return None


def _enter(request: Request, security: Security, key: ApiKey, to: str) -> Response:
    response = RedirectResponse(inside(to), status_code=303)
    give_session(request, response, security, key)
    return response


def _check_origin(request: Request) -> None:
    if not came_from_here(request):
        raise ApiError(foreign_origin())


def _words_of(error: ApiError) -> str:
    return f"login_{error.problem.code}"
