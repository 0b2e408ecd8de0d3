"""All routes of re-plans."""

from __future__ import annotations

from api.replans import decision_routes, replan_routes

ROUTERS = (replan_routes.router, decision_routes.router)
