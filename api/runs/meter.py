"""Thins out the progress of a search: the store takes a few reports a second, the engine makes many."""

from __future__ import annotations

from collections.abc import Callable

from api.planner import SearchProgress
from api.runs.records import RunProgress


class Meter:
    """Passes on the first report, then at most one each ``interval_s`` of the search's own clock.

    ``flush`` passes on the last one held back, so that what is written in the end is the end.
    """

    def __init__(self, write: Callable[[RunProgress], None], interval_s: float) -> None:
        self._write = write
        self._interval_s = interval_s
        self._held: RunProgress | None = None
        self._written_at: float | None = None

    def __call__(self, progress: SearchProgress) -> None:
        """Take a report from the engine."""
        self._held = RunProgress(
            seconds=progress.seconds,
            phase=progress.phase,
            cost=progress.cost,
            promise=progress.promise,
            unavoidable=progress.unavoidable,
        )
        if self._written_at is None or progress.seconds - self._written_at >= self._interval_s:
            self.flush()

    def flush(self) -> None:
        """Pass on what is held back."""
        if self._held is not None:
            self._write(self._held)
            self._written_at = self._held.seconds
            self._held = None
