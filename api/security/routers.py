"""All routes of who asks, and of whom."""

from __future__ import annotations

from fastapi import APIRouter

from api.customers import routes as customer_routes
from api.security import installation_key_routes, key_routes, me_routes, oauth, role_routes

ROUTERS: tuple[APIRouter, ...] = (
    key_routes.router,
    installation_key_routes.router,
    oauth.router,
    me_routes.router,
    role_routes.router,
    customer_routes.router,
)
