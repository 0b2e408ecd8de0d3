"""Answers that count as new each minute: what is left is reckoned at the time of asking."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel

from api.floor.records import FloorVersions
from api.service.responses import ETAG, Responses, refusals


def minute_tag(at: FloorVersions, now: datetime, *more: int) -> str:
    """The ``ETag`` of the floor as it stands in this minute. ``more``: what else the answer depends on."""
    parts = (at.setup, at.plan, at.floor, *more, int(now.timestamp()) // 60)
    return f'"{"-".join(map(str, parts))}"'


def minutely(model: type[BaseModel], what: str) -> Responses:
    """The documentation of such an answer. ``what``: is answered, as \"The floor\"."""
    return {
        200: {"model": model, "description": f"{what}; its `ETag` lasts a minute.", "headers": {"ETag": ETAG}},
        304: {"description": "It is as it was under the `ETag` sent with `If-None-Match`."},
        **refusals({409: "The workshop cannot be planned yet."}),
    }
