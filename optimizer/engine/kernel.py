"""Compiled inner loops: numba, compiled once and cached."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

import numba

P = ParamSpec("P")
R = TypeVar("R")


_njit: Callable[..., Callable[[object], object]] = numba.njit
_ENGINE = Path(__file__).parent
_RECORDS = [_ENGINE / name for name in ("tables.py", "state.py", "tuning.py", "reference.py", "kernel.py")]


@cache
def _cache_folder(package: Path) -> str:
    """Folder for the compiled code of a package, named after its sources and the records that kernels read.

    numba renews a cached function only when its own file changes, not when a function it calls does. Kernels call
    kernels of their own package and, from outside of the engine, those of the engine: a folder named after all these
    sources cannot serve stale code.
    """
    digest = hashlib.sha256()
    engine = [] if package.is_relative_to(_ENGINE) else _ENGINE.glob("*.py")
    for source in sorted({*package.glob("*.py"), *engine, *_RECORDS, _ENGINE.parent / "problem" / "arrays.py"}):
        digest.update(source.read_bytes())
    name = f"kernels-{package.name}-{digest.hexdigest()[:16]}"
    base = os.environ.get("XDG_CACHE_HOME") or str(Path("~/.cache").expanduser())
    folder = Path(base) / "heijunka" / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        folder = Path(tempfile.gettempdir()) / f"heijunka-{name}"
    return str(folder)


def _compile(function: Callable[P, R], options: dict[str, bool]) -> Callable[P, R]:
    if not os.environ.get("NUMBA_CACHE_DIR"):
        folder = _cache_folder(Path(function.__code__.co_filename).parent)
        numba.config.CACHE_DIR = folder  # type: ignore[attr-defined]  # numba fills its config at run time
    return cast("Callable[P, R]", _njit(cache=True, nogil=True, error_model="numpy", **options)(function))


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function that only kernels call: no way in from Python, which halves the time to compile."""
    return _compile(function, {"no_cpython_wrapper": True, "no_cfunc_wrapper": True})


def entry(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function that Python calls: arrays and numbers only, the GIL released, cached on disk."""
    return _compile(function, {})
