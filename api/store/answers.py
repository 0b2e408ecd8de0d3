"""Answers kept by idempotency key, so that a request sent twice is done once.

A kept body must not have what may have to be erased: no names or phones of customers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from api.store.tables import kept_answers

KEPT = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """An answer to a request that changed something: status, headers, and the body as JSON text."""

    status: int
    headers: Mapping[str, str]
    body: str


class KeyReusedError(ValueError):
    """An idempotency key came with another request than the first time."""


def recall(connection: Connection, *, scope: str, key: str, request_hash: str, now: datetime) -> KeptAnswer | None:
    """The answer given to this key within 24 hours.

    Raises ``KeyReusedError`` when it was given to another request.
    """
    query = select(kept_answers).where(_is(scope, key), kept_answers.c.created_at >= now - KEPT)
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        return None
    if row["request_hash"] != request_hash:
        raise KeyReusedError(key)
    return KeptAnswer(status=row["status"], headers=row["headers"], body=row["body"])


def keep(connection: Connection, answer: KeptAnswer, *, scope: str, key: str, request_hash: str, now: datetime) -> None:
    """Keep an answer in the open transaction of the change it tells of; one that has expired makes room."""
    connection.execute(delete(kept_answers).where(_is(scope, key)))
    values = {"scope": scope, "idempotency_key": key, "request_hash": request_hash, "created_at": now}
    kept = {"status": answer.status, "headers": dict(answer.headers), "body": answer.body}
    connection.execute(insert(kept_answers).values(**values, **kept))


def sweep(connection: Connection, now: datetime) -> int:
    """Drop the answers that have been kept long enough; how many."""
    return connection.execute(delete(kept_answers).where(kept_answers.c.created_at < now - KEPT)).rowcount


def _is(scope: str, key: str) -> ColumnElement[bool]:
    return (kept_answers.c.scope == scope) & (kept_answers.c.idempotency_key == key)
