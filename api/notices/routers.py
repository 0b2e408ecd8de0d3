"""All routes of the calls and of the live feed of a workshop."""

from __future__ import annotations

from api.notices import feed, risks, routes

ROUTERS = (routes.router, risks.router, feed.router)
