"""What the server signs for itself: tokens and sessions, with secrets that the store keeps and that can be changed."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

import jwt
from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy import Connection, insert, select, update

from api.store.database import Database
from api.store.journal import note
from api.store.security_tables import signing_secrets

ISSUER = "heijunka"
LEEWAY = timedelta(seconds=5)
_ALGORITHM = "HS256"
_REQUIRED = ("iss", "aud", "iat", "exp", "jti")


class Audience(StrEnum):
    """What something was signed for; nothing signed for one is taken for the other."""

    API = "heijunka-api"
    PAGES = "heijunka-pages"
    LOGIN = "heijunka-login"


class NotSignedError(ValueError):
    """A text that this server did not sign, or not for this."""


class OutOfTimeError(ValueError):
    """A text that this server signed and that has expired."""


class Claims(BaseModel):
    """What a signed text says. ``ws``: workshop, None for the installation; ``scope``: scopes with blanks between."""

    model_config = ConfigDict(frozen=True, strict=True)

    iss: str
    aud: Audience
    sub: str
    iat: int
    exp: int
    jti: str
    ws: str | None
    role: str
    scope: str

    @property
    def expires_at(self) -> datetime:
        """When it ends."""
        return datetime.fromtimestamp(self.exp, UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What is to be signed."""

    key_id: str
    workshop_id: str | None
    role: str
    scopes: tuple[str, ...]


class Signer:
    """Signs with the newest secret of the store and verifies with those that are still good."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock
        with database.write() as connection:
            if _newest(connection) is None:
                _add(connection, clock())

    def sign(self, audience: Audience, statement: Statement, lifetime: timedelta) -> str:
        """A JWT. HS256: who verifies is who signs, so there is no key to publish."""
        said = {
            "sub": statement.key_id,
            "ws": statement.workshop_id,
            "role": statement.role,
            "scope": " ".join(statement.scopes),
        }
        return self._encode(audience, said, lifetime)

    def verify(self, audience: Audience, text: str) -> Claims:
        """The claims of a text. Raises ``NotSignedError`` and ``OutOfTimeError``."""
        raw = self._decode(audience, text)
        try:
            return Claims.model_validate({**raw, "aud": audience})
        except ValidationError as error:
            raise NotSignedError("not signed by this server") from error

    def seal(self, audience: Audience, texts: Mapping[str, str], lifetime: timedelta) -> str:
        """Some texts that somebody is to bring back as they are. They can read them."""
        return self._encode(audience, {"kept": dict(texts)}, lifetime)

    def unseal(self, audience: Audience, text: str) -> Mapping[str, str]:
        """The texts. Raises ``NotSignedError`` and ``OutOfTimeError``."""
        kept: Mapping[str, str] = self._decode(audience, text)["kept"]
        return kept

    def rotate(self, grace: timedelta, actor: str) -> None:
        """Sign with a new secret; what the ones before signed stays good for the grace, as far as it goes."""
        now = self._clock()
        until = now + grace
        earlier = signing_secrets.c.good_until.is_(None) | (signing_secrets.c.good_until > until)
        with self._database.write() as connection:
            connection.execute(update(signing_secrets).where(earlier).values(good_until=until))
            _add(connection, now)
            note(
                connection,
                workshop_id="",
                subject_id="signing",
                type_="signing.rotated",
                payload={"grace_s": grace.total_seconds()},
                at=now,
                actor=actor,
            )

    def _encode(self, audience: Audience, said: Mapping[str, object], lifetime: timedelta) -> str:
        now = self._clock()
        with self._database.read() as connection:
            newest = _newest(connection)
        assert newest is not None
        secret_id, secret = newest
        claims = {
            "iss": ISSUER,
            "aud": audience,
            "iat": int(now.timestamp()),
            "exp": int((now + lifetime).timestamp()),
            "jti": secrets.token_hex(16),
            **said,
        }
        return jwt.encode(claims, secret, algorithm=_ALGORITHM, headers={"kid": secret_id})

    def _decode(self, audience: Audience, text: str) -> dict[str, Any]:
        try:
            secret = self._secret_named(jwt.get_unverified_header(text).get("kid"))
            # The instants are checked by the service's clock.
            raw = jwt.decode(
                text,
                secret,
                algorithms=[_ALGORITHM],
                audience=audience,
                issuer=ISSUER,
                options={"require": list(_REQUIRED), "verify_exp": False, "verify_iat": False, "verify_nbf": False},
            )
        except jwt.InvalidTokenError as error:
            raise NotSignedError("not signed by this server") from error
        self._check_time(raw["iat"], raw["exp"])
        return raw

    def _secret_named(self, secret_id: object) -> str:
        if not isinstance(secret_id, str):
            raise NotSignedError("no secret is named")
        query = select(signing_secrets).where(signing_secrets.c.secret_id == secret_id)
        with self._database.read() as connection:
            row = connection.execute(query).one_or_none()
        if row is None or (row.good_until is not None and row.good_until <= self._clock()):
            raise NotSignedError("the secret is not known or no longer good")
        return str(row.secret)

    def _check_time(self, issued: object, expires: object) -> None:
        if type(issued) is not int or type(expires) is not int:
            raise NotSignedError("its times are none")
        now = self._clock()
        if now >= datetime.fromtimestamp(expires, UTC) + LEEWAY:
            raise OutOfTimeError("expired")
        if datetime.fromtimestamp(issued, UTC) > now + LEEWAY:
            raise NotSignedError("signed in the future")


def _newest(connection: Connection) -> tuple[str, str] | None:
    query = (
        select(signing_secrets.c.secret_id, signing_secrets.c.secret).order_by(signing_secrets.c.seq.desc()).limit(1)
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else (row.secret_id, row.secret)


def _add(connection: Connection, now: datetime) -> None:
    values = {"secret_id": secrets.token_hex(8), "secret": secrets.token_hex(32), "created_at": now}
    connection.execute(insert(signing_secrets).values(**values))
