"""Compiled inner loops: numba, compiled once and cached."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

import numba

P = ParamSpec("P")
R = TypeVar("R")


def _sources_digest() -> str:
    """Digest of every source that compiled code comes from: modules with kernels, and the records they read.

    numba renews a cached function only when its own file changes, not when a function it calls does; a cache folder
    named after all sources cannot serve stale code.
    """
    engine = Path(__file__).parent
    records = [engine / name for name in ("tables.py", "state.py", "tuning.py", "reference.py", "kernel.py")]
    kernels = [one for one in sorted(engine.rglob("*.py")) if b"\n@kernel" in one.read_bytes() or one in records]
    digest = hashlib.sha256()
    for source in [*kernels, engine.parent / "problem" / "arrays.py"]:
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def _cache_folder() -> str:
    base = os.environ.get("XDG_CACHE_HOME") or str(Path("~/.cache").expanduser())
    folder = Path(base) / "heijunka" / f"kernels-{_sources_digest()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        folder = Path(tempfile.gettempdir()) / f"heijunka-kernels-{_sources_digest()}"
    return str(folder)


if not os.environ.get("NUMBA_CACHE_DIR"):
    numba.config.CACHE_DIR = _cache_folder()


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function that only kernels call: no way in from Python, which halves the time to compile."""
    compiler = numba.njit(cache=True, nogil=True, error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)
    return cast("Callable[P, R]", compiler(function))


def entry(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function that Python calls: arrays and numbers only, the GIL released, cached on disk."""
    return cast("Callable[P, R]", numba.njit(cache=True, nogil=True, error_model="numpy")(function))
