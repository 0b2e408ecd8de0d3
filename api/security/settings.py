"""Settings of who may ask how much, and for how long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from api.security.oidc.settings import OidcSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class SecuritySettings:
    """Rates are counted by key, and by client address; lifetimes are those of what is newly issued.

    ``cors_origins``: pages of other sites that may call the API with a key of their own; none by default.
    ``oidc``: who may also say who somebody is; None: keys alone.
    """

    requests_per_key: str = "100/second"
    failures_per_address: str = "30/minute"
    tokens_per_address: str = "60/minute"
    token_lifetime: timedelta = timedelta(minutes=15)
    session_lifetime: timedelta = timedelta(hours=12)
    screen_lifetime: timedelta = timedelta(days=90)
    cors_origins: tuple[str, ...] = ()
    oidc: OidcSettings | None = None
