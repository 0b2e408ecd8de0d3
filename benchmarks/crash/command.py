"""`python -m benchmarks crash`: on a store of its own, of either kind."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.crash.harness import CrashTally, crash
from benchmarks.crash.storms import STORMS
from benchmarks.postgres import postgres_server


def run_crash(database: str, storm: str, kills: int, seed: int, say: Callable[[str], None]) -> CrashTally:
    """Kill a service on a fresh store. Raises ``KeyError`` for an unknown storm."""
    with fresh_place(database) as place:
        return crash(place, STORMS[storm](), kills=kills, seed=seed, say=say)


@contextmanager
def fresh_place(database: str) -> Iterator[str | Path]:
    """A place for a store that is gone afterwards."""
    if database == "postgresql":
        with postgres_server() as server:
            yield server.database()
    else:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)
