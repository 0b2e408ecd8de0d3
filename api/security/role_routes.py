"""The route that tells the roles, so that whoever hands out a key sees what it may do."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from api.security.principal import PrincipalDep
from api.security.roles import SCOPES_OF, Role, Scope

router = APIRouter(prefix="/v1", tags=["keys"])


class RoleResource(BaseModel):
    """A role and all that it may do."""

    role: Role
    scopes: list[Scope]


class RoleList(BaseModel):
    """All roles there are."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"items": [{"role": "parts", "scopes": ["parts:read", "parts:write"]}]}}
    )

    items: list[RoleResource]


@router.get("/roles", operation_id="listRoles", summary="Roles of keys")
def list_roles(principal: PrincipalDep) -> RoleList:
    """Every role with its scopes; a key has one role, and may be narrowed to some of its scopes."""
    del principal
    return RoleList(items=[RoleResource(role=role, scopes=sorted(scopes)) for role, scopes in SCOPES_OF.items()])
