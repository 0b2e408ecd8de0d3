"""Fixtures of the service's tests: they run on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from api.store.database import Database
from benchmarks.postgres import NoPostgresError, PostgresServer, postgres_server
from tests.api.desk.desks import SETTINGS, DeskClient, DeskService, desk_service, on
from tests.api.served import Client, quick, served
from tests.api.stores import new_store
from tests.scenarios.setup.shops import tiny


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server for the tests of this process."""
    try:
        with postgres_server() as server:
            yield server
    except NoPostgresError as error:
        pytest.skip(str(error))


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """A PostgreSQL database with all tables and no rows."""
    url = postgres.database()
    yield url
    postgres.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str | Path:
    """Where a store is to be: a folder that is not there yet, and in a second run a PostgreSQL database."""
    if request.param == "sqlite":
        return tmp_path / "deep" / "store"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def database(place: str | Path) -> Iterator[Database]:
    """An open store, once on each kind of database."""
    with closing(Database(new_store(place) if isinstance(place, Path) else place)) as found:
        yield found


@pytest.fixture(scope="module")
def desk_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskService]:
    """A service with the search, for all tests of a module on SQLite; each has a workshop of its own in it."""
    with desk_service(tmp_path_factory.mktemp("desk"), SETTINGS) as found:
        yield found


@pytest.fixture(scope="module")
def desk_on_postgresql(postgres: PostgresServer) -> Iterator[DeskService]:
    """The same on PostgreSQL."""
    url = postgres.database()
    with desk_service(url, SETTINGS) as found:
        yield found
    postgres.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def service(request: pytest.FixtureRequest) -> DeskService:
    """A running service, once on each kind of database."""
    found: DeskService = request.getfixturevalue(f"desk_on_{request.param}")
    return found


@pytest.fixture
def desk(service: DeskService) -> DeskClient:
    """A desk of the tiny shop on Monday the 2nd of March at 08:00."""
    return service.client(tiny(), on("08:00"))


@pytest.fixture
def client(place: str | Path) -> Iterator[Client]:
    """A service with the toy planner on a store of its own, once on each kind of database."""
    with served(quick(place)) as found:
        yield found
