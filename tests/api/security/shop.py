"""A service with clients of every role, and a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import httpx

from api.security.principal import Role
from api.service.app import create_app
from api.service.server import Server, address_of, bind, running
from api.service.services import Services
from tests.api.served import asking, new_key, quick
from tests.api.toy import toy_planner


class Clock:
    """Tells what it is set to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 16, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The set instant."""
        return self.now


class Shop:
    """A service whose clock stands still, and clients with keys of all kinds."""

    def __init__(self, address: str, services: Services, clock: Clock) -> None:
        self.address = address
        self.services = services
        self.clock = clock

    def by(self, key: str | None) -> httpx.Client:
        """A client with a key."""
        return asking(self.address, key)

    def as_(self, role: Role, workshop_id: str | None = "toy") -> httpx.Client:
        """A client with a new key of a role."""
        return self.by(new_key(self.services.security, role, workshop_id))


@contextmanager
def shop_on(place: Path | str) -> Iterator[Shop]:
    """The service."""
    clock = Clock()
    app = create_app(replace(quick(place), clock=clock), toy_planner)
    listener = bind("127.0.0.1", 0)
    with running(Server(app), listener):
        yield Shop(address_of(listener), app.state.services, clock)
