"""Strong entity tags (RFC 9110): the version of a resource, and the proof that a writer has seen it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Header, Response

from api.problems import Problem
from api.service.errors import ApiError


def etag_of(version: int) -> str:
    """The tag of a version, as the ``ETag`` header has it."""
    return f'"{version}"'


def seen_versions(
    if_match: Annotated[
        str | None,
        Header(description="`ETag` of what was read; the write is refused when it has changed since.", max_length=200),
    ] = None,
) -> frozenset[int] | None:
    """Versions a client says it has seen; None for ``*``: whichever there is.

    Raises ``ApiError`` 428 without the header and 412 for tags that are none of ours.
    """
    if if_match is None:
        raise ApiError(_missing())
    if if_match.strip() == "*":
        return None
    tags = [tag.strip() for tag in if_match.split(",")]
    return frozenset(
        int(tag[1:-1]) for tag in tags if len(tag) > 2 and tag[1:-1].isdecimal() and tag[0] == tag[-1] == '"'
    )


SeenVersions = Annotated[frozenset[int] | None, Depends(seen_versions)]


def check_seen(seen: frozenset[int] | None, version: int) -> None:
    """Raises ``ApiError`` 412 when the writer has not seen the present version."""
    if seen is not None and version not in seen:
        raise ApiError(_stale(version), {"ETag": etag_of(version)})


IfNoneMatch = Annotated[str | None, Header(max_length=200, description="`ETag` of the last answer.")]


def unchanged(if_none_match: str | None, tag: str) -> Response | None:
    """The answer to who has this version already; None for who has another, or none."""
    known = {one.strip().removeprefix("W/") for one in (if_none_match or "").split(",")}
    return Response(status_code=304, headers={"ETag": tag}) if tag in known else None


def _missing() -> Problem:
    return Problem(
        status=428,
        code="if_match_missing",
        title="Say which version you have seen",
        detail="Send If-Match with the ETag of the last answer, so that nobody's change is overwritten.",
    )


def _stale(version: int) -> Problem:
    return Problem(
        status=412,
        code="stale",
        title="It has changed since you read it",
        detail=f"It is at version {version} now: read it again, then decide.",
    )
