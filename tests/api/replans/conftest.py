"""Fixtures of re-plans: one service a database for all tests, a workshop of its own for each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from api.desk.settings import DeskSettings
from api.service.example_day import example_day
from benchmarks.postgres import PostgresServer
from optimizer.plan_day import plan_day
from optimizer.slots.book import Book
from tests.api.desk.desks import DeskService, desk_service, on
from tests.api.replans.floor import Floor, small_shop

SETTINGS = DeskSettings(reshuffle_s=0, warm=False)


@pytest.fixture(scope="session", autouse=True)
def warm() -> None:
    """The compiled search, before a service is asked."""
    day = example_day()
    Book.build(day.workshop, day.now, ()).warm_up()
    plan_day(day, time_limit_s=0.0)


@pytest.fixture(scope="session")
def floor_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskService]:
    """A service on SQLite."""
    with desk_service(tmp_path_factory.mktemp("floor"), SETTINGS) as found:
        yield found


@pytest.fixture(scope="session")
def floor_on_postgresql(postgres: PostgresServer) -> Iterator[DeskService]:
    """A service on PostgreSQL."""
    with desk_service(postgres.database(), SETTINGS) as found:
        yield found


@pytest.fixture(params=["sqlite", "postgresql"])
def service(request: pytest.FixtureRequest) -> DeskService:
    """A running service, once on each kind of database."""
    found: DeskService = request.getfixturevalue(f"floor_on_{request.param}")
    return found


@pytest.fixture
def floor(service: DeskService) -> Floor:
    """The floor of a small shop on Monday the 2nd of March at 07:30, with four cars booked for that day."""
    found = Floor(service.client(small_shop(), on("07:30")))
    found.book_day()
    return found


@pytest.fixture
def quick_floor(floor_on_sqlite: DeskService) -> Floor:
    """The same on SQLite only, for what no database decides."""
    found = Floor(floor_on_sqlite.client(small_shop(), on("07:30")))
    found.book_day()
    return found
