"""ASGI middleware around all routes: each request gets an id, is timed, counted and told of in one line of the log.

What is written is the template of the route, never the path with its ids' neighbours, the query or a body: these
may name people.
"""

from __future__ import annotations

import logging
import re
import secrets
from dataclasses import dataclass
from time import perf_counter

import structlog
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.ops.metrics import Metrics
from api.problems import Problem
from api.service import errors

logger = logging.getLogger("api.request")

HEADER = "X-Request-ID"
_SANE = re.compile(r"[A-Za-z0-9._-]{4,64}")
_UNKNOWN = "(none)"


@dataclass(slots=True)
class _Answer:
    """What is seen of the answer on its way out."""

    began: float
    status: int = 0
    latency_s: float = 0.0


class Requests:
    """Puts the id of a request into its answer and into each line logged on its way.

    An id of the caller's is taken over when it is a short plain word. An error that nothing else caught is answered
    here: 503 when the store does not answer, otherwise 500.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = _id_of(Headers(scope=scope).get(HEADER))
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        answer = _Answer(began=perf_counter())

        async def seen(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer.status = message["status"]
                answer.latency_s = perf_counter() - answer.began
                MutableHeaders(scope=message)[HEADER] = request_id
            await send(message)

        with self._metrics.in_flight.track_inprogress():
            try:
                await self.app(scope, receive, seen)
            except Exception as error:
                logger.exception("unexpected error", extra={"route": route_of(scope)})
                if answer.status:
                    raise  # the answer is under way: all that can be done is to break it off
                await _answer_of(error)(scope, receive, seen)
            finally:
                self._tell(scope, answer)

    def _tell(self, scope: Scope, answer: _Answer) -> None:
        route, method = route_of(scope), method_of(scope)
        self._metrics.requests.labels(method, route, _class_of(answer.status)).observe(answer.latency_s)
        problem = scope.get("state", {}).get("problem")
        if problem is not None:
            self._metrics.problems.labels(method, route, problem).inc()
        level = logging.DEBUG if route in _POLLED and answer.status < 400 else logging.INFO
        logger.log(
            level,
            "request",
            extra={
                "method": method,
                "route": route,
                "status": answer.status,
                "ms": round(1000 * (perf_counter() - answer.began), 1),
                **({} if problem is None else {"problem": problem}),
                **_who(scope),
            },
        )


# Asked every few seconds by machines: told of when they fail, or when everything is.
_POLLED = frozenset({"/healthz", "/readyz", "/metrics"})
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_NO_STORE = Problem(
    status=503, code="store_unavailable", title="The store does not answer", detail="Send the same again in a moment."
)
_UNEXPECTED = Problem(status=500, code="internal", title="The service failed", detail="Its log tells more.")


def _answer_of(error: Exception) -> Response:
    if isinstance(error, OperationalError | PoolTimeoutError):
        return errors.answer(_NO_STORE, {"Retry-After": "2"})
    return errors.answer(_UNEXPECTED)


def route_of(scope: Scope) -> str:
    """The template of the route that answers, such as ``/v1/plans/{run_id}``: bounded in number, free of data."""
    return str(getattr(scope.get("route"), "path", _UNKNOWN))


def method_of(scope: Scope) -> str:
    """The method, or ``OTHER`` for one that nobody has heard of: callers must not be able to make up figures."""
    return scope["method"] if scope["method"] in _METHODS else "OTHER"


def _class_of(status: int) -> str:
    return f"{status // 100}xx" if status else "broken off"


def _id_of(sent: str | None) -> str:
    return sent if sent is not None and _SANE.fullmatch(sent) else secrets.token_hex(8)


def _who(scope: Scope) -> dict[str, str]:
    """Who asked, and of which workshop, once that is known."""
    principal = scope.get("state", {}).get("principal")
    found = {} if principal is None else {"actor": principal.actor}
    workshop = scope.get("path_params", {}).get("workshop_id")
    return found if principal is None or workshop is None else {**found, "workshop_id": workshop}
