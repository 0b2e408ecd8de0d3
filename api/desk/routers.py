"""All routes of the desk."""

from __future__ import annotations

from api.desk import action_routes, appointment_routes, plan_routes, slot_routes

ROUTERS = (slot_routes.router, appointment_routes.router, action_routes.router, plan_routes.router)
