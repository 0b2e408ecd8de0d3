"""Logins of the pages: a key opens a session, a link of minutes opens one once, logging out ends it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update

from api.security.keys import ApiKey
from api.security.principal import Principal
from api.security.roles import Role
from api.security.secret import digest_of
from api.security.signing import Audience, Claims, NotSignedError, Signer, Statement
from api.store.database import Database
from api.store.journal import note
from api.store.security_tables import ended_sessions, login_links

COOKIE = "heijunka_session"
LINK_LIFETIME = timedelta(minutes=10)
# Of a link that is typed with a remote control: no letter that is taken for another, 60 bits in twelve.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Sessions:
    """Sessions of one store. A session is a signed cookie; the store remembers those ended early."""

    def __init__(
        self,
        database: Database,
        signer: Signer,
        clock: Callable[[], datetime],
        lifetime: timedelta,
        screen_lifetime: timedelta,
    ) -> None:
        self._database = database
        self._signer = signer
        self._clock = clock
        self._lifetime = lifetime
        self._screen_lifetime = screen_lifetime

    @property
    def longest(self) -> timedelta:
        """Life of the session that lasts longest."""
        return max(self._lifetime, self._screen_lifetime)

    def lifetime_of(self, role: Role) -> timedelta:
        """How long a session lasts: nobody logs in at a screen on the wall every morning."""
        return self._screen_lifetime if role is Role.SCREEN else self._lifetime

    def open(self, key: ApiKey) -> str:
        """The cookie of a new session under a key."""
        statement = Statement(
            key_id=key.key_id,
            workshop_id=key.workshop_id,
            role=key.role,
            scopes=tuple(sorted(key.granted)),
        )
        return self._signer.sign(Audience.PAGES, statement, self.lifetime_of(key.role))

    def read(self, cookie: str) -> Claims:
        """What a cookie says. Raises ``NotSignedError``, for a session that was ended too, and ``OutOfTimeError``."""
        claims = self._signer.verify(Audience.PAGES, cookie)
        query = select(ended_sessions.c.session_id).where(ended_sessions.c.session_id == claims.jti)
        with self._database.read() as connection:
            if connection.execute(query).one_or_none() is not None:
                raise NotSignedError("logged out")
        return claims

    def end(self, claims: Claims) -> None:
        """Log out. Ends of sessions that have expired since are forgotten."""
        with self._database.write() as connection:
            connection.execute(delete(ended_sessions).where(ended_sessions.c.expires_at < self._clock() - self.longest))
            connection.execute(delete(ended_sessions).where(ended_sessions.c.session_id == claims.jti))
            connection.execute(insert(ended_sessions).values(session_id=claims.jti, expires_at=claims.expires_at))

    def new_link(self, key: ApiKey, by: Principal) -> str:
        """The code of a link that logs in once, within minutes. The journal tells of it, not of the code."""
        code, now = _new_code(), self._clock()
        values = {"digest": digest_of(_plain(code)), "key_id": key.key_id, "expires_at": now + LINK_LIFETIME}
        with self._database.write() as connection:
            connection.execute(delete(login_links).where(login_links.c.expires_at < now))
            connection.execute(insert(login_links).values(**values))
            note(
                connection,
                workshop_id=key.workshop_id or "",
                subject_id=f"key:{key.key_id}",
                type_="key.linked",
                payload={"name": key.name, "role": key.role},
                at=now,
                actor=by.actor,
            )
        return code

    def use_link(self, code: str) -> str | None:
        """The key that a link stands for, the first time; None for a link that is used, expired or none."""
        now = self._clock()
        mine = login_links.c.digest == digest_of(_plain(code))
        fresh = mine & login_links.c.used_at.is_(None) & (login_links.c.expires_at > now)
        with self._database.write() as connection:
            if connection.execute(update(login_links).where(fresh).values(used_at=now)).rowcount != 1:
                return None
            return str(connection.execute(select(login_links.c.key_id).where(mine)).scalar_one())


def _new_code() -> str:
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))


def _plain(code: str) -> str:
    """A code however it was typed."""
    return code.upper().replace("-", "").replace(" ", "").replace("O", "0").replace("I", "1").replace("L", "1")
