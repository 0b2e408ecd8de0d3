"""All routes of workshops and their set-up."""

from __future__ import annotations

from api.setup import holiday_routes, whole, workshops
from api.setup.items import router_of
from api.setup.kinds import KINDS

ROUTERS = (
    workshops.router,
    whole.router,
    *(router_of(kind) for kind in KINDS.values()),
    holiday_routes.router,
)
