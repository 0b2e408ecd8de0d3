"""Fixtures of the set-up's tests: one service on each kind of database for all of them, a workshop for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import ParamSpec

import pytest

from api.service.services import Services
from tests.api.served import Client, quick, served
from tests.api.setup.http import Admin
from tests.scenarios.setup.shops import tiny

P = ParamSpec("P")
_NUMBERS = count(1)


@dataclass(frozen=True)
class Shared:
    """A service, and what is behind it: tests put into its store what no route makes."""

    client: Client
    services: Services


@pytest.fixture(scope="package", params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shared]:
    """The service."""
    place: str | Path = tmp_path_factory.mktemp("store")
    if request.param == "postgresql":
        place = request.getfixturevalue("postgres").database()
    opened: list[Services] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Services, "open", _kept(Services.open, opened))
        with served(quick(place)) as client:
            yield Shared(client, opened[0])


def _kept(make: Callable[P, Services], found: list[Services]) -> Callable[P, Services]:
    def make_and_keep(*args: P.args, **kwargs: P.kwargs) -> Services:
        found.append(make(*args, **kwargs))
        return found[-1]

    return make_and_keep


@pytest.fixture
def services(shared: Shared) -> Services:
    """What is behind the service."""
    return shared.services


@pytest.fixture
def nobody(shared: Shared) -> Admin:
    """The admin of a workshop that is not there yet."""
    return Admin(shared.client, f"shop-{next(_NUMBERS)}")


@pytest.fixture
def admin(nobody: Admin) -> Admin:
    """The admin of a tiny shop of its own."""
    assert nobody.create(replace(tiny(), workshop_id=nobody.workshop_id)).status_code == 201
    return nobody
