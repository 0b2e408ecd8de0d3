"""The cookie of a session: given at the login, and to a screen anew with each page, so that it never has to log in."""

from __future__ import annotations

from contextlib import suppress

from fastapi import Request, Response

from api.security.keys import ApiKey
from api.security.principal import principal_of
from api.security.roles import Role
from api.security.security import Security
from api.security.sessions import COOKIE
from api.security.signing import NotSignedError, OutOfTimeError


def give_session(request: Request, response: Response, security: Security, key: ApiKey) -> None:
    """Open a session under a key, and let the browser keep it as long as it lasts."""
    response.set_cookie(
        COOKIE,
        security.sessions.open(key),
        max_age=int(security.sessions.lifetime_of(key.role).total_seconds()),
        secure=is_secure(request),
        httponly=True,
        samesite="strict",
    )


def renew(request: Request, response: Response, security: Security) -> None:
    """A screen's session begins anew with each page it loads; those of people end in their time."""
    cookie = request.cookies.get(COOKIE)
    if cookie is None or principal_of(request).role is not Role.SCREEN:
        return
    with suppress(NotSignedError, OutOfTimeError):  # it came beside a key, and is good for nothing
        key = security.keys.find(security.sessions.read(cookie).sub)
        if key is not None:
            give_session(request, response, security, key)


def drop_session(request: Request, response: Response) -> None:
    """Take the cookie away."""
    response.delete_cookie(COOKIE, secure=is_secure(request), httponly=True, samesite="strict")


def is_secure(request: Request) -> bool:
    """Whether the browser came by HTTPS."""
    return request.url.scheme == "https"
