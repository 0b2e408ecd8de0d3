"""JSON of the runs, as the service answers it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.runs.records import EndedBy, Run, RunOptions, RunStatus
from api.service.examples import LIST_EXAMPLE, PROBLEM_EXAMPLE, RUN_EXAMPLE

MAX_TIME_LIMIT_S = 3600.0


class PlanOptions(BaseModel):
    """How to search."""

    model_config = ConfigDict(extra="forbid")

    time_limit_s: Annotated[
        float,
        Field(
            gt=0,
            le=MAX_TIME_LIMIT_S,
            allow_inf_nan=False,
            description="Seconds to search; the plan is ready within 0.1 s of it.",
        ),
    ] = 10.0
    seed: Annotated[int, Field(ge=0, lt=2**31, description="Seed of the search.")] = 0
    deterministic: Annotated[
        bool, Field(description="Same day, seed and limit give the same plan; work is counted in iterations.")
    ] = False

    def record(self) -> RunOptions:
        """The options as the store keeps them."""
        return RunOptions(time_limit_s=self.time_limit_s, seed=self.seed, deterministic=self.deterministic)


class RunProgressResource(BaseModel):
    """How far a search is. ``promise``, ``unavoidable`` and ``avoidable`` are class-weighted minutes."""

    seconds: float
    phase: Annotated[str, Field(description="construct, improve or prove")]
    cost: int
    promise: Annotated[int, Field(description="Promise cost of the best plan so far.")]
    unavoidable: Annotated[int, Field(description="No plan has a lower promise cost.")]
    avoidable: Annotated[int, Field(description="At most this much could still be avoided.")]


class RunLinks(BaseModel):
    """Where the rest of a run is. ``plan`` only when there is one."""

    self: str
    events: str
    board: str
    plan: str | None = None


class FaultResource(BaseModel):
    """One fault: where it is (JSON pointer into the body), what it is, and what to do."""

    pointer: str
    code: str
    message: str
    remedy: str = ""


class ProblemResource(BaseModel):
    """A problem document (RFC 9457)."""

    model_config = ConfigDict(json_schema_extra={"example": PROBLEM_EXAMPLE})

    type: str
    title: str
    status: int
    detail: str | None = None
    errors: list[FaultResource] | None = None


class RunResource(BaseModel):
    """A run: one solve, from accepted to ended."""

    model_config = ConfigDict(json_schema_extra={"example": RUN_EXAMPLE})

    id: str
    object: Literal["run"] = "run"
    status: RunStatus
    ended_by: Annotated[
        EndedBy | None,
        Field(description="cancel and shutdown end a search early: its plan is the best one found until then."),
    ] = None
    workshop_id: str
    now: Annotated[datetime, Field(description="The moment the day was to be planned at.")]
    num_visits: int
    options: PlanOptions
    created_at: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None
    attempts: Annotated[int, Field(description="Starts; more than one after a crash of the service.")] = 0
    progress: RunProgressResource | None = None
    problem: Annotated[ProblemResource | None, Field(description="Why the run failed.")] = None
    links: RunLinks


class RunPage(BaseModel):
    """Runs, newest first."""

    model_config = ConfigDict(json_schema_extra={"example": LIST_EXAMPLE})

    items: list[RunResource]
    next_cursor: Annotated[str | None, Field(description="Cursor of the next page; null on the last.")] = None


def run_resource(run: Run) -> RunResource:
    """A run as JSON."""
    path = f"/v1/plans/{run.run_id}"
    return RunResource(
        id=run.run_id,
        status=run.status,
        ended_by=run.ended_by,
        workshop_id=run.workshop_id,
        now=run.day_now,
        num_visits=run.num_visits,
        options=PlanOptions(
            time_limit_s=run.options.time_limit_s,
            seed=run.options.seed,
            deterministic=run.options.deterministic,
        ),
        created_at=run.created_at,
        started_at=run.started_at,
        ended_at=run.ended_at,
        attempts=run.attempts,
        progress=None if run.progress is None else RunProgressResource.model_validate(run.progress.as_dict()),
        problem=None if run.problem is None else ProblemResource.model_validate(run.problem),
        links=RunLinks(
            self=path,
            events=f"{path}/events",
            board=f"/plans/{run.run_id}",
            plan=f"{path}/plan" if run.has_plan else None,
        ),
    )
