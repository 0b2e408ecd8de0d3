"""How long a search may go on: until a deadline or a stop signal, or for a number of rounds."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol


class StopSignal(Protocol):
    """Anything that can say that planning shall end now, such as ``threading.Event``."""

    def is_set(self) -> bool:
        """Whether to stop."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """A time limit from the moment of creation, a stop signal, and whether work is counted instead of timed."""

    time_limit_s: float
    stop: StopSignal | None = None
    deterministic: bool = False
    clock: Callable[[], float] = time.perf_counter
    started: float = field(default_factory=time.perf_counter)

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return self.clock() - self.started

    @property
    def left(self) -> float:
        """Seconds left, never negative."""
        return max(0.0, self.time_limit_s - self.seconds)

    @property
    def stopped(self) -> bool:
        """Whether somebody asked to stop."""
        return self.stop is not None and self.stop.is_set()

    @property
    def over(self) -> bool:
        """Whether to end: stopped, or out of time (never by the clock when deterministic)."""
        return self.stopped or (not self.deterministic and self.left <= 0.0)
