"""Re-plans as they are answered."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from api.contract.times import local
from api.replans import answer_examples as examples
from api.replans.asks import GoalName
from api.replans.decision_resources import DecidedResource, decided_resource
from api.replans.plan_answers import valued_resource
from api.replans.plan_resources import ValuedResource
from api.replans.records import Replan, ReplanState, Trigger
from api.replans.staleness import Changed
from api.replans.views import ProposalView, ReplanView
from api.runs.records import RunStatus
from api.service.resources import ProblemResource

if TYPE_CHECKING:  # loads the compiled search
    pass


class ProposalLinks(BaseModel):
    """Where the rest of a proposal is. `publish` only when it can be published, `plan` when there is one."""

    run: str
    events: str
    board: str
    plan: str | None = None
    publish: str | None = None


class ProposalResource(BaseModel):
    """A plan that could be published. `plan` is null while it is searched for, or when the run has failed."""

    run_id: str
    goal: GoalName
    until: datetime | None = None
    status: RunStatus
    problem: ProblemResource | None = None
    plan: ValuedResource | None = None
    links: ProposalLinks


class ReplanLinks(BaseModel):
    """Where it is."""

    self: str


class ReplanResource(BaseModel):
    """A re-plan: proposals side by side, and what becomes of the day when nobody decides (`do_nothing`)."""

    model_config = ConfigDict(json_schema_extra={"example": examples.REPLAN})

    id: str
    object: Literal["replan"] = "replan"
    workshop_id: str
    state: ReplanState
    stale_because: Annotated[Changed | None, Field(description="What has changed since it was asked.")] = None
    ended: Annotated[bool, Field(description="Whether all proposals are there, or have failed.")]
    trigger: Trigger
    at: Annotated[datetime, Field(description="The moment planned at.")]
    setup_version: int
    plan_version: Annotated[int, Field(description="Version of the plan asked of; also the `ETag`.")]
    floor_version: int
    what_if: Annotated[list[JsonValue], Field(description="Suppositions; with any it cannot be published.")]
    decisions: Annotated[list[DecidedResource], Field(description="Decisions kept when it is published.")]
    do_nothing: ValuedResource | None = None
    proposals: list[ProposalResource]
    actor: str
    created_at: datetime
    closed_at: datetime | None = None
    published_run_id: str | None = None
    links: ReplanLinks


class ReplanLine(BaseModel):
    """A re-plan in a list."""

    id: str
    object: Literal["replan"] = "replan"
    state: ReplanState
    trigger: Trigger
    supposes: bool
    plan_version: int
    floor_version: int
    actor: str
    created_at: datetime
    closed_at: datetime | None = None
    published_run_id: str | None = None
    links: ReplanLinks


class ReplanPage(BaseModel):
    """Re-plans, newest first."""

    model_config = ConfigDict(json_schema_extra={"example": examples.REPLANS})

    items: list[ReplanLine]
    next_cursor: Annotated[str | None, Field(description="Cursor of the next page; null on the last.")] = None


def path_of(one: Replan) -> str:
    """Where a re-plan is."""
    return f"/v1/workshops/{one.workshop_id}/replans/{one.replan_id}"


def replan_line(one: Replan, zone: ZoneInfo) -> ReplanLine:
    """A re-plan in a list."""
    return ReplanLine(
        id=one.replan_id,
        state=one.state,
        trigger=one.trigger,
        supposes=bool(one.what_if),
        plan_version=one.asked_of.plan_version,
        floor_version=one.asked_of.floor_version,
        actor=one.actor,
        created_at=local(one.created_at, zone),
        closed_at=_local(one.closed_at, zone),
        published_run_id=one.published_run_id,
        links=ReplanLinks(self=path_of(one)),
    )


def replan_resource(view: ReplanView, zone: ZoneInfo) -> ReplanResource:
    """A re-plan with all that is known of it."""
    one = view.replan
    state = ReplanState.STALE if view.stale_because is not None else one.state
    return ReplanResource(
        id=one.replan_id,
        workshop_id=one.workshop_id,
        state=state,
        stale_because=view.stale_because,
        ended=view.ended,
        trigger=one.trigger,
        at=local(view.day.now, zone),
        setup_version=one.asked_of.setup_version,
        plan_version=one.asked_of.plan_version,
        floor_version=one.asked_of.floor_version,
        what_if=list(one.what_if),
        decisions=[decided_resource(each.decided, zone) for each in one.decisions],
        do_nothing=None if view.present is None else valued_resource(view.present, zone),
        proposals=[_proposal(one, state, each, zone) for each in view.proposals],
        actor=one.actor,
        created_at=local(one.created_at, zone),
        closed_at=_local(one.closed_at, zone),
        published_run_id=one.published_run_id,
        links=ReplanLinks(self=path_of(one)),
    )


def _proposal(replan: Replan, state: ReplanState, view: ProposalView, zone: ZoneInfo) -> ProposalResource:
    run, path = view.run, f"/v1/plans/{view.run.run_id}"
    publishable = state is ReplanState.OPEN and not replan.what_if and view.valued is not None
    return ProposalResource(
        run_id=run.run_id,
        goal=view.proposal.goal,
        until=_local(view.proposal.until, zone),
        status=run.status,
        problem=None if run.problem is None else ProblemResource.model_validate(run.problem),
        plan=None if view.valued is None else valued_resource(view.valued, zone),
        links=ProposalLinks(
            run=path,
            events=f"{path}/events",
            board=f"/plans/{run.run_id}",
            plan=f"{path}/plan" if run.has_plan else None,
            publish=f"{path_of(replan)}/proposals/{run.run_id}:publish" if publishable else None,
        ),
    )


def _local(at: datetime | None, zone: ZoneInfo) -> datetime | None:
    return None if at is None else local(at, zone)
