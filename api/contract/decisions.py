"""What the foreman has decided, on the wire."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from api.contract.base import MAX_ASSIGNMENTS, Id, StepId, Text, Wire
from api.contract.times import Instant
from api.contract.visit import Crew
from optimizer import decisions as trade

StepIds = Annotated[tuple[StepId, ...], Field(max_length=MAX_ASSIGNMENTS)]


class Pin(Wire):
    """A step that is done as given: by whom, in which bay, when."""

    record = trade.Pin

    step_id: StepId = Field(description="The step.", examples=["V1/work/1"])
    technician_ids: Crew | None = Field(None, description="By these; null: by anybody.", examples=[["T1"]])
    bay_id: Id | None = Field(None, description="In this bay; null: in any.", examples=["B1"])
    start: Instant | None = Field(None, description="At this time; null: at any.", examples=["2026-03-16T10:30"])


class Forbidden(Wire):
    """A step that is not done by a technician, or not in a bay."""

    record = trade.Forbidden

    step_id: StepId = Field(description="The step.", examples=["V1/work/1"])
    technician_id: Id | None = Field(None, description="Not by this technician.", examples=["T2"])
    bay_id: Id | None = Field(None, description="Not in this bay.", examples=["B3"])
    until: Instant | None = Field(
        None, description="It may be from then on; null: not at all.", examples=["2026-03-16T12:00"]
    )


class TechnicianOrder(Wire):
    """The order of a technician: these steps one after the other, no other work of theirs between."""

    record = trade.TechnicianOrder

    technician_id: Id = Field(description="The technician.", examples=["T1"])
    step_ids: StepIds = Field(description="Steps of theirs, in order.", examples=[["V1/work/1", "V4/work/2"]])


class Override(Wire):
    """A rule that a person has set aside for one step."""

    record = trade.Override

    rule: Id = Field(
        description="skill, bay_capability (for the technicians or the bay pinned) or parts (got elsewhere).",
        examples=["skill"],
    )
    step_id: StepId = Field(description="The step.", examples=["V1/work/1"])
    reason: Text = Field(description="Why.", examples=["Li has done this with Wang twice; Wang looks after it"])


Pins = Annotated[tuple[Pin, ...], Field(max_length=MAX_ASSIGNMENTS)]
AllForbidden = Annotated[tuple[Forbidden, ...], Field(max_length=MAX_ASSIGNMENTS)]
Orders = Annotated[tuple[TechnicianOrder, ...], Field(max_length=MAX_ASSIGNMENTS)]
Overrides = Annotated[tuple[Override, ...], Field(max_length=MAX_ASSIGNMENTS)]


class Decisions(Wire):
    """What the plan keeps, whatever it costs. On steps that are running or finished they say nothing."""

    record = trade.Decisions

    pins: Pins = Field((), description="Steps done as given.", examples=[[{"step_id": "V1/work/1", "bay_id": "B1"}]])
    forbidden: AllForbidden = Field(
        (), description="What is not to be.", examples=[[{"step_id": "V1/work/1", "technician_id": "T2"}]]
    )
    orders: Orders = Field(
        (),
        description="Orders of technicians, one each.",
        examples=[[{"technician_id": "T1", "step_ids": ["V1/work/1", "V4/work/2"]}]],
    )
    overrides: Overrides = Field(
        (),
        description="Rules set aside.",
        examples=[[{"rule": "skill", "step_id": "V1/work/1", "reason": "done with Wang"}]],
    )
