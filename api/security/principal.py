"""Who asks: the actor of a request, the workshop they belong to, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Path, Request

from api.problems import Problem
from api.security.problems import REALM, key_missing
from api.security.roles import Role, Scope
from api.service.errors import ApiError

__all__ = [
    "OPERATOR",
    "Needs",
    "Principal",
    "PrincipalDep",
    "Role",
    "Scope",
    "WorkshopId",
    "principal_of",
    "unknown_workshop",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """The actor of a request. ``workshop_id`` None: every workshop of the installation."""

    actor: str
    workshop_id: str | None
    role: Role
    scopes: frozenset[Scope]
    name: str = ""

    def is_of(self, workshop_id: str) -> bool:
        """Whether a workshop is one of the principal's."""
        return self.workshop_id in (None, workshop_id)


# Whoever has the machine has the store: commands act as the installation itself.
OPERATOR = Principal(actor="operator", workshop_id=None, role=Role.ADMIN, scopes=frozenset(Scope))


def principal_of(request: Request) -> Principal:
    """The principal of a request, as `api.security.guard` found it. Raises ``ApiError`` 401 when it found none."""
    principal = getattr(request.state, "principal", None)
    if not isinstance(principal, Principal):
        raise ApiError(key_missing(), {"WWW-Authenticate": REALM})
    return principal


async def _principal(request: Request) -> Principal:
    return principal_of(request)  # here and not on a thread: nothing is waited for


PrincipalDep = Annotated[Principal, Depends(_principal)]


class Needs:
    """A dependency: the principal, who has a scope and belongs to the workshop of the path, if the path has one.

    Raises ``ApiError`` 403 without the scope, 404 for another workshop: whether it exists is not told.
    """

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    async def __call__(self, request: Request, principal: PrincipalDep) -> Principal:
        """Check."""
        if self.scope not in principal.scopes:
            raise ApiError(_not_allowed(self.scope))
        asked = request.path_params.get("workshop_id")
        if asked is not None and not principal.is_of(asked):
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
