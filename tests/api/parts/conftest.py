"""One service for all tests of a file, on each kind of database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from benchmarks.postgres import PostgresServer
from optimizer.slots.book import BOOKED_DAYS, CARRY_OVER_DAYS, Book
from optimizer.slots.records import SlotRequest
from optimizer.visit import Job
from scenarios.setup.resolve import resolved_workshop
from tests.api.parts.shop import House, at, day, house, shop


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def service(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A running service; each test opens a workshop of its own in it."""
    if request.param == "sqlite":
        with house(tmp_path_factory.mktemp("store")) as found:
            yield found
        return
    postgres: PostgresServer = request.getfixturevalue("postgres")
    url = postgres.database()
    with house(url) as found:
        yield found
    postgres.drop(url)


@pytest.fixture(scope="session")
def compiled() -> None:
    """The search for slots is compiled: a machine that has never done it needs minutes, and a client would give up."""
    book = Book.build(resolved_workshop(shop(pads=2), day(0), BOOKED_DAYS + CARRY_OVER_DAYS), at("08:00"), ())
    jobs = (Job(job_id="1", operation_code="PADS"),)
    (offer,) = book.search(SlotRequest(visit_id="v0", jobs=jobs, count=1), at("08:00"))
    book.accept(offer)
