"""Compiled kernels on disk: found again by what they are compiled from, wherever that lies, and compiled once.

numba names its folders after the place of the sources. Here nothing but their text decides, so that the wheel, a clone
and another worktree share what one of them has compiled; and of several processes that need a kernel one compiles it.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

from numba.core.caching import CompileResultCacheImpl, FunctionCache, _CacheLocator
from numba.core.compiler_lock import global_compiler_lock

_ENGINE = Path(__file__).parent
_RECORDS = [_ENGINE / name for name in ("tables.py", "state.py", "tuning.py", "reference.py", "kernel.py")]


@cache
def cache_folder(package: Path) -> Path:
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
    return folder


class _Locator(_CacheLocator):
    """Where the code of a function lies: in the folder of its package."""

    def __init__(self, function: Callable[..., object]) -> None:
        self._code = function.__code__

    @classmethod
    def from_function(cls, py_func: Callable[..., object], _py_file: str) -> _Locator | None:
        """The place for a function, or nothing when it cannot be written: numba then looks for one of its own."""
        found = cls(py_func)
        try:
            found.ensure_cache_path()
        except OSError:
            return None
        return found

    def get_cache_path(self) -> str:
        """The folder."""
        return str(cache_folder(Path(self._code.co_filename).parent))

    def get_source_stamp(self) -> str:
        """What the code is out of date without: the folder's name says it already."""
        return "as the folder says"

    def get_disambiguator(self) -> str:
        """What tells functions of one name apart."""
        return str(self._code.co_firstlineno)


class _Place(CompileResultCacheImpl):
    # Not a ClassVar: numba declares it so.
    _locator_classes: list[type[object]] = [_Locator, *CompileResultCacheImpl._locator_classes]  # noqa: RUF012 - as numba has it


class KernelCache(FunctionCache):
    """The compiled code of one function. Who looks for it in vain holds its lock as long as it compiles.

    A function waits for those that it calls and not the other way round: nobody waits in a circle. The lock of a
    process that ends, however it ends, is free.
    """

    _impl_class = _Place
    _lock: int | None = None

    def load_overload(self, sig: object, target_context: object) -> object:
        """The code for a signature, when need be after another process has compiled it; ``None``: compile it."""
        found = super().load_overload(sig, target_context)
        if found is None and self._lock is None:
            self._lock = _locked(Path(self.cache_path) / f"{self._impl.filename_base}.lock")
            found = super().load_overload(sig, target_context)
        return found

    def then_let_go(self, compile_it: Callable[[object], object]) -> Callable[[object], object]:
        """A function's ``compile``, after which others may look again, be it compiled or not."""

        def compile_and_let_go(sig: object) -> object:
            with global_compiler_lock:
                try:
                    return compile_it(sig)
                finally:
                    self._let_go()

        return compile_and_let_go

    def _let_go(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def _locked(file: Path) -> int | None:
    """The descriptor of a file that this process alone has locked; ``None`` where there are no such locks."""
    with suppress(ImportError, OSError):
        import fcntl  # not on Windows

        lock = os.open(file, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
        except BaseException:
            os.close(lock)
            raise
        return lock
    return None
