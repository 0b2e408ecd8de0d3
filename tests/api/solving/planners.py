"""Planners that a solver process can import."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable

from api.planner import SearchProgress, StopSignal
from optimizer.day import Day
from optimizer.plan import Plan
from tests.api.toy import toy_planner

LOADING_S = 600.0


def priority_teller(
    day: Day,
    *,
    time_limit_s: float = 10.0,
    seed: int = 0,
    deterministic: bool = False,
    stop: StopSignal | None = None,
    on_progress: Callable[[SearchProgress], None] | None = None,
) -> Plan:
    """A plan whose seed is the priority of its process, as ``nice`` has it."""
    del time_limit_s, seed, deterministic, stop, on_progress
    return toy_planner(day, time_limit_s=0.0, seed=os.nice(0))


def dying(
    day: Day,
    *,
    time_limit_s: float = 10.0,
    seed: int = 0,
    deterministic: bool = False,
    stop: StopSignal | None = None,
    on_progress: Callable[[SearchProgress], None] | None = None,
) -> Plan:
    """Takes its process with it, as a lack of memory would, but not when it only loads."""
    del deterministic, stop, on_progress
    if time_limit_s:
        os.kill(os.getpid(), signal.SIGKILL)
    return toy_planner(day, time_limit_s=0.0, seed=seed)


def broken(
    day: Day,
    *,
    time_limit_s: float = 10.0,
    seed: int = 0,
    deterministic: bool = False,
    stop: StopSignal | None = None,
    on_progress: Callable[[SearchProgress], None] | None = None,
) -> Plan:
    """Raises, as a bug would, but not when it only loads."""
    del deterministic, stop, on_progress
    if time_limit_s:
        raise ZeroDivisionError("as a bug would")
    return toy_planner(day, time_limit_s=0.0, seed=seed)


def slow_to_load(
    day: Day,
    *,
    time_limit_s: float = 10.0,
    seed: int = 0,
    deterministic: bool = False,
    stop: StopSignal | None = None,
    on_progress: Callable[[SearchProgress], None] | None = None,
) -> Plan:
    """Compiles for ever."""
    del deterministic, stop, on_progress
    if not time_limit_s:
        time.sleep(LOADING_S)
    return toy_planner(day, time_limit_s=0.0, seed=seed)
