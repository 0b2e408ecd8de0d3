"""Bodies of requests are read up to a limit, on every route."""

from __future__ import annotations

from fastapi import FastAPI, HTTPException, Request, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import Problem
from api.service import errors
from api.service.errors import ApiError


class TooLargeError(HTTPException):
    """A body that went on beyond the limit. Of this kind so that FastAPI lets it through while it reads a body."""

    def __init__(self, max_bytes: int) -> None:
        super().__init__(413)
        self.max_bytes = max_bytes


class BodyLimit:
    """ASGI middleware: refuses a body that says it is too large, and stops reading one that turns out to be."""

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        self.app = app
        self.max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what comes."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        declared = Request(scope).headers.get("content-length", "")
        if declared.isdigit() and int(declared) > self.max_bytes:
            await errors.answer(too_large(self.max_bytes))(scope, receive, send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self.max_bytes:
                raise TooLargeError(self.max_bytes)
            return message

        await self.app(scope, counted, send)


def install(app: FastAPI) -> None:
    """Answer a body that is too large with a problem document."""

    async def refused(request: Request, error: Exception) -> Response:
        del request
        assert isinstance(error, TooLargeError)
        return errors.answer(too_large(error.max_bytes))

    app.add_exception_handler(TooLargeError, refused)


async def read_json_body(request: Request, max_bytes: int) -> bytes:
    """The raw body. Raises ``ApiError`` 415 for another media type than JSON and 413 above the limit.

    The media type matters for more than form: a web page elsewhere cannot send JSON to us without asking.
    """
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json" and not media_type.endswith("+json"):
        raise ApiError(_not_json(media_type))
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > max_bytes:
        raise ApiError(too_large(max_bytes))
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > max_bytes:
            raise ApiError(too_large(max_bytes))
    return bytes(body)


def _not_json(media_type: str) -> Problem:
    return Problem(
        status=415,
        code="not_json",
        title="The body must be JSON",
        detail=f"Content-Type is {media_type or 'missing'}; send application/json.",
    )


def too_large(max_bytes: int) -> Problem:
    """The problem of a body beyond the limit."""
    return Problem(
        status=413,
        code="too_large",
        title="The body is too large",
        detail=f"At most {max_bytes} bytes are read; send less at a time.",
    )
