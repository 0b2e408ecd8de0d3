"""Settings of the login by OpenID Connect."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

from api.security.roles import Role

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_GRANT = re.compile(r"(?P<value>.+)=(?P<role>[a-z]+)(@(?P<workshop>[^\s@=]{1,64}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What a value of the claim is worth. ``workshop_id`` None: every workshop of the installation."""

    value: str
    role: Role
    workshop_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OidcSettings:
    """One provider; ``name`` stands on the button. Without ``client_secret`` we are a public client, with PKCE alone.

    ``claim``: where it tells the groups, with dots into objects; ``grants``: the first that fits counts.
    """

    issuer: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    name: str = "OpenID"
    scopes: tuple[str, ...] = ("openid", "profile")
    claim: str = "groups"
    grants: tuple[Grant, ...] = ()
    timeout: timedelta = timedelta(seconds=5)


def grant_of(text: str) -> Grant:
    """``group=role`` or ``group=role@workshop``. Raises ``ValueError``."""
    match = _GRANT.fullmatch(text)
    roles = ", ".join(Role)
    if match is None:
        raise ValueError(f"{text!r}: write group=role or group=role@workshop, with a role of {roles}")
    if match["role"] not in frozenset(Role):
        raise ValueError(f"{match['role']!r} is no role: choose among {roles}")
    return Grant(value=match["value"].strip(), role=Role(match["role"]), workshop_id=match["workshop"])


def is_safe(url: str) -> bool:
    """Whether what is sent there is read by nobody on the way."""
    parts = urlsplit(url)
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    )
