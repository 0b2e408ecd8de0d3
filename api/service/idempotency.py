"""Idempotency-Key: a request that is sent again is not done again, but answered as the first time.

A route that creates takes ``once: OnceDep`` and does its change inside `Once.perform`:

    def change(connection: Connection) -> KeptAnswer:
        ...  # rows and journal, all on this connection; ApiError undoes them
        return KeptAnswer(status=201, headers={"Location": ..., "ETag": ...}, body=resource.model_dump_json())

    return response_of(once.perform(services.database, services.clock(), body, change))

Change and kept answer are one transaction. A refusal (``ApiError``) is not kept: nothing has changed, and the same
request may succeed later. Without a key the change is just done.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Header, Request, Response
from sqlalchemy import Connection

from api.problems import Problem
from api.security.principal import PrincipalDep
from api.service.errors import ApiError
from api.store.answers import KeptAnswer, KeyReusedError, keep, recall
from api.store.database import Database
from api.store.locks import try_name

KeyHeader = Annotated[
    str | None,
    Header(
        min_length=1,
        max_length=255,
        description="Sending the same key again within 24 hours brings back the first answer.",
        examples=["2017-03-14-morning"],
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Once:
    """The key of a request. ``scope``: workshop and operation within which it stands for one ``target`` and body."""

    scope: str
    target: str
    key: str | None

    def perform(
        self, database: Database, now: datetime, body: bytes, change: Callable[[Connection], KeptAnswer]
    ) -> KeptAnswer:
        """Do a change and keep its answer, or give the answer kept of the first time.

        Raises ``ApiError`` 422 when the key came with another request, 409 while the first one is under work, and
        what ``change`` raises. ``change`` may be called again after the database has undone it (`transact`).
        """
        if self.key is None:
            return database.transact(change)
        with database.claims.claim(self.scope, self.key) as is_free:
            if not is_free:
                raise ApiError(_still_running(), {"Retry-After": "1"})
            return database.transact(lambda connection: self._perform(connection, self.key or "", now, body, change))

    def _perform(
        self,
        connection: Connection,
        key: str,
        now: datetime,
        body: bytes,
        change: Callable[[Connection], KeptAnswer],
    ) -> KeptAnswer:
        # Of other processes on the same database.
        if not try_name(connection, "idempotency", self.scope, key):
            raise ApiError(_still_running(), {"Retry-After": "1"})
        request_hash = hashlib.sha256(self.target.encode() + b"\n" + body).hexdigest()
        try:
            kept = recall(connection, scope=self.scope, key=key, request_hash=request_hash, now=now)
        except KeyReusedError:
            raise ApiError(_key_reused()) from None
        if kept is not None:
            return kept
        answer = change(connection)
        keep(connection, answer, scope=self.scope, key=key, request_hash=request_hash, now=now)
        return answer


def once_of(request: Request, principal: PrincipalDep, idempotency_key: KeyHeader = None) -> Once:
    """The key of a request, in the scope of its workshop and operation; its target is path and query.

    Two workshops may think of the same key, and neither may learn of the other's answer by it.
    """
    operation = getattr(request.scope["route"], "operation_id", None)
    assert operation, "every operation has an id"
    target = f"{request.url.path}?{request.url.query}"
    workshop_id = request.path_params.get("workshop_id", principal.workshop_id) or ""
    return Once(scope=f"{workshop_id}/{operation}", target=target, key=idempotency_key)


OnceDep = Annotated[Once, Depends(once_of)]


def response_of(answer: KeptAnswer) -> Response:
    """A kept answer as a response."""
    return Response(answer.body, status_code=answer.status, headers=dict(answer.headers), media_type="application/json")


def _key_reused() -> Problem:
    return Problem(
        status=422,
        code="idempotency_key_reused",
        title="This idempotency key came with another request",
        detail="A key stands for one request for 24 hours; use a fresh key.",
    )


def _still_running() -> Problem:
    return Problem(
        status=409,
        code="request_still_running",
        title="The first request with this key is still under work",
        detail="Send it again in a moment to get its answer.",
    )
