"""Compiled inner loops: numba, compiled once and cached."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

import numba

from optimizer.engine.kernel_cache import KernelCache

P = ParamSpec("P")
R = TypeVar("R")


_njit: Callable[..., Callable[[object], Any]] = numba.njit


def _compile(function: Callable[P, R], options: dict[str, bool]) -> Callable[P, R]:
    elsewhere = bool(os.environ.get("NUMBA_CACHE_DIR"))
    dispatcher = _njit(cache=elsewhere, nogil=True, error_model="numpy", **options)(function)
    if not elsewhere:
        dispatcher._cache = kept = KernelCache(function)
        dispatcher.compile = kept.then_let_go(dispatcher.compile)
    return cast("Callable[P, R]", dispatcher)


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function that only kernels call: no way in from Python, which halves the time to compile."""
    return _compile(function, {"no_cpython_wrapper": True, "no_cfunc_wrapper": True})


def entry(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function that Python calls: arrays and numbers only, the GIL released, cached on disk."""
    return _compile(function, {})
