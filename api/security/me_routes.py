"""The route that tells a key about itself."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from api.security.principal import PrincipalDep
from api.security.roles import Role, Scope
from api.service.services import ServicesDep

router = APIRouter(prefix="/v1", tags=["keys"])


class MeResource(BaseModel):
    """Who asks, for which workshop, and what they may do."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "object": "me",
                "actor": "key:4f1c0b7a9d2e4c6f",
                "name": "front desk",
                "role": "desk",
                "workshop_id": "GZ-01",
                "scopes": ["appointments:read", "appointments:write"],
                "at": "2026-03-16T00:30:00Z",
            }
        }
    )

    object: Literal["me"] = "me"
    actor: Annotated[str, Field(description="As the journal names who asks.")]
    name: Annotated[str, Field(description="Of the key, or of the person who logged in.")] = ""
    role: Role
    workshop_id: Annotated[str | None, Field(description="Null: every workshop of the installation.")] = None
    scopes: list[Scope]
    at: Annotated[datetime, Field(description="What time it is by the service's clock.")]


@router.get("/me", operation_id="getMe", summary="Who am I?")
def get_me(principal: PrincipalDep, services: ServicesDep) -> MeResource:
    """What the key, token or session of this request is worth now. Pages show by it what there is to press."""
    return MeResource(
        actor=principal.actor,
        name=principal.name,
        role=principal.role,
        workshop_id=principal.workshop_id,
        scopes=sorted(principal.scopes),
        at=services.clock(),
    )
