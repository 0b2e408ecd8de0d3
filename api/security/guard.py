"""ASGI middleware before all routes: who says nothing of who they are gets to see what is open, and nothing else.

It stands before the reading of bodies, and before a route that forgot to ask.
"""

from __future__ import annotations

from urllib.parse import quote

import anyio.to_thread
from fastapi import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.security.authenticate import authenticate
from api.service import errors
from api.service.errors import ApiError
from api.service.services import services_of

# What asks nobody who they are. Whatever is not here does.
OPEN = frozenset(
    {
        "/healthz",
        "/readyz",
        "/openapi.json",
        "/docs",
        "/login",
        "/login/oidc",
        "/login/oidc/back",
        "/logout",
        "/oauth/token",
    }
)
OPEN_FOLDER = "/static/"


class Guard:
    """Puts the principal into the state of a request, where `principal_of` finds it."""

    def __init__(self, app: ASGIApp, open_paths: frozenset[str] = frozenset()) -> None:
        self.app = app
        self._open = OPEN | open_paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it."""
        if scope["type"] == "http" and not self._is_open(scope["path"]):
            request = Request(scope)
            try:
                security = services_of(request).security
                request.state.principal = await anyio.to_thread.run_sync(authenticate, request, security)
            except ApiError as error:
                await _answer(request, error)(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _is_open(self, path: str) -> bool:
        return path in self._open or path.startswith(OPEN_FOLDER)


def _answer(request: Request, error: ApiError) -> Response:
    """A problem, or for somebody who looks at a page the way to the login."""
    path = request.url.path
    looks = request.method == "GET" and "text/html" in request.headers.get("accept", "")
    if error.problem.status == 401 and looks and not path.startswith("/v1/"):
        return RedirectResponse(f"/login?next={quote(path, safe='/')}", status_code=303)
    return errors.answer(error.problem, error.headers)
