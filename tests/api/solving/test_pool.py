"""Solves in processes of their own: plans, stops, faults, and processes that end before their time."""

from __future__ import annotations

import json
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psutil
import pytest

from api.contract import read_plan, write_day
from api.planner import Planner, SearchProgress
from api.runs.records import RunOptions
from api.runs.solve import NotBegunError, RunProblemError
from api.solving.pool import SolverPool
from api.solving.process import SolverFaultError
from tests.api.solving.planners import broken, dying, priority_teller, slow_to_load
from tests.api.toy import toy_day, toy_planner
from tests.api.waiting import until

DAY = json.dumps(write_day(toy_day(2)))
NEVER = threading.Event()


@contextmanager
def pool_of(planner: Planner, *, places: int = 1, niceness: int = 0) -> Iterator[SolverPool]:
    """A pool that is ready."""
    with closing(SolverPool(planner, places=places, niceness=niceness)) as pool:
        pool.open()
        until(lambda: pool.ready)
        yield pool


def silent(progress: SearchProgress) -> None:
    """Nobody wants to know."""
    del progress


@pytest.fixture(scope="module")
def pool() -> Iterator[SolverPool]:
    """One toy planner in a process, for the tests that leave it as it was."""
    with pool_of(toy_planner) as found:
        yield found


def test_a_plan_and_the_progress_on_the_way_come_back(pool: SolverPool) -> None:
    told: list[SearchProgress] = []
    plan = pool(DAY, RunOptions(time_limit_s=0.05, seed=5), NEVER, told.append)
    assert read_plan(plan).seed == 5
    assert told[-1].avoidable == 180


def test_a_stop_reaches_the_search_and_the_process_plans_on(pool: SolverPool) -> None:
    stop = threading.Event()
    pids = pool.pids

    def stop_at_once(progress: SearchProgress) -> None:
        del progress
        stop.set()

    assert read_plan(pool(DAY, RunOptions(time_limit_s=600.0), stop, stop_at_once)).assignments
    assert read_plan(pool(DAY, RunOptions(deterministic=True), NEVER, silent)).assignments
    assert pool.pids == pids


def test_a_day_with_faults_is_refused_with_all_of_them(pool: SolverPool) -> None:
    with pytest.raises(RunProblemError) as refused:
        pool("{}", RunOptions(), NEVER, silent)
    assert refused.value.problem.code == "invalid_day"
    assert refused.value.problem.errors


def test_signals_to_the_whole_group_are_left_to_the_service(pool: SolverPool) -> None:
    (pid,) = pool.pids
    for number in (signal.SIGINT, signal.SIGTERM):
        os.kill(pid, number)
    assert read_plan(pool(DAY, RunOptions(deterministic=True), NEVER, silent)).assignments
    assert pool.pids == {pid}


def test_a_process_that_was_killed_is_replaced_and_its_run_planned(pool: SolverPool) -> None:
    (pid,) = pool.pids

    def kill_the_first(progress: SearchProgress) -> None:
        del progress
        if psutil.pid_exists(pid):
            os.kill(pid, signal.SIGKILL)

    plan = pool(DAY, RunOptions(time_limit_s=0.3), NEVER, kill_the_first)
    assert read_plan(plan).assignments
    assert pool.ready
    assert pid not in pool.pids
    assert len(pool.pids) == 1


def test_searches_step_back_behind_the_api() -> None:
    with pool_of(priority_teller, niceness=7) as pool:
        plan = read_plan(pool(DAY, RunOptions(), NEVER, silent))
    assert plan.seed == os.nice(0) + 7


def test_a_run_that_takes_every_process_with_it_ends_with_a_problem() -> None:
    with pool_of(dying) as pool, pytest.raises(RunProblemError) as lost:
        pool(DAY, RunOptions(), NEVER, silent)
    assert lost.value.problem.code == "solver_lost"


def test_a_fault_of_the_planner_is_told_with_its_trace() -> None:
    with pool_of(broken) as pool, pytest.raises(SolverFaultError, match=r"in broken\n.*\n.*as a bug would"):
        pool(DAY, RunOptions(), NEVER, silent)


def test_a_stop_does_not_wait_for_what_loads() -> None:
    stop = threading.Event()
    stop.set()
    with closing(SolverPool(slow_to_load, places=1, niceness=0)) as pool:
        pool.open()
        assert not pool.ready
        with pytest.raises(NotBegunError):
            pool(DAY, RunOptions(), stop, silent)


def test_the_processes_end_with_the_pool() -> None:
    with pool_of(toy_planner, places=2) as pool:
        pids = pool.pids
        assert len(pids) == 2
    assert not any(psutil.pid_exists(pid) for pid in pids)
