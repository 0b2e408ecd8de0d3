"""A plan on the wire: what starts when, with whom and where, what it costs and why."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from api.contract.base import MAX_ASSIGNMENTS, MAX_LINES, MAX_VISITS, Id, Name, StepId, Text, Wire
from api.contract.times import Instant
from api.contract.visit import Crew
from optimizer import plan as trade
from optimizer.visit import StepKind


class Assignment(Wire):
    """One step of the plan: `start` belongs to it, `end` does not."""

    record = trade.Assignment

    step_id: StepId = Field(description="The step, as in the progress of a visit.", examples=["V1/work/1"])
    visit_id: Id = Field(description="Its visit.", examples=["V1"])
    kind: StepKind = Field(description="Its kind.", examples=["work"])
    start: Instant = Field(description="Start.", examples=["2026-03-16T08:40:00+08:00"])
    end: Instant = Field(
        description="End; breaks and nights it stretches over included.", examples=["2026-03-16T09:30:00+08:00"]
    )
    technician_ids: Crew = Field((), description="Who does it.", examples=[["T1"]])
    bay_id: Id | None = Field(None, description="In which bay.", examples=["B1"])
    unit_id: Id | None = Field(None, description="Advisor, or place such as `wash-1`.", examples=["SA1"])
    keeps_bay: bool = Field(False, description="Whether the car stays in the bay until its next step.", examples=[True])
    pinned: bool = Field(False, description="Whether it was running or frozen, and so is kept.", examples=[True])
    overtime: bool = Field(False, description="Whether overtime counts as working time for it.", examples=[True])


Assignments = Annotated[tuple[Assignment, ...], Field(max_length=MAX_ASSIGNMENTS)]


class Reason(Wire):
    """Why something cannot be: a rule of docs/model.md and whom or what it binds."""

    record = trade.Reason

    rule: Id = Field(description="Name of the rule.", examples=["parts"])
    subject: Text = Field("", description="Technician, bay, part, …", examples=["45022-TZA-A01"])
    until: Instant | None = Field(None, description="When it ends.", examples=["2026-03-19T08:00:00+08:00"])
    text_en: Text = Field("", description="In English.", examples=["part 45022-TZA-A01 arrives Thursday"])
    text_zh: Text = Field("", description="In Chinese.", examples=["零件45022-TZA-A01周四到货"])


class VisitNote(Wire):
    """A visit that is unplanned or whose promise cannot be kept, with the minimal set of reasons."""

    record = trade.VisitNote

    visit_id: Id = Field(description="The visit.", examples=["V1"])
    code: Id = Field(
        description="`unplanned`, `promise_impossible`, `promise_at_risk` or `released_frozen`.",
        examples=["promise_impossible"],
    )
    late_minutes: int = Field(0, description="Minutes after the promise.", examples=[45])
    reasons: tuple[Reason, ...] = Field(
        (), max_length=MAX_LINES, description="Minimal set of reasons.", examples=[[{"rule": "parts"}]]
    )


class CostTerm(Wire):
    """One term of the cost: `cost` = `amount` × `weight` × the tier's factor."""

    record = trade.CostTerm

    name: Id = Field(description="Name of the term.", examples=["tardiness"])
    tier: Id = Field(description="`promise`, `disturbance`, `level` or `efficiency`.", examples=["promise"])
    amount: int = Field(description="Amount, in `unit`.", examples=[30])
    unit: Name = Field(description="Unit of the amount.", examples=["class-weighted minutes"])
    weight: int = Field(description="Weight in the policy.", examples=[1])
    cost: int = Field(description="Its share of the total.", examples=[30_000_000])


class CostBreakdown(Wire):
    """All terms in the order of their tiers."""

    record = trade.CostBreakdown

    terms: tuple[CostTerm, ...] = Field(
        max_length=MAX_LINES,
        description="The terms.",
        examples=[
            [{"name": "bay_moves", "tier": "efficiency", "amount": 2, "unit": "moves", "weight": 15, "cost": 30}]
        ],
    )
    total: int = Field(description="Sum of the terms' costs.", examples=[30])

    @model_validator(mode="after")
    def _adds_up(self) -> CostBreakdown:
        total = sum(term.cost for term in self.terms)
        if total != self.total:
            message = f"total is {self.total}, but the costs of the terms add up to {total}"
            context = {"code": "total_differs", "message": message, "remedy": "correct total or the terms"}
            raise PydanticCustomError("heijunka", "{message}", context)
        return self


class Bound(Wire):
    """What is known about the least possible promise cost, in class-weighted minutes."""

    record = trade.Bound

    unavoidable: int = Field(description="No plan has less.", examples=[0])
    avoidable: int = Field(description="What a better plan might still avoid, at most.", examples=[12])
    proven: bool = Field(description="Whether two independent proofs say that no plan has less.", examples=[True])
    proofs: tuple[Name, ...] = Field(
        (), max_length=MAX_LINES, description="Names of the proofs.", examples=[["each visit alone", "CP-SAT"]]
    )
    contradictions: tuple[Text, ...] = Field(
        (),
        max_length=MAX_LINES,
        description="Claims of the solver that a checked plan refutes.",
        examples=[["claimed 120 as the least promise cost; a checked plan has 118"]],
    )


class Plan(Wire):
    """A checked plan."""

    record = trade.Plan

    workshop_id: Id = Field(description="The workshop.", examples=["GZ-01"])
    now: Instant = Field(description="The moment planned from.", examples=["2026-03-16T08:00:00+08:00"])
    horizon_start: Instant = Field(description="Local midnight before `now`.", examples=["2026-03-16T00:00:00+08:00"])
    horizon_end: Instant = Field(description="End of the last date planned.", examples=["2026-03-19T00:00:00+08:00"])
    assignments: Assignments = Field(
        description="Every unfinished step of the planned visits, and the fixed steps of the others.",
        examples=[
            [
                {
                    "step_id": "V1/reception",
                    "visit_id": "V1",
                    "kind": "reception",
                    "start": "2026-03-16T08:30:00+08:00",
                    "end": "2026-03-16T08:42:00+08:00",
                    "unit_id": "SA1",
                }
            ]
        ],
    )
    unplanned: tuple[Id, ...] = Field(
        (), max_length=MAX_VISITS, description="Visits left out; each has a note.", examples=[["V9"]]
    )
    notes: tuple[VisitNote, ...] = Field(
        (),
        max_length=10 * MAX_VISITS,
        description="Visits left out and promises that cannot be kept, with reasons.",
        examples=[[{"visit_id": "V9", "code": "unplanned"}]],
    )
    cost: CostBreakdown = Field(description="The cost, term by term.", examples=[{"terms": [], "total": 0}])
    bound: Bound | None = Field(
        None,
        description="What is known about the best possible plan.",
        examples=[{"unavoidable": 0, "avoidable": 0, "proven": True}],
    )
    rounding_error: float = Field(
        0.0, description="Planned ÷ exact working time of all technicians − 1.", examples=[0.001]
    )
    seed: int = Field(0, description="Seed of the search.", examples=[7])
    seconds: float = Field(0.0, description="Time the search took.", examples=[10.0])
