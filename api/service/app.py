"""Puts the service together."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import cache
from typing import TypedDict

import anyio.to_thread
from fastapi import APIRouter, FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import BaseRoute

from api.desk.routers import ROUTERS as DESK_ROUTERS
from api.floor.routers import ROUTERS as FLOOR_ROUTERS
from api.hall.routers import ROUTERS as HALL_ROUTERS
from api.notices.routers import ROUTERS as NOTICES_ROUTERS
from api.ops.metrics import Metrics
from api.ops.requests import Requests
from api.parts.routers import ROUTERS as PARTS_ROUTERS
from api.planner import Planner
from api.replans.routers import ROUTERS as REPLAN_ROUTERS
from api.security.guard import Guard
from api.security.routers import ROUTERS as SECURITY_ROUTERS
from api.service import body, errors, events, meta, plans
from api.service.headers import SafeHeaders
from api.service.openapi import document_of
from api.service.services import Services
from api.service.settings import ServiceSettings
from api.setup.routes import ROUTERS as SETUP_ROUTERS
from api.solving.solver import solver_for
from api.version import version
from api.web.built import mount_built
from api.web.built import router as built_router
from api.web.chrome import mount_files
from api.web.docs import router as docs_router
from api.web.login import router as login_router
from api.web.oidc import router as oidc_router


def create_app(settings: ServiceSettings, planner: Planner) -> FastAPI:
    """The application. Its store opens when it starts and closes when it ends.

    The start raises ``StoreBusyError`` when another process has the data folder, ``OSError`` when the folder
    cannot be written.
    """

    metrics = Metrics()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        solver = solver_for(settings, planner)
        app.state.services = await anyio.to_thread.run_sync(Services.open, settings, solver, metrics)
        try:
            yield
        finally:
            await anyio.to_thread.run_sync(app.state.services.close)

    # The stock documentation pages load their scripts from elsewhere; `api.web` has one that does not.
    app = FastAPI(title="Heijunka", version=version(), lifespan=lifespan, docs_url=None, redoc_url=None)
    app.openapi = document_of(app)  # type: ignore[method-assign]  # the way FastAPI documents
    errors.install(app)
    body.install(app)
    # The last one added is the first to see a request.
    # The route of the figures knows by itself who may read them, unless that is who has a key.
    app.add_middleware(Guard, open_paths=frozenset({"/metrics"} if settings.metrics != "key" else ()))
    app.add_middleware(body.BodyLimit, max_bytes=settings.max_body_bytes)
    if settings.security.cors_origins:
        app.add_middleware(CORSMiddleware, **_cors(settings.security.cors_origins))
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts), www_redirect=False)
    app.add_middleware(Requests, metrics=metrics)
    app.add_middleware(SafeHeaders)
    app.router.routes.extend(_routes())
    mount_built(app)
    mount_files(app)
    return app


@cache
def _routes() -> tuple[BaseRoute, ...]:
    """The routes of all rooms, the same for every application of a process.

    The first request works out what each of them takes and answers: half a second, once for all of them.
    """
    together = APIRouter()
    floor = (*FLOOR_ROUTERS, *REPLAN_ROUTERS, *NOTICES_ROUTERS, *HALL_ROUTERS)
    workshops = (*SETUP_ROUTERS, *DESK_ROUTERS, *PARTS_ROUTERS, *floor)
    pages = (login_router, oidc_router, docs_router, built_router)
    for router in (plans.router, events.router, *workshops, *SECURITY_ROUTERS, meta.router, *pages):
        together.include_router(router)
    return tuple(together.routes)


class _Cors(TypedDict):
    allow_origins: Sequence[str]
    allow_methods: Sequence[str]
    allow_headers: Sequence[str]
    expose_headers: Sequence[str]
    allow_credentials: bool


def _cors(origins: Sequence[str]) -> _Cors:
    """Pages of these sites may call with a key of their own; cookies are for our own pages only."""
    return {
        "allow_origins": origins,
        "allow_methods": ("GET", "POST", "PUT", "PATCH", "DELETE"),
        "allow_headers": (
            "Authorization",
            "Content-Type",
            "Idempotency-Key",
            "If-Match",
            "If-None-Match",
            "Last-Event-ID",
            "Prefer",
        ),
        "expose_headers": ("ETag", "Location", "Retry-After", "Preference-Applied"),
        "allow_credentials": False,
    }
