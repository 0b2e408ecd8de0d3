"""API keys in the store. Each method is one transaction; each change also writes the journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, RowMapping, insert, select, update

from api.security.principal import Principal
from api.security.problems import no_secret, scopes_too_wide, unknown_key
from api.security.roles import SCOPES_OF, Role, Scope
from api.security.secret import digest_of, is_secret_of, new_key_text
from api.service.errors import ApiError
from api.service.etag import check_seen
from api.store.database import Database
from api.store.journal import note
from api.store.security_tables import api_keys

Seen = frozenset[int] | None


class KeyState(StrEnum):
    """Whether a key opens anything."""

    ACTIVE = "active"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """A key without its secret. ``workshop_id`` None: of the installation. ``scopes`` empty: all of the role.

    ``person``: who stands behind it, when it is no key but somebody who logs in by a provider.
    """

    seq: int
    key_id: str
    workshop_id: str | None
    name: str
    role: Role
    scopes: frozenset[Scope]
    version: int
    digest: str = field(repr=False)
    old_digest: str | None = field(repr=False)
    old_until: datetime | None
    created_at: datetime
    created_by: str
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None
    person: str | None

    @property
    def granted(self) -> frozenset[Scope]:
        """What the key may do: what it was made for, as far as its role goes."""
        return SCOPES_OF[self.role] & (self.scopes or frozenset(Scope))

    def state(self, now: datetime) -> KeyState:
        """Whether the key opens anything at an instant."""
        if self.revoked_at is not None:
            return KeyState.REVOKED
        return KeyState.EXPIRED if self.expires_at is not None and self.expires_at <= now else KeyState.ACTIVE

    def opens_with(self, secret: str, now: datetime) -> bool:
        """Whether the secret is that of the key, or the one before its rotation while that is still good."""
        old = self.old_digest if self.old_until is not None and now < self.old_until else None
        # Both are compared, so that the time tells nothing.
        is_new, is_old = is_secret_of(self.digest, secret), is_secret_of(old, secret)
        return is_new or is_old

    def principal(self) -> Principal:
        """Who asks with this key."""
        actor = f"key:{self.key_id}" if self.person is None else f"person:{self.person}"
        return Principal(actor=actor, workshop_id=self.workshop_id, role=self.role, scopes=self.granted, name=self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKey:
    """What is asked for."""

    name: str
    role: Role
    workshop_id: str | None
    scopes: frozenset[Scope] = frozenset()
    expires_at: datetime | None = None


class Keys:
    """Keys in one database. ``by`` is who changes them: nobody gives or takes over more than they have.

    ``within`` is the workshop that a key must be of, None for any; a key elsewhere is unknown.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def create(self, new: NewKey, by: Principal) -> tuple[ApiKey, str]:
        """A new key and its text, which is told this once. Raises ``ApiError`` 403 for more scopes than ``by`` has."""
        _check_reach(by, SCOPES_OF[new.role] & (new.scopes or frozenset(Scope)))
        text, now = new_key_text(), self._clock()
        values = {
            "key_id": text.key_id,
            "workshop_id": new.workshop_id,
            "name": new.name,
            "role": new.role,
            "scopes": sorted(new.scopes),
            "version": 1,
            "digest": digest_of(text.secret),
            "created_at": now,
            "created_by": by.actor,
            "expires_at": new.expires_at,
        }
        with self._database.write() as connection:
            connection.execute(insert(api_keys).values(**values))
            return self._noted(connection, text.key_id, "key.created", by), text.text()

    def find(self, key_id: str) -> ApiKey | None:
        """A key by its id."""
        with self._database.read() as connection:
            return _found(connection, key_id)

    def get(self, key_id: str, within: str | None) -> ApiKey:
        """A key. Raises ``ApiError`` 404."""
        with self._database.read() as connection:
            return _known(connection, key_id, within)

    def page(self, within: str | None, *, before: int | None, limit: int) -> Sequence[ApiKey]:
        """At most ``limit`` keys, newest first, of those older than ``before``."""
        query = select(api_keys).order_by(api_keys.c.seq.desc()).limit(limit)
        if within is not None:
            query = query.where(api_keys.c.workshop_id == within)
        if before is not None:
            query = query.where(api_keys.c.seq < before)
        with self._database.read() as connection:
            return [_key_of(row) for row in connection.execute(query).mappings()]

    def change(
        self, key_id: str, within: str | None, values: Mapping[str, object], *, seen: Seen, by: Principal
    ) -> ApiKey:
        """Change name, scopes or expiry. Raises ``ApiError`` 403, 404 and 412."""
        return self._change(key_id, within, lambda _: values, "key.changed", seen=seen, by=by)

    def rotate(
        self, key_id: str, within: str | None, grace: timedelta, *, seen: Seen, by: Principal
    ) -> tuple[ApiKey, str]:
        """Give a key a new secret; the old one is good for the grace. Raises ``ApiError`` 403, 404, 409 and 412."""
        secret, now = new_key_text(), self._clock()

        def turned(key: ApiKey) -> Mapping[str, object]:
            if key.person is not None:  # else whoever turns it could act as them
                raise ApiError(no_secret())
            return {"digest": digest_of(secret.secret), "old_digest": key.digest, "old_until": now + grace}

        key = self._change(key_id, within, turned, "key.rotated", seen=seen, by=by)
        return key, type(secret)(key_id=key_id, secret=secret.secret).text()

    def revoke(self, key_id: str, within: str | None, *, seen: Seen, by: Principal) -> ApiKey:
        """End a key for good, and all that was issued under it. Raises ``ApiError`` 403, 404 and 412."""
        now = self._clock()
        return self._change(key_id, within, lambda _: {"revoked_at": now}, "key.revoked", seen=seen, by=by)

    def touch(self, key_id: str, at: datetime) -> None:
        """Write when a key was last used. Not a change: it has neither version nor journal entry."""
        with self._database.write() as connection:
            connection.execute(update(api_keys).where(api_keys.c.key_id == key_id).values(last_used_at=at))

    def _change(
        self,
        key_id: str,
        within: str | None,
        values_of: Callable[[ApiKey], Mapping[str, object]],
        event: str,
        *,
        seen: Seen,
        by: Principal,
    ) -> ApiKey:
        with self._database.write() as connection:
            key = _known(connection, key_id, within, lock=True)
            _check_reach(by, key.granted)
            check_seen(seen, key.version)
            if key.revoked_at is not None:
                return key
            values = {**values_of(key), "version": key.version + 1}
            connection.execute(update(api_keys).where(api_keys.c.key_id == key_id).values(**values))
            return self._noted(connection, key_id, event, by)

    def _noted(self, connection: Connection, key_id: str, event: str, by: Principal) -> ApiKey:
        key = _known(connection, key_id, None)
        _check_reach(by, key.granted)
        payload = {"version": key.version, "name": key.name, "role": key.role, "scopes": sorted(key.granted)}
        note(
            connection,
            workshop_id=key.workshop_id or "",
            subject_id=f"key:{key_id}",
            type_=event,
            payload=payload,
            at=self._clock(),
            actor=by.actor,
        )
        return key


def _check_reach(by: Principal, scopes: frozenset[Scope]) -> None:
    if not scopes <= by.scopes:
        raise ApiError(scopes_too_wide(scopes - by.scopes))


def _known(connection: Connection, key_id: str, within: str | None, *, lock: bool = False) -> ApiKey:
    key = _found(connection, key_id, lock=lock)
    if key is None or (within is not None and key.workshop_id != within):
        raise ApiError(unknown_key(key_id))
    return key


def _found(connection: Connection, key_id: str, *, lock: bool = False) -> ApiKey | None:
    query = select(api_keys).where(api_keys.c.key_id == key_id)
    row = connection.execute(query.with_for_update() if lock else query).mappings().one_or_none()
    return None if row is None else _key_of(row)


def _key_of(row: RowMapping) -> ApiKey:
    values = {one.name: row[one.name] for one in fields(ApiKey)}
    known = frozenset(Scope)
    scopes = frozenset(Scope(name) for name in row["scopes"] if name in known)
    return ApiKey(**{**values, "role": Role(row["role"]), "scopes": scopes})
