"""PostgreSQL: a database that several processes share."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from api.store.database import Database
from benchmarks.postgres import PostgresServer

PATIENCE_S = 60.0


@pytest.fixture
def empty(postgres: PostgresServer) -> str:
    """A database without any table."""
    return postgres.empty_database()


def test_processes_that_start_together_migrate_once(empty: str) -> None:
    with ThreadPoolExecutor(4) as pool, ExitStack() as stack:
        opened = [stack.enter_context(closing(each)) for each in pool.map(Database, [empty] * 4)]
        with opened[-1].read() as connection:
            assert connection.execute(text("SELECT count(*) FROM alembic_version")).scalar_one() == 1


def test_a_reader_sees_one_state_and_writes_nothing(postgres_url: str) -> None:
    with closing(Database(postgres_url)) as database:
        with database.read() as reader:
            before = reader.execute(text("SELECT count(*) FROM workshops")).scalar_one()
            with database.write() as writer:
                writer.execute(text("INSERT INTO workshops VALUES ('W', 'W', 'UTC', 1, 1, now())"))
            assert reader.execute(text("SELECT count(*) FROM workshops")).scalar_one() == before
        with database.read() as reader, pytest.raises(DBAPIError, match="read-only"):
            reader.execute(text("DELETE FROM workshops"))
        with database.write() as writer:
            assert writer.execute(text("SELECT count(*) FROM workshops")).scalar_one() == before + 1


def test_two_that_wait_for_each_other_both_get_through(postgres_url: str) -> None:
    both_hold_one = threading.Barrier(2)
    calls: list[str] = []

    with closing(Database(postgres_url)) as database, ThreadPoolExecutor(2) as pool:
        with database.write() as connection:
            connection.execute(
                text("INSERT INTO workshops SELECT x, x, 'UTC', 1, 1, now() FROM unnest('{a,b}'::text[]) x")
            )

        def bump(first: str, second: str) -> None:
            def change(connection: Connection) -> None:
                for workshop_id in (first, second):
                    connection.execute(
                        text("UPDATE workshops SET plan_version = plan_version + 1 WHERE workshop_id = :id"),
                        {"id": workshop_id},
                    )
                    if workshop_id == first and calls.count(first) == 0:
                        calls.append(first)
                        both_hold_one.wait(PATIENCE_S)

            database.transact(change)

        for done in (pool.submit(bump, "a", "b"), pool.submit(bump, "b", "a")):
            done.result(PATIENCE_S)
        with database.read() as connection:
            assert connection.execute(text("SELECT plan_version FROM workshops")).scalars().all() == [3, 3]


def test_a_statement_does_not_wait_for_ever(postgres_url: str) -> None:
    impatient = f"{postgres_url}&options=-c%20lock_timeout%3D50ms"
    with closing(Database(impatient)) as database, database.write() as one, database.write() as other:
        one.execute(text("LOCK TABLE workshops"))
        with pytest.raises(DBAPIError, match="lock timeout"):
            other.execute(text("SELECT * FROM workshops"))


@pytest.mark.parametrize("url", ["mysql://localhost/x", "nonsense://", "http://localhost:1/x"])
def test_another_url_is_refused_with_a_remedy(url: str) -> None:
    with pytest.raises(ValueError, match="postgresql://"):
        Database(url)


def test_a_server_that_does_not_answer_is_an_error_of_the_system() -> None:
    with pytest.raises(OSError, match="cannot reach") as error:
        Database("postgresql://someone:secret@127.0.0.1:1/store")
    assert "secret" not in str(error.value)


def test_its_name_has_no_password(postgres_url: str) -> None:
    with closing(Database(postgres_url.replace("heijunka@", "heijunka:secret@"))) as database:
        assert "secret" not in database.name
