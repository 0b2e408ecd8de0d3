"""What the command and the service need of the optimizer: anything that is called like ``plan_day``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from optimizer.day import Day
from optimizer.plan import Plan
from optimizer.plan_day import Progress, StopSignal


class Planner(Protocol):
    """`optimizer.plan_day.plan_day`, or a stand-in for it in tests."""

    def __call__(
        self,
        day: Day,
        *,
        time_limit_s: float = 10.0,
        seed: int = 0,
        deterministic: bool = False,
        stop: StopSignal | None = None,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> Plan:
        """Plan a day; see ``plan_day``."""
        ...
