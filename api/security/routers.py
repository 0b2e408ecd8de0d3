"""All routes of who asks."""

from __future__ import annotations

from fastapi import APIRouter

from api.security import installation_key_routes, key_routes, oauth

ROUTERS: tuple[APIRouter, ...] = (key_routes.router, installation_key_routes.router, oauth.router)
