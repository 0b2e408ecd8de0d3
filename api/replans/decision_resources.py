"""Decisions as they are answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from api.contract.times import local
from api.replans import examples
from api.replans.decision_records import Decided, Decision, DecisionKind
from api.security.actors import ACTOR_NAME


class PinResource(BaseModel):
    """A step that is done as given."""

    step_id: str
    technician_ids: list[str] | None = None
    bay_id: str | None = None
    start: datetime | None = None


class ForbiddenResource(BaseModel):
    """A step that is not done by a technician, or not in a bay."""

    step_id: str
    technician_id: str | None = None
    bay_id: str | None = None
    until: datetime | None = None


class TechnicianOrderResource(BaseModel):
    """The whole order of a technician."""

    technician_id: str
    step_ids: list[str]


class OverrideResource(BaseModel):
    """A rule set aside for one step."""

    rule: str
    step_id: str
    reason: str


class DecidedResource(BaseModel):
    """What a decision says: a swap is a pin for each of its steps."""

    kind: DecisionKind
    pins: list[PinResource]
    forbidden: list[ForbiddenResource]
    orders: list[TechnicianOrderResource]
    overrides: list[OverrideResource]
    released: list[str]


class DecisionLinks(BaseModel):
    """Where it is."""

    self: str


class DecisionResource(BaseModel):
    """A decision of the foreman, with its reason. It holds until `ended_at`."""

    model_config = ConfigDict(json_schema_extra={"example": examples.DECISION})

    id: str
    object: Literal["decision"] = "decision"
    says: DecidedResource
    reason: str
    actor: str
    actor_name: Annotated[str, Field(description=ACTOR_NAME)]
    made_at: datetime
    ended_at: datetime | None = None
    links: DecisionLinks


class DecisionPage(BaseModel):
    """Decisions, newest first."""

    model_config = ConfigDict(json_schema_extra={"example": examples.DECISIONS})

    items: list[DecisionResource]
    next_cursor: Annotated[str | None, Field(description="Cursor of the next page; null on the last.")] = None


def decided_resource(one: Decided, zone: ZoneInfo) -> DecidedResource:
    """What a decision says."""
    return DecidedResource(
        kind=one.kind,
        pins=[
            PinResource(
                step_id=pin.step_id,
                technician_ids=None if pin.technician_ids is None else list(pin.technician_ids),
                bay_id=pin.bay_id,
                start=_local(pin.start, zone),
            )
            for pin in one.pins
        ],
        forbidden=[
            ForbiddenResource(
                step_id=no.step_id, technician_id=no.technician_id, bay_id=no.bay_id, until=_local(no.until, zone)
            )
            for no in one.forbidden
        ],
        orders=[
            TechnicianOrderResource(technician_id=each.technician_id, step_ids=list(each.step_ids))
            for each in one.orders
        ],
        overrides=[
            OverrideResource(rule=each.rule, step_id=each.step_id, reason=each.reason) for each in one.overrides
        ],
        released=list(one.released),
    )


def decision_resource(one: Decision, zone: ZoneInfo, names: Mapping[str, str]) -> DecisionResource:
    """A decision as JSON. ``names``: of actors."""
    return DecisionResource(
        id=one.decision_id,
        says=decided_resource(one.decided, zone),
        reason=one.reason,
        actor=one.actor,
        actor_name=names.get(one.actor, ""),
        made_at=local(one.made_at, zone),
        ended_at=_local(one.ended_at, zone),
        links=DecisionLinks(self=f"/v1/workshops/{one.workshop_id}/decisions/{one.decision_id}"),
    )


def _local(at: datetime | None, zone: ZoneInfo) -> datetime | None:
    return None if at is None else local(at, zone)
