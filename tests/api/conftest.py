"""Fixtures of the service's tests: they run on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from api.store.database import Database
from benchmarks.postgres import NoPostgresError, PostgresServer, postgres_server
from tests.api.served import Client, quick, served


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
    with closing(Database(place)) as found:
        yield found


@pytest.fixture
def client(place: str | Path) -> Iterator[Client]:
    """A service with the toy planner on a store of its own, once on each kind of database."""
    with served(quick(place)) as found:
        yield found
