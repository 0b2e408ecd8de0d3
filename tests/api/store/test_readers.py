"""Readers wait for nobody: neither for a writer in the middle of a change, nor for a search."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, select, update

from api.store.database import Database
from api.store.locks import Versions, lock_workshop
from api.store.setup_tables import workshops
from tests.api.served import Client
from tests.api.toy import toy_day

NOW = datetime(2026, 3, 16, 8, tzinfo=UTC)
PATIENCE_S = 60.0


def add_workshop(database: Database) -> None:
    """The workshop of these tests."""
    values = {"workshop_id": "GZ-01", "name": "G", "time_zone": "Asia/Shanghai", "created_at": NOW}
    with database.write() as connection:
        connection.execute(insert(workshops).values(setup_version=3, plan_version=8, **values))


def plan_version(database: Database) -> int:
    """As a reader sees it."""
    with database.read() as connection:
        version: int = connection.execute(select(workshops.c.plan_version)).scalar_one()
    return version


def test_a_reader_goes_on_while_a_writer_holds_the_workshop(database: Database) -> None:
    add_workshop(database)
    with database.write() as connection:
        assert lock_workshop(connection, "GZ-01") == Versions(setup_version=3, plan_version=8)
        connection.execute(update(workshops).values(plan_version=9))
        # In this very thread: a reader that waited for the writer would wait for ever.
        assert plan_version(database) == 8
    assert plan_version(database) == 9


def test_the_second_writer_of_a_workshop_waits_and_sees_what_the_first_has_done(database: Database) -> None:
    add_workshop(database)

    def bump() -> int:
        with database.write() as connection:
            version = lock_workshop(connection, "GZ-01").plan_version + 1
            connection.execute(update(workshops).values(plan_version=version))
            return version

    with ThreadPoolExecutor(8) as pool:
        found = [pool.submit(bump) for _ in range(24)]
        assert sorted(each.result(PATIENCE_S) for each in found) == list(range(9, 33))
    assert plan_version(database) == 32


def test_an_unknown_workshop_is_said_so(database: Database) -> None:
    with database.write() as connection, pytest.raises(KeyError, match="nowhere"):
        lock_workshop(connection, "nowhere")


def test_reads_over_http_go_on_while_a_search_runs(client: Client) -> None:
    run_id = client.send(toy_day(2), time_limit_s=600).json()["id"]
    client.wait_for(run_id, "running")
    for path in (f"/v1/plans/{run_id}", "/v1/plans", "/healthz") * 5:
        assert client.http.get(path).status_code == 200
    assert client.run(run_id)["status"] == "running", "the search was still running all the while"
    client.http.delete(f"/v1/plans/{run_id}")
