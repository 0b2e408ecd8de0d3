"""Login by a provider: away by the button, and back with what the provider says."""

from __future__ import annotations

import logging
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.security.limiting import address_of_client
from api.security.oidc.login import COOKIE, LIFETIME
from api.security.oidc.refused import LoginRefusedError, Reason
from api.security.security import Security
from api.service.errors import ApiError
from api.service.services import ServicesDep
from api.web.chrome import onward
from api.web.login_form import MAX_FIELD, inside, show_form
from api.web.session_cookie import give_session, is_secure

router = APIRouter(prefix="/login/oidc", include_in_schema=False, default_response_class=HTMLResponse)
logger = logging.getLogger(__name__)

_STATUS = {
    Reason.UNREACHABLE: 503,
    Reason.BROKEN: 502,
    Reason.STALE: 400,
    Reason.DECLINED: 403,
    Reason.NOT_VALID: 403,
    Reason.NO_ROLE: 403,
}


@router.get("")
def go_to_provider(
    request: Request,
    services: ServicesDep,
    to: Annotated[str, Query(alias="next", max_length=MAX_FIELD)] = "/",
) -> Response:
    """Send somebody to the provider, with a cookie that they are to bring back from there."""
    login = services.security.oidc
    if login is None:
        return RedirectResponse("/login", status_code=303)
    try:
        services.security.limits.count_login(address_of_client(request))
        begun = login.begin(inside(to), _back(request))
    except ApiError as error:
        return show_form(request, to, f"login_{error.problem.code}", status=429, headers=error.headers)
    except LoginRefusedError as error:
        return _refused(request, error, to)
    response = RedirectResponse(begun.url, status_code=303, headers={"Cache-Control": "no-store"})
    response.set_cookie(
        COOKIE,
        begun.cookie,
        max_age=int(LIFETIME.total_seconds()),
        path="/login",
        secure=is_secure(request),
        httponly=True,
        samesite="lax",  # it is to come back from another site
    )
    return response


@router.get("/back")
def come_back(request: Request, services: ServicesDep) -> Response:
    """Somebody comes from the provider: open their session, or say why not. Either way this login is over."""
    if services.security.oidc is None:
        return RedirectResponse("/login", status_code=303)
    response = _entered(request, services.security)
    response.delete_cookie(COOKIE, path="/login", secure=is_secure(request), httponly=True, samesite="lax")
    return response


def _entered(request: Request, security: Security) -> Response:
    assert security.oidc is not None
    try:
        security.limits.count_login(address_of_client(request))
        person, to = security.oidc.finish(request.cookies.get(COOKIE, ""), dict(request.query_params), _back(request))
    except ApiError as error:
        return show_form(request, "/", f"login_{error.problem.code}", status=429, headers=error.headers)
    except LoginRefusedError as error:
        return _refused(request, error, "/")
    response = onward(request, inside(to))
    give_session(request, response, security, security.people.enter(person))
    return response


def _refused(request: Request, error: LoginRefusedError, to: str) -> Response:
    logger.warning("login by the provider: %s: %s", error.reason, error)
    return show_form(request, to, f"login_{error.reason}", status=_STATUS[error.reason])


def _back(request: Request) -> str:
    """Our address for the provider to send people to. It must know it."""
    return f"{request.base_url}login/oidc/back"
