"""What the command and the service need of the optimizer: anything that is called like ``plan_day``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from optimizer.day import Day
from optimizer.goals import Goal, day_for
from optimizer.plan import Plan


class SearchProgress(Protocol):
    """What a planner reports, such as ``optimizer.plan_day.Progress``.

    Only its shape: loading the engine takes seconds, and most commands never plan.
    """

    @property
    def seconds(self) -> float:
        """Since the search began."""
        ...

    @property
    def phase(self) -> str:
        """``load``, ``construct``, ``improve`` or ``prove``."""
        ...

    @property
    def cost(self) -> int:
        """Total cost of the best plan so far."""
        ...

    @property
    def promise(self) -> int:
        """Its promise cost, in class-weighted minutes."""
        ...

    @property
    def unavoidable(self) -> int:
        """Promise cost that no plan can avoid."""
        ...

    @property
    def avoidable(self) -> int:
        """Promise cost that a better plan might still avoid."""
        ...


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
        on_progress: Callable[[SearchProgress], None] | None = None,
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
    on_progress: Callable[[SearchProgress], None] | None = None,
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


def replan_day_when_asked(
    day: Day,
    *,
    goal: Goal,
    until: datetime | None,
    time_limit_s: float,
    seed: int = 0,
    deterministic: bool = False,
    stop: StopSignal | None = None,
    on_progress: Callable[[SearchProgress], None] | None = None,
) -> Plan:
    """``replan_day``, with the engine loaded at the first call; ``plan_day`` where nothing is published yet."""
    from optimizer.plan_day import plan_day
    from optimizer.replan_day import replan_day

    if day.published is None:
        return plan_day(
            day_for(day, goal, until),
            time_limit_s=time_limit_s,
            seed=seed,
            deterministic=deterministic,
            stop=stop,
            on_progress=on_progress,
        )
    return replan_day(
        day,
        goal=goal,
        until=until,
        time_limit_s=time_limit_s,
        seed=seed,
        deterministic=deterministic,
        stop=stop,
        on_progress=on_progress,
    )
