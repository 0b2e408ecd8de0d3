"""All routes of the desk."""

from __future__ import annotations

from api.desk import action_routes, appointment_routes, plan_routes, slot_routes
from api.desk.capacity import routes as capacity_routes
from api.desk.preparation import routes as preparation_routes

ROUTERS = (
    slot_routes.router,
    appointment_routes.router,
    action_routes.router,
    plan_routes.router,
    capacity_routes.router,
    preparation_routes.router,
)
