"""The tables, as SQLAlchemy Core objects. The Alembic revisions in `migrations` create them."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)


class UtcDateTime(TypeDecorator[datetime]):
    """Aware instants: stored as naive UTC, read as UTC. Naive values are refused with ``ValueError``."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database: UTC without an offset."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("the store takes aware instants only")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database: with the UTC offset again."""
        del dialect
        return None if value is None else value.replace(tzinfo=UTC)


# SQLite counts rows in 64 bits only where the type is called so.
Sequence = BigInteger().with_variant(Integer, "sqlite")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)

# ``owner``: the process that plans it, which has it until ``lease_until`` unless it asks for more time. ``goal``: of a
# re-plan, and ``until`` when its overtime may last.
runs = Table(
    "runs",
    metadata,
    Column("seq", Sequence, primary_key=True, autoincrement=True),
    Column("run_id", String(40), nullable=False, unique=True),
    Column("status", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("started_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Column("ended_by", String(16)),
    Column("attempts", Integer, nullable=False, default=0),
    Column("cancel_requested", Boolean, nullable=False, default=False),
    Column("workshop_id", String(200), nullable=False),
    Column("day_now", UtcDateTime, nullable=False),
    Column("num_visits", Integer, nullable=False),
    Column("time_limit_s", Float, nullable=False),
    Column("seed", Integer, nullable=False),
    Column("deterministic", Boolean, nullable=False),
    Column("owner", String(40)),
    Column("lease_until", UtcDateTime),
    Column("progress", JSON),
    Column("problem", JSON),
    Column("day", Text, nullable=False),
    Column("plan", Text),
    Column("goal", String(20)),
    Column("until", UtcDateTime),
    Index(None, "status"),
    sqlite_autoincrement=True,
)

journal = Table(
    "journal",
    metadata,
    Column("seq", Sequence, primary_key=True, autoincrement=True),
    Column("subject_id", String(200), nullable=False),
    Column("type", String(40), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("payload", JSON, nullable=False),
    Column("workshop_id", String(200), nullable=False, server_default=""),
    Column("actor", String(200), nullable=False, server_default=""),
    Index(None, "subject_id", "seq"),
    Index(None, "workshop_id", "seq"),
    sqlite_autoincrement=True,
)

# Answers by idempotency key; ``scope`` is workshop and operation.
kept_answers = Table(
    "kept_answers",
    metadata,
    Column("scope", String(300), primary_key=True),
    Column("idempotency_key", String(255), primary_key=True),
    Column("request_hash", String(64), nullable=False),
    Column("created_at", UtcDateTime, nullable=False, index=True),
    Column("status", Integer, nullable=False),
    Column("headers", JSON, nullable=False),
    Column("body", Text, nullable=False),
)
