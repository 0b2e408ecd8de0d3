"""All routes of re-plans."""

from __future__ import annotations

from api.replans import day_end_routes, decision_routes, move_routes, replan_routes, settings_routes

ROUTERS = (
    replan_routes.router,
    decision_routes.router,
    settings_routes.router,
    day_end_routes.router,
    move_routes.router,
)
