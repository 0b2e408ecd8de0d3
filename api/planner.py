"""What the command and the service need of the optimizer: anything that is called like ``plan_day``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from optimizer.day import Day
from optimizer.plan import Plan

if TYPE_CHECKING:  # loading the engine takes long, and most commands never plan
    from optimizer.plan_day import Progress


class StopSignal(Protocol):
    """Anything that can say that planning shall end now, such as ``threading.Event``."""

    def is_set(self) -> bool:
        """Whether to stop."""
        ...


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


def plan_day_when_asked(
    day: Day,
    *,
    time_limit_s: float = 10.0,
    seed: int = 0,
    deterministic: bool = False,
    stop: StopSignal | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Plan:
    """``plan_day``, with the engine loaded at the first call."""
    from optimizer.plan_day import plan_day

    return plan_day(
        day,
        time_limit_s=time_limit_s,
        seed=seed,
        deterministic=deterministic,
        stop=stop,
        on_progress=on_progress,
    )
