"""Who waits for whom. Locks end with the transaction that took them.

Order, so that no two transactions wait for each other: the workshop first (`lock_workshop`), then other rows, the
journal last (`note` takes its lock). SQLite has one writer at a time and needs none of them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from api.store.setup_tables import workshops


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """What a locked workshop stands at: of its set-up, and of who is when where."""

    setup_version: int
    plan_version: int


def lock_workshop(connection: Connection, workshop_id: str) -> Versions:
    """Be the only writer of a workshop until the open `write` ends. Raises ``KeyError`` for an unknown one."""
    query = (
        select(workshops.c.setup_version, workshops.c.plan_version)
        .where(workshops.c.workshop_id == workshop_id)
        .with_for_update()
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        raise KeyError(workshop_id)
    return Versions(setup_version=row.setup_version, plan_version=row.plan_version)


def lock_name(connection: Connection, *words: str) -> None:
    """Wait until no other transaction holds a name, and hold it."""
    if _has_names(connection):
        connection.execute(select(func.pg_advisory_xact_lock(_number(words))))


def try_name(connection: Connection, *words: str) -> bool:
    """Hold a name; False when another transaction holds it. On SQLite, where nobody else can write: True."""
    if not _has_names(connection):
        return True
    return bool(connection.execute(select(func.pg_try_advisory_xact_lock(_number(words)))).scalar_one())


def _has_names(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"


def _number(words: tuple[str, ...]) -> int:
    # Advisory locks are named by 64 bits with a sign.
    digest = hashlib.sha256("\n".join(("heijunka", *words)).encode()).digest()
    return int.from_bytes(digest[:8], signed=True)
