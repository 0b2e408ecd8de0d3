"""One provider, and one service that people may log in to by it, for all tests of a module."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from api.service.app import create_app
from api.service.server import Server, address_of, bind, running
from tests.api.security.provider import Provider
from tests.api.security.shop import Clock, Shop
from tests.api.served import UNHURRIED, quick
from tests.api.toy import toy_planner


@pytest.fixture(scope="module")
def running_provider() -> Iterator[Provider]:
    """One for all tests."""
    with Provider(Clock(), "127.0.0.1").running() as found:
        yield found


@pytest.fixture
def provider(running_provider: Provider) -> Provider:
    """As good as new, with somebody before it whom the service has never seen."""
    running_provider.behave()
    return running_provider


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, running_provider: Provider) -> Iterator[Shop]:
    """A service that people may log in to by the provider, on its clock."""
    clock = running_provider.clock
    assert isinstance(clock, Clock)
    security = replace(UNHURRIED, tokens_per_address="100000/second", oidc=running_provider.settings)
    app = create_app(replace(quick(tmp_path_factory.mktemp("s")), clock=clock, security=security), toy_planner)
    listener = bind("127.0.0.1", 0)
    with running(Server(app), listener):
        yield Shop(address_of(listener), app.state.services, clock)
