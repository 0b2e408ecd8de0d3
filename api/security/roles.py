"""Which role may do what."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Scope(StrEnum):
    """What a route asks for."""

    APPOINTMENTS_READ = "appointments:read"
    APPOINTMENTS_WRITE = "appointments:write"
    PARTS_READ = "parts:read"
    PARTS_WRITE = "parts:write"
    SETUP_READ = "setup:read"
    SETUP_WRITE = "setup:write"
    PLANS_READ = "plans:read"
    PLANS_WRITE = "plans:write"
    CUSTOMERS_READ = "customers:read"
    CUSTOMERS_WRITE = "customers:write"
    KEYS_WRITE = "keys:write"
    FLOOR_READ = "floor:read"
    FLOOR_WRITE = "floor:write"
    NOTICES_READ = "notices:read"
    NOTICES_WRITE = "notices:write"
    HALL_READ = "hall:read"


class Role(StrEnum):
    """Roles of people and systems; each stands for a set of scopes."""

    DESK = "desk"
    FOREMAN = "foreman"
    PARTS = "parts"
    DMS = "dms"
    ADMIN = "admin"
    SCREEN = "screen"


# Names and phones are for those who call customers; a dealer system brings them and never reads them back.
SCOPES_OF: Mapping[Role, frozenset[Scope]] = MappingProxyType(
    {
        Role.DESK: frozenset(
            {
                Scope.APPOINTMENTS_READ,
                Scope.APPOINTMENTS_WRITE,
                Scope.PARTS_READ,
                Scope.SETUP_READ,
                Scope.PLANS_READ,
                Scope.CUSTOMERS_READ,
                Scope.CUSTOMERS_WRITE,
                Scope.FLOOR_READ,
                Scope.HALL_READ,
                Scope.NOTICES_READ,
                Scope.NOTICES_WRITE,
            }
        ),
        Role.FOREMAN: frozenset(
            {
                Scope.APPOINTMENTS_READ,
                Scope.APPOINTMENTS_WRITE,
                Scope.PARTS_READ,
                Scope.SETUP_READ,
                Scope.PLANS_READ,
                Scope.PLANS_WRITE,
                Scope.FLOOR_READ,
                Scope.HALL_READ,
                Scope.FLOOR_WRITE,
                Scope.NOTICES_READ,
            }
        ),
        Role.PARTS: frozenset(
            {
                Scope.APPOINTMENTS_READ,
                Scope.PARTS_READ,
                Scope.PARTS_WRITE,
                Scope.SETUP_READ,
                Scope.PLANS_READ,
                Scope.FLOOR_READ,
                Scope.HALL_READ,
            }
        ),
        Role.DMS: frozenset(
            {
                Scope.APPOINTMENTS_READ,
                Scope.APPOINTMENTS_WRITE,
                Scope.PARTS_READ,
                Scope.PARTS_WRITE,
                Scope.SETUP_READ,
                Scope.PLANS_READ,
                Scope.CUSTOMERS_WRITE,
                Scope.FLOOR_READ,
                Scope.HALL_READ,
                Scope.FLOOR_WRITE,
            }
        ),
        Role.ADMIN: frozenset(Scope),
        # It hangs where everybody passes: it sees what everybody may see.
        Role.SCREEN: frozenset({Scope.HALL_READ}),
    }
)
