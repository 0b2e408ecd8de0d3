"""The runner: stops, failures, and what it does with runs that a dead process left."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from api.planner import SearchProgress, StopSignal
from api.problems import Problem
from api.runs.records import EndedBy, Run, RunOptions, RunProgress, RunStatus
from api.runs.runner import Runner
from api.runs.solve import NotBegunError, RunProblemError
from api.store.database import Database
from api.store.runs import RunLostError, RunStore
from tests.api.store.test_store import new_run

PATIENCE_S = 120.0


class Search:
    """A solve that runs until it is stopped or let go."""

    def __init__(self) -> None:
        self.started = threading.Event()
        self.let_go = threading.Event()
        self.error: Exception | None = None

    def __call__(
        self, day: str, options: RunOptions, stop: StopSignal, on_progress: Callable[[SearchProgress], None]
    ) -> str:
        """Report once, then wait."""
        del day, options
        on_progress(RunProgress(seconds=0.5, phase="improve", cost=1, promise=1, unavoidable=0))
        self.started.set()
        while not (stop.is_set() or self.let_go.wait(0.005)):
            pass
        if self.error is not None:
            raise self.error
        return '{"plan": true}'


@pytest.fixture
def store(database: Database) -> RunStore:
    """Runs in a fresh store."""
    return RunStore(database)


@pytest.fixture
def dead(database: Database) -> RunStore:
    """What a process that has died had in hand."""
    return RunStore(database, lease=timedelta(seconds=-1))


def runner_of(store: RunStore, search: Search) -> Runner:
    """A runner with one place."""
    return Runner(store, search, ThreadPoolExecutor(1), max_attempts=2)


def queued(store: RunStore) -> str:
    """A queued run."""
    return store.create(new_run()).run_id


def test_closing_ends_searches_and_leaves_the_queue(store: RunStore) -> None:
    search = Search()
    runner = runner_of(store, search)
    first, second = queued(store), queued(store)
    runner.submit(first)
    runner.submit(second)
    assert search.started.wait(PATIENCE_S)
    runner.close()
    assert (store.get(first).status, store.get(first).ended_by) == (RunStatus.SUCCEEDED, EndedBy.SHUTDOWN)
    assert store.get(second).status is RunStatus.QUEUED
    runner.submit(second)
    assert store.get(second).attempts == 0


def test_cancel_reaches_the_search(store: RunStore) -> None:
    search = Search()
    runner = runner_of(store, search)
    run_id = queued(store)
    runner.submit(run_id)
    assert search.started.wait(PATIENCE_S)
    assert runner.cancel(run_id).cancel_requested
    runner.close()
    assert store.get(run_id).status is RunStatus.CANCELLED
    assert store.plan(run_id) == '{"plan": true}'


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (RunProblemError(Problem(status=422, code="invalid_day", title="no day")), "invalid_day"),
        (ValueError("a bug"), "planning_failed"),
    ],
)
def test_an_error_ends_the_run_with_a_problem(store: RunStore, error: Exception, code: str) -> None:
    search = Search()
    search.error = error
    search.let_go.set()
    runner = runner_of(store, search)
    run_id = queued(store)
    runner.submit(run_id)
    assert search.started.wait(PATIENCE_S)
    runner.close()
    run = store.get(run_id)
    assert run.status is RunStatus.FAILED
    assert run.problem is not None
    assert run.problem["type"] == f"urn:heijunka:problem:{code}"


def test_a_run_that_could_not_begin_stays_queued(store: RunStore) -> None:
    search = Search()
    search.error = NotBegunError()
    search.let_go.set()
    with closing(runner_of(store, search)) as runner:
        stopped, cancelled = queued(store), queued(store)
        runner.submit(stopped)
        assert search.started.wait(PATIENCE_S)
        search.let_go.clear()
        search.started.clear()
        runner.submit(cancelled)
        assert search.started.wait(PATIENCE_S)
        runner.cancel(cancelled)
    assert store.get(stopped).status is RunStatus.QUEUED
    assert store.get(cancelled).status is RunStatus.CANCELLED


def test_a_plan_is_kept_when_a_line_about_it_is_not(store: RunStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(run_id: str, progress: RunProgress) -> None:
        raise OperationalError(run_id, progress.as_dict(), OSError("disk full"))

    monkeypatch.setattr(store, "progress", full_disk)
    search = Search()
    search.let_go.set()
    runner = runner_of(store, search)
    run_id = queued(store)
    runner.submit(run_id)
    assert search.started.wait(PATIENCE_S)
    runner.close()
    assert store.get(run_id).has_plan


def ended(store: RunStore, run_id: str) -> Run:
    """The run when it has ended."""
    while not store.get(run_id).status.ended:
        time.sleep(0.005)
    return store.get(run_id)


def test_recovery_runs_again_what_was_running_and_what_was_waiting(store: RunStore, dead: RunStore) -> None:
    lost, waiting = queued(store), queued(store)
    dead.start(lost)  # and the process dies
    search = Search()
    search.let_go.set()
    with closing(runner_of(store, search)) as runner:
        runner.recover()
        assert (ended(store, lost).status, store.get(lost).attempts) == (RunStatus.SUCCEEDED, 2)
        assert (ended(store, waiting).status, store.get(waiting).attempts) == (RunStatus.SUCCEEDED, 1)


def test_recovery_gives_up_a_run_that_takes_the_process_with_it(store: RunStore, dead: RunStore) -> None:
    run_id = queued(store)
    for _ in range(2):
        dead.start(run_id)
        dead.requeue(run_id)
    dead.start(run_id)
    with closing(runner_of(store, Search())) as runner:
        runner.recover()
    run = store.get(run_id)
    assert run.status is RunStatus.FAILED
    assert run.problem is not None
    assert run.problem["type"] == "urn:heijunka:problem:run_lost"


def test_recovery_remembers_that_a_run_was_to_be_cancelled(store: RunStore, dead: RunStore) -> None:
    run_id = queued(store)
    dead.start(run_id)
    store.request_cancel(run_id)
    with closing(runner_of(store, Search())) as runner:
        runner.recover()
    assert store.get(run_id).status is RunStatus.CANCELLED


def test_what_a_dead_process_writes_after_all_is_refused(store: RunStore, dead: RunStore) -> None:
    run_id = queued(store)
    dead.start(run_id)
    store.take_back(lambda _: None)
    store.start(run_id)
    for late in (
        lambda: dead.progress(run_id, RunProgress(seconds=9, phase="improve", cost=0, promise=0, unavoidable=0)),
        lambda: dead.finish(run_id, "{}"),
        lambda: dead.fail(run_id, {}),
        lambda: dead.requeue(run_id),
    ):
        with pytest.raises(RunLostError):
            late()
    assert store.finish(run_id, '{"plan": true}').attempts == 2
    with pytest.raises(RunLostError):
        store.finish(run_id, "{}")
