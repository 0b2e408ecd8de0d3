"""The most memory this process held in a while."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Self

import psutil


class PeakMemory:
    """Samples the resident memory of this process every ``interval_s`` while the block runs.

    ``megabytes``: the highest sample above what was held when the block began.
    """

    def __init__(self, interval_s: float = 0.02) -> None:
        self._interval_s = interval_s
        self._done = threading.Event()
        self._sampler = threading.Thread(target=self._sample, daemon=True)
        self._process = psutil.Process()
        self._before = 0
        self._peak = 0

    @property
    def megabytes(self) -> float:
        """Peak above the start, in MB (10⁶ bytes)."""
        return (self._peak - self._before) / 1e6

    def __enter__(self) -> Self:
        self._before = self._peak = self._process.memory_info().rss
        self._sampler.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        self._sampler.join()
        self._look()

    def _look(self) -> None:
        self._peak = max(self._peak, self._process.memory_info().rss)

    def _sample(self) -> None:
        while not self._done.wait(self._interval_s):
            self._look()
