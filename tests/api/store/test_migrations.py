"""A store of an older program is brought up with what is in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, MetaData, create_engine, insert, text

from api.runs.records import RunStatus
from api.store.answers import recall
from api.store.backend import StoreVersionError
from api.store.database import Database
from api.store.journal import entries_of_workshop
from api.store.migrate import upgrade
from api.store.postgresql import engine_of as postgresql_engine
from api.store.postgresql import url_of
from api.store.runs import RunStore
from api.store.sqlite import FILE_NAME
from benchmarks.postgres import PostgresServer
from tests.api.store.test_store import START

THEN = datetime(2026, 3, 16, 8)  # noqa: DTZ001 - as the tables have it, in UTC
OLD_RUN = {
    "run_id": "run_old",
    "status": "running",
    "created_at": THEN,
    "attempts": 1,
    "cancel_requested": False,
    "workshop_id": "toy",
    "day_now": THEN,
    "num_visits": 1,
    "time_limit_s": 2.5,
    "seed": 3,
    "deterministic": False,
    "request_hash": "a",
    "idempotency_key": "k",
    "day": "{}",
}


@pytest.fixture(params=["sqlite", "postgresql"])
def old_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str | Path]:
    """A store at revision 0001 with a run under way and one ended, and what the journal had of them."""
    if request.param == "sqlite":
        engine, place = create_engine(f"sqlite:///{tmp_path / FILE_NAME}"), tmp_path
        make_old(engine)
        yield place
    else:
        server: PostgresServer = request.getfixturevalue("postgres")
        url = server.empty_database()
        make_old(postgresql_engine(url_of(url)))
        yield url
        server.drop(url)


def make_old(engine: Engine) -> None:
    """Fill a store as version 0.1.0 left it."""
    with engine.begin() as connection:
        upgrade(connection, "0001")
        metadata = MetaData()
        metadata.reflect(connection)
        run, line = metadata.tables["runs"], metadata.tables["journal"]
        connection.execute(insert(run).values(OLD_RUN))
        ended = {"run_id": "run_ended", "status": "succeeded", "idempotency_key": None, "plan": "{}"}
        connection.execute(insert(run).values({**OLD_RUN, **ended}))
        connection.execute(insert(line).values(run_id="run_old", type="run.queued", created_at=THEN, payload={}))
    engine.dispose()


def test_runs_their_journal_and_their_keys_stay(old_place: str | Path) -> None:
    with closing(Database(old_place)) as database:
        store = RunStore(database)
        assert [run.run_id for run in store.page(before=None, limit=9)] == ["run_ended", "run_old"]
        assert [(line.subject_id, line.type) for line in entries_of_workshop(database, "toy", 0)] == [
            ("run_old", "run.queued")
        ]
        with database.read() as connection:
            kept = recall(connection, scope="/createPlan", key="k", request_hash="a", now=START)
        assert kept is not None
        assert kept.body == '{"id": "run_old"}'


def test_a_run_under_way_is_taken_over(old_place: str | Path) -> None:
    with closing(Database(old_place)) as database:
        store = RunStore(database)
        assert [run.run_id for run in store.take_back(lambda _: None)] == ["run_old"]
        assert store.get("run_old").status is RunStatus.QUEUED


def test_a_store_of_a_newer_program_is_refused_and_left_as_it_is(place: str | Path) -> None:
    with closing(Database(place)) as database, database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for _ in range(2):  # the second time too: nothing was changed, nothing is held
        with pytest.raises(StoreVersionError, match="9999"):
            Database(place)
