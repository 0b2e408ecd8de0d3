"""Whether the service is well, and which version it is."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict
from sqlalchemy import text

from api.service.services import ServicesDep
from api.version import version

router = APIRouter(tags=["service"])


class Health(BaseModel):
    """The service answers and can read its store."""

    model_config = ConfigDict(json_schema_extra={"example": {"status": "ok", "version": "0.1.0"}})

    status: Literal["ok"] = "ok"
    version: str


@router.get("/healthz", operation_id="getHealth", summary="Is the service well?")
def get_health(services: ServicesDep) -> Health:
    """Reads the store once and answers."""
    with services.database.read() as connection:
        connection.execute(text("SELECT 1"))
    return Health(version=version())
