"""Compiled code is loaded (or compiled, the first time on a machine) before any clock runs."""

from __future__ import annotations

import gc
import threading

import numpy as np

from optimizer.engine.bounds import unavoidable
from optimizer.engine.healer import Healer
from optimizer.engine.improver import Improver
from optimizer.engine.shift import WANTED, shift_right
from optimizer.engine.tables import pack
from optimizer.problem import Problem
from optimizer.problem.arrays import NONE

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
        improver.build_anew(0.0, 0.0)
        improver.adopt(improver.solution())
        _warm_healing(problem, improver)
        # What the compiler leaves behind stays for good: looking through it all for garbage takes a tenth of a second,
        # in the middle of some plan.
        gc.collect()
        gc.freeze()
        _state["warm"] = True


def _warm_healing(problem: Problem, improver: Improver) -> None:
    wanted = np.zeros(problem.arrays.num_steps, dtype=WANTED).view(np.recarray)
    for name in ("start", "end", "first", "second", "place"):
        wanted[name] = NONE
    shift_right(problem.arrays, wanted)
    healer = Healer(problem.arrays, pack(problem.arrays), 0, wanted, 0)
    healer.construct()
    healer.compile_search()
    healer.adopt(improver.solution())
