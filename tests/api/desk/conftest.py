"""Fixtures of the desk's tests: one service a database for all of them, a workshop of its own for each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from api.desk.settings import DeskSettings
from api.service.example_day import example_day
from benchmarks.postgres import PostgresServer
from optimizer.slots.book import Book
from tests.api.desk.desks import DeskClient, DeskService, desk_service, on
from tests.scenarios.setup.shops import tiny

# Other cars stay where they are: what moves them has tests of its own.
SETTINGS = DeskSettings(reshuffle_s=0, warm=False)


@pytest.fixture(scope="session", autouse=True)
def warm() -> None:
    """The compiled search, before a service is asked: a machine that has never searched needs minutes for it."""
    day = example_day()
    Book.build(day.workshop, day.now, ()).warm_up()


@pytest.fixture(scope="session")
def desk_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskService]:
    """A service on SQLite."""
    with desk_service(tmp_path_factory.mktemp("desk"), SETTINGS) as found:
        yield found


@pytest.fixture(scope="session")
def desk_on_postgresql(postgres: PostgresServer) -> Iterator[DeskService]:
    """A service on PostgreSQL."""
    with desk_service(postgres.database(), SETTINGS) as found:
        yield found


@pytest.fixture(params=["sqlite", "postgresql"])
def service(request: pytest.FixtureRequest) -> DeskService:
    """A running service, once on each kind of database."""
    found: DeskService = request.getfixturevalue(f"desk_on_{request.param}")
    return found


@pytest.fixture
def desk(service: DeskService) -> DeskClient:
    """A desk of the tiny shop on Monday the 2nd of March at 08:00."""
    return service.client(tiny(), on("08:00"))
