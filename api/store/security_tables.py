"""Tables of keys, of the server's own secrets, of logins, and of customers."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table

from api.store.tables import UtcDateTime, metadata

# A key without ``workshop_id`` is one of the installation. Only digests of secrets are here; ``old_digest`` is what a
# rotated key was known by, good until ``old_until``. ``version`` grows with every change but that of ``last_used_at``.
# ``person``: somebody who logs in by a provider, with a secret that nobody has; one row each that is not revoked.
api_keys = Table(
    "api_keys",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("key_id", String(40), nullable=False, unique=True),
    Column("workshop_id", String(64)),
    Column("name", String(200), nullable=False),
    Column("role", String(20), nullable=False),
    Column("scopes", JSON, nullable=False),
    Column("version", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("old_digest", String(64)),
    Column("old_until", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
    Column("created_by", String(200), nullable=False),
    Column("expires_at", UtcDateTime),
    Column("revoked_at", UtcDateTime),
    Column("last_used_at", UtcDateTime),
    Column("person", String(40)),
    Index(None, "workshop_id", "seq"),
    sqlite_autoincrement=True,
)

Index(
    "uq_api_keys_person",
    api_keys.c.person,
    unique=True,
    sqlite_where=api_keys.c.revoked_at.is_(None),
    postgresql_where=api_keys.c.revoked_at.is_(None),
)

# What the server signs with: the newest one signs, a retired one still verifies until ``good_until``.
signing_secrets = Table(
    "signing_secrets",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("secret_id", String(40), nullable=False, unique=True),
    Column("secret", String(128), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("good_until", UtcDateTime),
    sqlite_autoincrement=True,
)

# Links that log in once, known by the digest of their code.
login_links = Table(
    "login_links",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("key_id", String(40), nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
)

# Sessions that were logged out before their cookie expired.
ended_sessions = Table(
    "ended_sessions",
    metadata,
    Column("session_id", String(64), primary_key=True),
    Column("expires_at", UtcDateTime, nullable=False),
)

# The only place of names and phones. ``*_key`` is what is searched by; both are blank when the customer is erased.
customers = Table(
    "customers",
    metadata,
    Column("workshop_id", String(64), ForeignKey("workshops.workshop_id"), primary_key=True),
    Column("customer_ref", String(64), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("name", String(200), nullable=False),
    Column("name_key", String(400), nullable=False),
    Column("phone", String(40), nullable=False),
    Column("phone_key", String(40), nullable=False),
    Column("call_by", String(20), nullable=False),
    Column("language", String(16), nullable=False),
    Column("notes", String(2000), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("erased_at", UtcDateTime),
    Index(None, "workshop_id", "phone_key"),
    Index(None, "workshop_id", "name_key"),
)
