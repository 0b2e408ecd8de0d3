"""What a writer has seen: ``If-Match`` to change or remove, ``If-None-Match: *`` to make anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header

from api.problems import Problem
from api.service.errors import ApiError
from api.service.etag import check_seen, etag_of, seen_versions


@dataclass(frozen=True, slots=True)
class Precondition:
    """``new``: there must be none yet; otherwise its version must be one of ``versions`` (None: whichever)."""

    new: bool
    versions: frozenset[int] | None = None

    def check(self, present: int | None) -> None:
        """Raises ``ApiError`` 412 when what is there is not what the writer has seen."""
        if self.new and present is not None:
            raise ApiError(_exists(present), {"ETag": etag_of(present)})
        if not self.new and present is None:
            raise ApiError(_gone())
        if present is not None:
            check_seen(self.versions, present)


def precondition_of(
    if_match: Annotated[
        str | None,
        Header(description="`ETag` of what was read; the write is refused when it has changed since.", max_length=200),
    ] = None,
    if_none_match: Annotated[
        str | None, Header(description="`*`: write only if there is none of this id yet.", pattern=r"^\s*\*\s*$")
    ] = None,
) -> Precondition:
    """What the headers say. Raises ``ApiError`` 428 when they say nothing."""
    if if_none_match is not None:
        return Precondition(new=True)
    return Precondition(new=False, versions=seen_versions(if_match))


PreconditionDep = Annotated[Precondition, Depends(precondition_of)]


def _exists(version: int) -> Problem:
    return Problem(
        status=412,
        code="exists",
        title="There is one of this id",
        detail=f"It is at version {version}: send If-Match to change it.",
    )


def _gone() -> Problem:
    return Problem(
        status=412,
        code="gone",
        title="There is none of this id",
        detail="It was removed since you read it, or never was; send If-None-Match: * to make it.",
    )
