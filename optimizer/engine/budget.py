"""How long a search may go on: until a deadline or a stop signal, or for a number of rounds."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol


class StopSignal(Protocol):
    """Anything that can say that planning shall end now, such as ``threading.Event``."""

    def is_set(self) -> bool:
        """Whether to stop."""
        ...


class Budget:
    """A time limit from the moment of creation, a stop signal, and whether work is counted instead of timed.

    ``finish_s`` of the limit are kept for what comes after the search.
    """

    def __init__(
        self,
        time_limit_s: float,
        *,
        stop: StopSignal | None = None,
        deterministic: bool = False,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self.time_limit_s = max(0.0, time_limit_s)
        self.deterministic = deterministic
        self.finish_s = 0.0
        self._stop = stop
        self._clock = clock
        self._started = clock()

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return self._clock() - self._started

    @property
    def left(self) -> float:
        """Seconds left for the search, never negative."""
        return max(0.0, self.time_limit_s - self.finish_s - self.seconds)

    @property
    def share(self) -> float:
        """Share of the search time that is gone, 0..1."""
        return min(1.0, self.seconds / max(1e-6, self.time_limit_s - self.finish_s))

    @property
    def stopped(self) -> bool:
        """Whether somebody asked to stop."""
        return self._stop is not None and self._stop.is_set()

    @property
    def can_stop(self) -> bool:
        """Whether there is anybody who could ask to stop."""
        return self._stop is not None

    @property
    def over(self) -> bool:
        """Whether to end: stopped, or out of time (never by the clock when deterministic)."""
        return self.stopped or (not self.deterministic and self.left <= 0.0)

    def is_set(self) -> bool:
        """The same as ``over``: a budget is a stop signal for what it is handed to."""
        return self.over
