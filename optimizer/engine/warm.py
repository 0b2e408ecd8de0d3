"""Compiled code is loaded (or compiled, the first time on a machine) before any clock runs."""

from __future__ import annotations

import gc
import threading

from optimizer.engine.bounds import unavoidable
from optimizer.engine.improver import Improver
from optimizer.engine.tables import pack
from optimizer.problem import Problem

_lock = threading.Lock()
_state = {"warm": False}


def is_warm() -> bool:
    """Whether this process has its compiled code at hand."""
    return _state["warm"]


def warm_up(problem: Problem) -> None:
    """Call every kernel once in this process, if that has not been done.

    A second from the cache, up to a minute without it. The kernels are the same for every problem.
    """
    with _lock:
        if _state["warm"]:
            return
        unavoidable(problem)
        improver = Improver(problem.arrays, pack(problem.arrays), 0)
        improver.construct()
        improver.compile_search()
        improver.adopt(improver.solution())
        # What the compiler leaves behind stays for good: looking through it all for garbage takes a tenth of a second,
        # in the middle of some plan.
        gc.collect()
        gc.freeze()
        _state["warm"] = True
