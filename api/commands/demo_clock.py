"""The clock of the demo: its own day, which goes on from where it was when it was last seen."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

FILE_NAME = "demo.clock"


class DemoClock:
    """Stands still until ``run``; set forward with ``to``, never back. Safe to be called by all threads."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)
        self._runs_since: float | None = None
        self._lock = threading.Lock()

    def __call__(self) -> datetime:
        """The present instant of the demo."""
        with self._lock:
            return self._now()

    def to(self, at: datetime) -> None:
        """Set it forward; nothing when it is later already: no time runs back in a store."""
        with self._lock:
            self._at = max(self._now(), at.astimezone(UTC))
            if self._runs_since is not None:
                self._runs_since = time.monotonic()

    def run(self) -> None:
        """From now on it goes as clocks go."""
        with self._lock:
            self._runs_since = time.monotonic()

    def _now(self) -> datetime:
        if self._runs_since is None:
            return self._at
        return self._at + timedelta(seconds=time.monotonic() - self._runs_since)


def keep(folder: Path, at: datetime) -> None:
    """Remember the time in the folder of the store, whole or not at all. Raises ``OSError``."""
    path = folder / FILE_NAME
    beside = path.with_suffix(".new")
    beside.write_text(f"{at.isoformat()}\n", encoding="utf-8")
    beside.replace(path)


def kept(folder: Path) -> datetime | None:
    """The time that was remembered last, None without one."""
    with suppress(FileNotFoundError, ValueError):
        return datetime.fromisoformat((folder / FILE_NAME).read_text(encoding="utf-8").strip())
    return None
