"""Links that log a screen in: nobody types a key with the remote control of a television."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from api.problems import Problem
from api.security.keys import KeyState
from api.security.principal import Principal
from api.security.problems import scopes_too_wide
from api.security.roles import Role
from api.security.security import Security
from api.security.sessions import LINK_LIFETIME
from api.service.errors import ApiError


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenLink:
    """``path``: of the login, with the code in it; good once, until ``expires_at``."""

    path: str
    expires_at: datetime


def link_of(security: Security, key_id: str, within: str | None, page: str, *, by: Principal) -> ScreenLink:
    """A link for a screen's key. Raises ``ApiError`` 403, 404, and 409 for other roles and keys that have ended."""
    key = security.keys.get(key_id, within)
    if not key.granted <= by.scopes:
        raise ApiError(scopes_too_wide(key.granted - by.scopes))
    if key.role is not Role.SCREEN:
        raise ApiError(_not_a_screen(key.role))
    now = security.clock()
    if key.state(now) is not KeyState.ACTIVE:
        raise ApiError(_ended(key.state(now)))
    code = security.sessions.new_link(key, by)
    return ScreenLink(path=f"/login?link={code}&next={quote(page, safe='/')}", expires_at=now + LINK_LIFETIME)


def _not_a_screen(role: Role) -> Problem:
    return Problem(
        status=409,
        code="not_a_screen",
        title="This is not the key of a screen",
        detail=f"It has the role {role}: who has it logs in with it. Links are for keys of the role screen.",
    )


def _ended(state: KeyState) -> Problem:
    return Problem(
        status=409,
        code="key_ended",
        title="This key opens nothing any more",
        detail=f"It is {state}. Make a new key for the screen.",
    )
