"""All routes of the hall."""

from __future__ import annotations

from api.hall import routes

ROUTERS = (routes.router,)
