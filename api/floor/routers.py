"""All routes of the floor."""

from __future__ import annotations

from api.floor import board_routes, routes

ROUTERS = (routes.router, board_routes.router)
