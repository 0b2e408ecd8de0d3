"""All routes of the floor."""

from __future__ import annotations

from api.floor import routes

ROUTERS = (routes.router,)
