"""What a run is: a solve over HTTP, from accepted to ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from optimizer.goals import Goal


class RunStatus(StrEnum):
    """Life of a run. The last three are ends; ``cancelled`` has the best plan so far when it had started."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen to the run."""
        return self in (RunStatus.SUCCEEDED, RunStatus.FAILED, RunStatus.CANCELLED)


class EndedBy(StrEnum):
    """Why the search ended."""

    SEARCH = "search"  # the time limit, or nothing was left to improve
    CANCEL = "cancel"  # asked for
    SHUTDOWN = "shutdown"  # the service was stopped; the plan is the best one so far
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """How long and how to search. ``time_limit_s`` in seconds of the clock, unless ``deterministic``.

    ``goal``: the run is a re-plan towards it; ``until``: end of its overtime. A re-plan's documents are our own
    (`api.runs.documents`), unlike those that somebody sends.
    """

    time_limit_s: float = 10.0
    seed: int = 0
    deterministic: bool = False
    goal: Goal | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRun:
    """An accepted request: the day (JSON text; of a re-plan `DAY`) and what the list of runs shows of it."""

    run_id: str
    day: str
    workshop_id: str
    day_now: datetime
    num_visits: int
    options: RunOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class RunProgress:
    """State of the search: ``promise`` and ``unavoidable`` in class-weighted minutes."""

    seconds: float
    phase: str
    cost: int
    promise: int
    unavoidable: int

    @property
    def avoidable(self) -> int:
        """Promise cost that a better plan might still avoid."""
        return self.promise - self.unavoidable

    def as_dict(self) -> dict[str, float | int | str]:
        """All figures by name, as the store and the wire have them."""
        return {
            "seconds": round(self.seconds, 3),
            "phase": self.phase,
            "cost": self.cost,
            "promise": self.promise,
            "unavoidable": self.unavoidable,
            "avoidable": self.avoidable,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run without its two documents, the day and the plan."""

    seq: int
    run_id: str
    status: RunStatus
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    ended_by: EndedBy | None
    attempts: int
    cancel_requested: bool
    workshop_id: str
    day_now: datetime
    num_visits: int
    options: RunOptions
    progress: RunProgress | None
    problem: Mapping[str, object] | None
    has_plan: bool
