"""From a request to its principal: by key, by token, or by the session of a page."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from fastapi import Request

from api.problems import Problem
from api.security import problems
from api.security.keys import ApiKey, KeyState
from api.security.limiting import address_of_client
from api.security.principal import Principal
from api.security.secret import PREFIX, parse_key
from api.security.security import Security
from api.security.sessions import COOKIE
from api.security.signing import Audience, Claims, NotSignedError, OutOfTimeError
from api.service.errors import ApiError

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def authenticate(request: Request, security: Security) -> Principal:
    """Who asks. Raises ``ApiError``: 401, 403 for a change that another site sent, 429 for too many."""
    key, principal = _who(request, security)
    security.limits.count_request(principal.actor)
    security.last_used.note(key.key_id, key.last_used_at, security.clock())
    return principal


def key_of_text(text: str, security: Security) -> ApiKey:
    """The key that a text opens. Raises ``ApiError`` 401; expired and revoked are told only to who has the secret."""
    parsed = parse_key(text)
    key = None if parsed is None else security.keys.find(parsed.key_id)
    now = security.clock()
    if parsed is None or key is None or not key.opens_with(parsed.secret, now):
        raise _refusal(problems.key_unknown())
    return usable(key, now)


def usable(key: ApiKey, now: datetime) -> ApiKey:
    """The key, if it still opens anything. Raises ``ApiError`` 401."""
    state = key.state(now)
    if state is KeyState.REVOKED:
        raise _refusal(problems.key_revoked())
    if state is KeyState.EXPIRED:
        raise _refusal(problems.key_expired())
    return key


def came_from_here(request: Request) -> bool:
    """Whether a browser sent this from one of our own pages."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    # Over plain HTTP browsers leave that header out, but say where the page is from.
    origin = urlsplit(request.headers.get("origin", ""))
    return origin.netloc != "" and origin.netloc == request.headers.get("host")


def _who(request: Request, security: Security) -> tuple[ApiKey, Principal]:
    stated = request.headers.getlist("authorization")
    cookie = request.cookies.get(COOKIE)
    if not stated and cookie is None:
        raise ApiError(problems.key_missing(), {"WWW-Authenticate": problems.REALM})
    try:
        if stated:
            return _by_header(stated, security)
        return _by_cookie(request, cookie or "", security)
    except ApiError as error:
        if error.problem.status == 401:
            security.limits.count_failure(address_of_client(request))
        raise


def _by_header(stated: list[str], security: Security) -> tuple[ApiKey, Principal]:
    scheme, _, credential = stated[0].strip().partition(" ")
    credential = credential.strip()
    if len(stated) > 1 or scheme.lower() != "bearer" or not credential:
        raise ApiError(problems.key_missing(), {"WWW-Authenticate": problems.REALM})
    if credential.startswith(PREFIX):
        key = key_of_text(credential, security)
        return key, key.principal()
    try:
        claims = security.signer.verify(Audience.API, credential)
    except OutOfTimeError:
        raise _refusal(problems.token_expired()) from None
    except NotSignedError:
        raise _refusal(problems.token_invalid()) from None
    return _by_claims(claims, security, problems.token_invalid())


def _by_cookie(request: Request, cookie: str, security: Security) -> tuple[ApiKey, Principal]:
    try:
        claims = security.sessions.read(cookie)
    except (NotSignedError, OutOfTimeError):
        raise ApiError(problems.key_missing(), {"WWW-Authenticate": problems.REALM}) from None
    found = _by_claims(claims, security, problems.key_missing())
    if request.method not in _SAFE and not came_from_here(request):
        raise ApiError(problems.foreign_origin())
    return found


def _by_claims(claims: Claims, security: Security, otherwise: Problem) -> tuple[ApiKey, Principal]:
    """A signed text is worth as much as its key is now: revoking the key ends it, narrowing the key narrows it."""
    key = security.keys.find(claims.sub)
    if key is None or key.workshop_id != claims.ws:
        raise _refusal(otherwise)
    principal = usable(key, security.clock()).principal()
    scopes = principal.scopes & frozenset(claims.scope.split())
    return key, replace(principal, scopes=scopes)


def _refusal(problem: Problem) -> ApiError:
    return ApiError(problem, {"WWW-Authenticate": problems.INVALID_TOKEN})
