"""The store: one owner, migrated, each change a transaction with its journal row."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select

from api.runs.records import EndedBy, NewRun, RunOptions, RunProgress, RunStatus
from api.store.database import Database
from api.store.journal import entries_after
from api.store.runs import RunStore, new_run_id
from api.store.tables import journal, metadata

START = datetime(2026, 3, 16, 8, tzinfo=UTC)
PROGRESS = RunProgress(seconds=1.25, phase="improve", cost=12, promise=5, unavoidable=3)


class Clock:
    """Tells what it is set to."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        """The set instant."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still."""
    return Clock()


@pytest.fixture
def store(database: Database, clock: Clock) -> RunStore:
    """Its runs."""
    return RunStore(database, clock)


def new_run() -> NewRun:
    """An accepted request."""
    return NewRun(
        run_id=new_run_id(),
        day='{"kind": "heijunka.day"}',
        workshop_id="toy",
        day_now=START,
        num_visits=3,
        options=RunOptions(time_limit_s=2.5, seed=9, deterministic=True),
    )


def journal_of(database: Database, run_id: str) -> list[str]:
    """Types of the journal's rows of a run."""
    return [entry.type for entry in entries_after(database, run_id, 0)]


def test_the_migrations_make_the_tables_of_the_code(database: Database) -> None:
    with database.read() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    assert differences == []


def test_it_opens_again_with_what_was_in_it(place: str | Path) -> None:
    with closing(Database(place)) as database:
        run = RunStore(database).create(new_run())
    with closing(Database(place)) as database:
        assert RunStore(database).get(run.run_id) == run


def test_a_failed_change_leaves_nothing(database: Database, store: RunStore) -> None:
    run = store.create(new_run())
    with pytest.raises(RuntimeError), database.write() as connection:
        connection.execute(journal.delete())
        raise RuntimeError("power cut")
    assert journal_of(database, run.run_id) == ["run.queued"]


def test_naive_instants_are_refused(database: Database) -> None:
    late = datetime(2026, 3, 16, 8)  # noqa: DTZ001 - the mistake under test
    with database.read() as connection, pytest.raises(Exception, match="aware instants"):
        connection.execute(select(journal).where(journal.c.created_at > late))


def test_the_life_of_a_run(database: Database, store: RunStore, clock: Clock) -> None:
    new = new_run()
    run = store.create(new)
    assert (run.status, run.options, run.day_now) == (RunStatus.QUEUED, new.options, START)
    assert store.start(run.run_id) == (new.day, new.options)
    assert store.start(run.run_id) is None, "one place at a time"
    store.progress(run.run_id, PROGRESS)
    clock.now += timedelta(seconds=3)
    ended = store.finish(run.run_id, '{"plan": 1}')
    assert (ended.status, ended.ended_by, ended.ended_at) == (RunStatus.SUCCEEDED, EndedBy.SEARCH, clock.now)
    assert ended.progress == PROGRESS
    assert ended.has_plan
    assert store.plan(run.run_id) == '{"plan": 1}'
    assert journal_of(database, run.run_id) == ["run.queued", "run.running", "run.progress", "run.succeeded"]


def test_a_stopped_run_says_who_stopped_it(store: RunStore) -> None:
    cancelled = store.create(new_run())
    closed = store.create(new_run())
    for run in (cancelled, closed):
        store.start(run.run_id)
    store.request_cancel(cancelled.run_id)
    first = store.finish(cancelled.run_id, "{}", stopped=True)
    second = store.finish(closed.run_id, "{}", stopped=True)
    assert (first.status, first.ended_by) == (RunStatus.CANCELLED, EndedBy.CANCEL)
    assert (second.status, second.ended_by) == (RunStatus.SUCCEEDED, EndedBy.SHUTDOWN)


def test_a_failed_run_keeps_its_problem(store: RunStore) -> None:
    run = store.create(new_run())
    store.start(run.run_id)
    failed = store.fail(run.run_id, {"title": "no"})
    assert (failed.status, failed.ended_by, failed.problem) == (RunStatus.FAILED, EndedBy.ERROR, {"title": "no"})
    assert store.plan(run.run_id) is None
    assert store.latest_with_plan() is None


def test_unknown_runs_are_said_so(store: RunStore) -> None:
    for ask in (store.get, store.plan, store.request_cancel, store.start):
        with pytest.raises(KeyError, match="run_x"):
            ask("run_x")


def test_pages_go_back_in_time(store: RunStore) -> None:
    ids = [store.create(new_run()).run_id for _ in range(3)]
    first = store.page(before=None, limit=2)
    assert [run.run_id for run in first] == [ids[2], ids[1]]
    assert [run.run_id for run in store.page(before=first[-1].seq, limit=2)] == [ids[0]]
