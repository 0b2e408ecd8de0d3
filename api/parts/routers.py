"""All routes of the parts counter."""

from __future__ import annotations

from api.parts import order_routes, part_routes

ROUTERS = (order_routes.router, part_routes.router)
