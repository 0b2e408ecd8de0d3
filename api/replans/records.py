"""A re-plan: a question for a new plan, what it was asked of, and its proposals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pydantic import JsonValue

from api.replans.decision_records import Decided
from api.runs.records import Run
from optimizer.changes import Cause
from optimizer.goals import Goal


class ReplanState(StrEnum):
    """Where a re-plan is. The last three are ends."""

    OPEN = "open"
    STALE = "stale"  # what it was asked of has changed
    PUBLISHED = "published"
    DISCARDED = "discarded"


class Trigger(StrEnum):
    """Who asked."""

    MANUAL = "manual"
    AUTOMATIC = "automatic"
    DAY_END = "day_end"  # with what is carried over
    REOFFER = "reoffer"  # in place of one that was stale when somebody wanted to publish it


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOf:
    """What a re-plan was asked of: versions of set-up, plan and floor, and the last event."""

    setup_version: int
    plan_version: int
    floor_version: int
    event_seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A decision that goes with a re-plan, why, and the ids of those that end by it."""

    decided: Decided
    reason: str
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRun:
    """A proposal: the run that plans it, and towards what."""

    run_id: str
    goal: Goal
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Replan:
    """One row. ``decisions`` go with it and are stored when it is published. ``causes``: what led to it.

    ``what_if``: suppositions as they were asked; with any of them it cannot be published. ``proposed_at``: when the
    last of its runs ended and that was told.
    """

    seq: int
    workshop_id: str
    replan_id: str
    state: ReplanState
    trigger: Trigger
    asked_of: AskedOf
    decisions: tuple[Wanted, ...]
    causes: tuple[Cause, ...]
    what_if: tuple[JsonValue, ...]
    actor: str
    created_at: datetime
    proposed_at: datetime | None
    closed_at: datetime | None
    published_run_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """A re-plan with its proposals and their runs, in the order asked for."""

    replan: Replan
    proposals: tuple[ProposalRun, ...]
    runs: Sequence[Run]

    @property
    def ended(self) -> bool:
        """Whether all that was asked for has been planned, or has failed."""
        return all(run.status.ended for run in self.runs)

    @property
    def planned_at(self) -> datetime:
        """The moment that the proposals are planned at."""
        return self.runs[0].day_now
