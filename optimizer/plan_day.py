"""The first question the product answers: what is the best plan for this day?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from optimizer.day import Day
from optimizer.plan import Plan


class StopSignal(Protocol):
    """Anything that can say that planning shall end now, such as ``threading.Event``."""

    def is_set(self) -> bool:
        """Whether to stop."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """State of a search. ``promise`` and ``unavoidable`` are class-weighted minutes (tier factor left out)."""

    seconds: float
    phase: str  # "construct", "improve" or "prove"
    cost: int
    promise: int
    unavoidable: int

    @property
    def avoidable(self) -> int:
        """Promise cost that a better plan might still avoid: the gap that people are shown."""
        return self.promise - self.unavoidable


def plan_day(
    day: Day,
    *,
    time_limit_s: float = 10.0,
    seed: int = 0,
    deterministic: bool = False,
    stop: StopSignal | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Plan:
    """Plan a day: construct, improve, prove; the referee has accepted the plan returned.

    A valid plan is returned within 0.1 s of ``time_limit_s`` or of ``stop`` being set. ``deterministic``: the same
    day, seed and limit give the same plan on every run (work is counted in iterations, not seconds).
    Raises ``InvalidDayError`` (with every fault) for a day that cannot be read as a problem.
    """
    raise ValueError("the engine is being built")
