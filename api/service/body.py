"""Reads the body of a request up to a limit."""

from __future__ import annotations

from fastapi import Request

from api.problems import Problem
from api.service.errors import ApiError


async def read_json_body(request: Request, max_bytes: int) -> bytes:
    """The raw body. Raises ``ApiError`` 415 for another media type than JSON and 413 above the limit.

    The media type matters for more than form: a web page elsewhere cannot send JSON to us without asking.
    """
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json" and not media_type.endswith("+json"):
        raise ApiError(_not_json(media_type))
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > max_bytes:
        raise ApiError(_too_large(max_bytes))
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > max_bytes:
            raise ApiError(_too_large(max_bytes))
    return bytes(body)


def _not_json(media_type: str) -> Problem:
    return Problem(
        status=415,
        code="not_json",
        title="The body must be JSON",
        detail=f"Content-Type is {media_type or 'missing'}; send application/json.",
    )


def _too_large(max_bytes: int) -> Problem:
    return Problem(
        status=413,
        code="too_large",
        title="The body is too large",
        detail=f"At most {max_bytes} bytes are read; send fewer visits or a shorter catalogue.",
    )
