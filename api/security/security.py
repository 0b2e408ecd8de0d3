"""What the service needs to know who asks, opened with the store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from api.security.keys import Keys
from api.security.last_used import LastUsed
from api.security.limiting import Limits
from api.security.oidc.login import OidcLogin
from api.security.people import People
from api.security.sessions import Sessions
from api.security.settings import SecuritySettings
from api.security.signing import Signer
from api.store.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Security:
    """Keys, signatures, sessions and limits of one store. ``oidc`` is None when there are keys alone."""

    settings: SecuritySettings
    clock: Callable[[], datetime]
    keys: Keys
    signer: Signer
    sessions: Sessions
    limits: Limits
    last_used: LastUsed
    people: People
    oidc: OidcLogin | None

    @classmethod
    def open(cls, database: Database, settings: SecuritySettings, clock: Callable[[], datetime]) -> Security:
        """On an open store; its first start makes the secret that the server signs with."""
        keys = Keys(database, clock)
        signer = Signer(database, clock)
        return cls(
            settings=settings,
            clock=clock,
            keys=keys,
            signer=signer,
            sessions=Sessions(database, signer, clock, settings.session_lifetime, settings.screen_lifetime),
            limits=Limits(
                per_key=settings.requests_per_key,
                failures=settings.failures_per_address,
                tokens=settings.tokens_per_address,
            ),
            last_used=LastUsed(keys.touch),
            people=People(database, keys, clock),
            oidc=None if settings.oidc is None else OidcLogin(settings.oidc, signer, clock),
        )

    def close(self) -> None:
        """Before the store closes."""
        self.last_used.close()
