"""Fixtures of the set-up's tests."""

from __future__ import annotations

import pytest

from api.service.services import Services
from api.service.settings import ServiceSettings
from api.solving.solver import Solver
from tests.api.served import Client


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Services]:
    """The services that a test opens, so that it can put into their store what no route makes yet."""
    found: list[Services] = []
    really_open = Services.open

    def open_and_tell(settings: ServiceSettings, solver: Solver) -> Services:
        found.append(really_open(settings, solver))
        return found[-1]

    monkeypatch.setattr(Services, "open", open_and_tell)
    return found


@pytest.fixture
def services(client: Client, opened: list[Services]) -> Services:
    """The services behind the client."""
    del client
    return opened[-1]
