"""Several processes plan the runs of one PostgreSQL database: each run once, whichever of them dies or is asked."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest

from api.runs.records import EndedBy, RunStatus
from api.runs.runner import Runner
from api.store.database import Database
from api.store.runs import RunStore
from tests.api.runs.test_runner import PATIENCE_S, Search
from tests.api.served import quick, served
from tests.api.store.test_store import new_run
from tests.api.toy import toy_day


class Process:
    """What one process has: a pool of connections, runs under its own name, a runner with one place."""

    def __init__(self, url: str, lease: timedelta = timedelta(minutes=5)) -> None:
        self.database = Database(url)
        self.store = RunStore(self.database, lease=lease)
        self.search = Search()
        self.runner = Runner(self.store, self.search, ThreadPoolExecutor(1))

    def close(self) -> None:
        """End."""
        self.runner.close()
        self.database.close()


@pytest.fixture
def one(postgres_url: str) -> Iterator[Process]:
    """A process."""
    with closing(Process(postgres_url)) as found:
        yield found


@pytest.fixture
def other(postgres_url: str) -> Iterator[Process]:
    """A second one on the same database."""
    with closing(Process(postgres_url)) as found:
        yield found


def until(is_so: Callable[[], bool], *busy: Process) -> None:
    """Wait for something while the processes do what they do every second."""
    deadline = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline
        for process in busy:
            process.runner.keep_up()


def test_two_that_reach_for_a_run_do_it_once(one: Process, other: Process) -> None:
    for process in (one, other):
        process.search.let_go.set()
    ids = [one.store.create(new_run()).run_id for _ in range(12)]
    for run_id in ids:
        one.runner.submit(run_id)
        other.runner.submit(run_id)
    until(lambda: all(one.store.get(run_id).status is RunStatus.SUCCEEDED for run_id in ids))
    assert [one.store.get(run_id).attempts for run_id in ids] == [1] * 12


def test_a_process_takes_up_what_waits_for_another(one: Process, other: Process) -> None:
    run_id = one.store.create(new_run()).run_id  # and `one` is too busy to plan it
    other.search.let_go.set()
    until(lambda: one.store.get(run_id).status is RunStatus.SUCCEEDED, other)


def test_a_run_is_cancelled_through_a_process_that_does_not_plan_it(one: Process, other: Process) -> None:
    run_id = one.store.create(new_run()).run_id
    one.runner.submit(run_id)
    assert one.search.started.wait(PATIENCE_S)
    assert other.runner.cancel(run_id).cancel_requested
    until(lambda: other.store.get(run_id).status.ended, one)
    assert (other.store.get(run_id).status, other.store.plan(run_id)) == (RunStatus.CANCELLED, '{"plan": true}')


def test_the_runs_of_a_living_process_are_left_to_it(one: Process, other: Process) -> None:
    run_id = one.store.create(new_run()).run_id
    one.runner.submit(run_id)
    assert one.search.started.wait(PATIENCE_S)
    for _ in range(3):
        one.runner.keep_up()
        other.runner.keep_up()
    assert (other.store.get(run_id).status, other.store.get(run_id).attempts) == (RunStatus.RUNNING, 1)
    assert not other.search.started.is_set()


def test_the_runs_of_a_silent_process_are_taken_over_and_its_search_ends_unheard(
    other: Process, postgres_url: str
) -> None:
    with closing(Process(postgres_url, lease=timedelta(seconds=-1))) as silent:
        run_id = silent.store.create(new_run()).run_id
        silent.runner.submit(run_id)
        assert silent.search.started.wait(PATIENCE_S)
        other.search.let_go.set()
        until(lambda: other.store.get(run_id).status.ended, other)
        silent.runner.keep_up()  # it wakes up and learns that the run is no longer its own
    run = other.store.get(run_id)
    assert (run.status, run.ended_by, run.attempts) == (RunStatus.SUCCEEDED, EndedBy.SEARCH, 2)


def test_a_lease_is_renewed_only_for_what_is_under_way(one: Process) -> None:
    run_id = one.store.create(new_run()).run_id
    one.store.start(run_id)
    assert one.store.renew([run_id, "run_x"]) == {run_id: False}
    one.store.request_cancel(run_id)
    assert one.store.renew([run_id]) == {run_id: True}
    one.store.finish(run_id, "{}")
    assert one.store.renew([run_id]) == {}


def test_two_services_share_their_runs(postgres_url: str) -> None:
    settings = replace(quick(postgres_url), lease_s=1.0)
    with served(settings) as one, served(settings) as other:
        ids = [one.send(toy_day(1), time_limit_s=600).json()["id"] for _ in range(2)]
        for run_id in ids:
            # One place each: the second run is only planned when the other service takes it.
            other.wait_for(run_id, "running")
        for run_id, through in zip(ids, (other, one), strict=True):
            assert through.http.delete(f"/v1/plans/{run_id}").status_code in (200, 202)
        for run_id in ids:
            assert one.wait_for(run_id, "cancelled")["attempts"] == 1
