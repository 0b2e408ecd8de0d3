"""What the service and a solver process say to each other over a pipe."""

from __future__ import annotations

from dataclasses import dataclass

from api.problems import Problem
from api.runs.records import RunOptions, RunProgress


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Plan a day (JSON text). ``number`` tells the jobs of one process apart."""

    number: int
    day: str
    options: RunOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """End a job with its best plan; a job that has ended is not touched."""

    number: int


@dataclass(frozen=True, slots=True)
class Ready:
    """The compiled search is loaded."""


@dataclass(frozen=True, slots=True)
class Advanced:
    """How far the search is."""

    progress: RunProgress


@dataclass(frozen=True, slots=True)
class Planned:
    """The end: the plan (JSON text)."""

    plan: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The end: a problem that the day or its options have."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class Broken:
    """The end: a fault of the planner. ``trace`` is for the service's log."""

    trace: str


Order = Job | Stop
Report = Ready | Advanced | Planned | Refused | Broken
