"""What is asked of a re-plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from api.contract.base import MAX_LINES, Id, StepId, Wire
from api.contract.times import Instant
from api.desk.asks import JobAsk, Priority
from api.replans import examples
from api.replans.decision_asks import DecisionAsk
from optimizer.goals import Goal

# Inline, so that the schema of slots' goals keeps its name.
GoalName = Literal[Goal.BALANCED, Goal.FEWEST_CALLS, Goal.LEAST_LATENESS, Goal.NO_OVERTIME, Goal.WITH_OVERTIME]

DEFAULT_TIME_LIMIT_S = 0.6
MAX_TIME_LIMIT_S = 60.0

_NEEDED: Mapping[str, tuple[str, ...]] = {
    "technician_absent": ("technician_id",),
    "bay_down": ("bay_id",),
    "walk_in": ("jobs",),
    "step_waits": ("step_id", "until"),
}


class Supposition(Wire):
    """Something that has not happened: who or what is away, a car at the door, work that goes on at a time.

    `technician_absent`: `technician_id`, from `start` (now) to `until` (the end of that day). `bay_down`: `bay_id`,
    likewise. `walk_in`: `jobs` of a car that comes at `start` (now). `step_waits`: interrupted work, `step_id`, goes on
    at `until` at the earliest: the part is there, or the answer.
    """

    kind: Literal["technician_absent", "bay_down", "walk_in", "step_waits"] = Field(
        description="What is supposed.", examples=["technician_absent"]
    )
    technician_id: Id | None = Field(None, description="Who is away.", examples=["T1"])
    bay_id: Id | None = Field(None, description="Which bay is out of use.", examples=["B3"])
    step_id: StepId | None = Field(None, description="Which work waits.", examples=["V1/work/1"])
    start: Instant | None = Field(None, description="From then on; null: from now on.", examples=["2026-03-16T14:00"])
    until: Instant | None = Field(
        None, description="Up to then; null: to the end of that day.", examples=["2026-03-16T12:00"]
    )
    jobs: Annotated[tuple[JobAsk, ...], Field(max_length=MAX_LINES)] = Field(
        (), description="What the car needs.", examples=[[{"operation_code": "GB01"}]]
    )
    promised: Instant | None = Field(None, description="When that car shall be ready.", examples=["2026-03-16T17:00"])
    waits: bool = Field(False, description="Its customer waits.", examples=[True])
    priority: Priority = Field(
        Priority.model_validate({}), description="Facts for its priority class.", examples=[{"vic": True}]
    )

    @model_validator(mode="after")
    def _says_what(self) -> Supposition:
        for needed in _NEEDED[self.kind]:
            if not getattr(self, needed):
                raise _refusal("missing_field", f"a supposition of kind {self.kind} needs {needed}", f"add {needed}")
        if self.start is not None and self.until is not None and self.until <= self.start:
            raise _refusal("span_reversed", "it ends before it begins", "give until after start")
        return self


class ReplanAsk(Wire):
    """A question for new plans of the day: one proposal for each goal."""

    model_config = ConfigDict(json_schema_extra={"example": examples.REPLAN_ASK})

    goals: Annotated[tuple[GoalName, ...], Field(min_length=1, max_length=len(Goal))] = Field(
        (Goal.BALANCED,), description="What shall come first; a proposal each.", examples=[["balanced", "fewest_calls"]]
    )
    until: Instant | None = Field(
        None, description="End of overtime, of the goal `with_overtime`.", examples=["2026-03-16T19:00"]
    )
    time_limit_s: float = Field(
        DEFAULT_TIME_LIMIT_S,
        gt=0,
        le=MAX_TIME_LIMIT_S,
        description="Seconds to search for each proposal.",
        examples=[0.6],
    )
    decisions: Annotated[tuple[DecisionAsk, ...], Field(max_length=MAX_LINES)] = Field(
        (),
        description="Decisions that are tried: they hold in the proposals, and are kept when one is published.",
        examples=[[{"kind": "pin", "step_id": "V1/work/1", "technician_ids": ["T1"]}]],
    )
    what_if: Annotated[tuple[Supposition, ...], Field(max_length=MAX_LINES)] = Field(
        (),
        description="What is only supposed: such proposals cannot be published.",
        examples=[[{"kind": "technician_absent", "technician_id": "T1", "start": "2026-03-16T14:00"}]],
    )

    @model_validator(mode="after")
    def _goals_go_together(self) -> ReplanAsk:
        if len(set(self.goals)) != len(self.goals):
            raise _refusal("goal_repeated", "a goal is asked for twice", "name each goal once")
        if Goal.WITH_OVERTIME in self.goals and self.until is None:
            raise _refusal("until_missing", "with_overtime does not say how long", "add until")
        if Goal.WITH_OVERTIME not in self.goals and self.until is not None:
            raise _refusal("until_unused", "until is the end of overtime, which is not asked for", "leave until out")
        return self


def _refusal(code: str, message: str, remedy: str) -> PydanticCustomError:
    return PydanticCustomError("heijunka", "{message}", {"code": code, "message": message, "remedy": remedy})
