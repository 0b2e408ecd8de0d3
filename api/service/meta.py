"""Whether the service is alive and ready, and its figures."""

from __future__ import annotations

import ipaddress
from typing import Literal

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel, ConfigDict

from api.ops.readiness import missing
from api.problems import Problem
from api.security.principal import principal_of
from api.service.errors import ApiError
from api.service.responses import refusals
from api.service.services import ServicesDep
from api.version import version

router = APIRouter(tags=["service"])

_RETRY_S = "2"
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")


class Health(BaseModel):
    """The process answers."""

    model_config = ConfigDict(json_schema_extra={"example": {"status": "ok", "version": "0.1.0"}})

    status: Literal["ok"] = "ok"
    version: str


class Readiness(BaseModel):
    """Requests can be sent here."""

    model_config = ConfigDict(json_schema_extra={"example": {"status": "ready"}})

    status: Literal["ready"] = "ready"


@router.get("/healthz", operation_id="getHealth", summary="Is the process alive?")
async def get_health() -> Health:
    """Asks nothing of store or solver: when this does not answer, a restart is the remedy."""
    return Health(version=version())


@router.get(
    "/readyz",
    operation_id="getReadiness",
    summary="Can requests be sent here?",
    responses=refusals({503: "Not now: the problem lists all that is missing."}),
)
def get_readiness(services: ServicesDep) -> Readiness:
    """Looks at the store (reachable, at this version's revision), the solver (loaded) and free space.

    A service that ends answers 503 from the moment it is told to.
    """
    faults = missing(services)
    if faults:
        problem = Problem(status=503, code="not_ready", title="The service is not ready", errors=faults)
        raise ApiError(problem, {"Retry-After": _RETRY_S})
    return Readiness()


@router.get("/metrics", include_in_schema=False)
def get_metrics(request: Request, services: ServicesDep) -> Response:
    """Figures for Prometheus, for those whom the setting HEIJUNKA_METRICS names."""
    _check_access(request, services.settings.metrics)
    return Response(generate_latest(services.metrics.registry), media_type=CONTENT_TYPE_LATEST)


def _check_access(request: Request, access: Literal["loopback", "key", "open", "off"]) -> None:
    if access == "off":
        raise ApiError(Problem(status=404, code="not_found", title="Not Found"))
    if access == "loopback" and not _from_this_machine(request):
        raise ApiError(_not_here("Asked from this machine only"))
    if access == "key" and principal_of(request).workshop_id is not None:
        raise ApiError(_not_here("The figures are of all workshops: asked with a key of the installation only"))


def _from_this_machine(request: Request) -> bool:
    """A proxy on this machine asks from here too, but for somebody else."""
    if request.client is None or any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def _not_here(words: str) -> Problem:
    return Problem(
        status=403, code="metrics_closed", title=words, detail="HEIJUNKA_METRICS decides: loopback, key, open or off."
    )
