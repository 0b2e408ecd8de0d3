"""What the routes of set-ups take and answer, as models for the OpenAPI document."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field, JsonValue, create_model

from api.contract.base import AT_LEAST_0, MAX_PEOPLE, Name, Wire
from api.contract.policy import Policy
from api.contract.setup.calendar import ONE_OPENING, DatedException, Opening
from api.contract.setup.clock import LocalDate
from api.contract.setup.document import Country, Subdivision
from api.contract.times import TimeZone
from api.security.actors import ACTOR_NAME
from api.setup.difference import Action
from api.setup.kinds import Kind


class WorkshopHead(Wire):
    """What a workshop is, beside its people, places and catalogue."""

    name: Name = Field("", description="Name shown to people.", examples=["广州一店"])
    time_zone: TimeZone = Field(description="IANA time zone.", examples=["Asia/Shanghai"])
    country: Country = Field("", description="ISO 3166 code of the country whose holidays count.", examples=["CN"])
    subdivision: Subdivision = Field("", description="ISO 3166-2 code of its part, without country.", examples=[""])
    loan_cars: int = Field(
        0, le=MAX_PEOPLE, json_schema_extra=AT_LEAST_0, description="Loan cars (代步车).", examples=[3]
    )
    opening: Opening = Field((), description="Weekly opening hours.", examples=[ONE_OPENING])


class WorkshopResource(WorkshopHead):
    """A workshop. ``setup_version`` grows with every change of the set-up, ``plan_version`` of the plan."""

    workshop_id: str
    version: int
    setup_version: int
    plan_version: int
    created_at: datetime


class WorkshopPage(BaseModel):
    """Workshops by their ids."""

    items: list[WorkshopResource]
    next_cursor: str | None = Field(None, description="Cursor of the next page; null on the last.")


class FieldChangeResource(BaseModel):
    """A value that differs; null stands for one that is not there."""

    pointer: str
    before: JsonValue = None
    after: JsonValue = None


class ChangedItem(BaseModel):
    """An item that differs. ``section``: its kind, `workshop` or `policy`."""

    section: str
    id: str
    action: Action
    fields: list[FieldChangeResource] = []


class AffectedResource(BaseModel):
    """An appointment that has lost its place, and what it lost: move it."""

    appointment_id: str
    arrival: datetime
    state: str
    losses: list[str]


class ChangeResource(BaseModel):
    """What a change did, or would do."""

    workshop_id: str
    setup_version: int
    dry_run: bool
    changes: list[ChangedItem]
    affected: list[AffectedResource]


class PolicyResource(BaseModel):
    """A policy, its version and who made it when; version 0 is the usual policy that nobody made."""

    version: int
    document: Policy
    at: datetime | None = None
    actor: str | None = None
    actor_name: Annotated[str | None, Field(description=ACTOR_NAME)] = None


class PolicyVersion(BaseModel):
    """A version of the policy, and who made it."""

    version: int
    at: datetime
    actor: str
    actor_name: Annotated[str, Field(description=ACTOR_NAME)]


class PolicyVersions(BaseModel):
    """All versions of a policy, newest first."""

    items: list[PolicyVersion]


class HolidayProposal(BaseModel):
    """A date that may be entered as an exception. ``present``: the exception that is there already."""

    exception: DatedException
    present: DatedException | None = None


class HolidayProposals(BaseModel):
    """Holidays of a year. Nothing is closed until they are applied."""

    year: int
    country: str
    items: list[HolidayProposal]
    warnings: list[str]


class ApplyHolidays(Wire):
    """Which proposals become exceptions."""

    dates: Annotated[tuple[LocalDate, ...], Field(max_length=400)] = Field(
        description="Dates out of the proposals; those that have an exception already keep it.",
        examples=[["2026-10-01"]],
    )


class ItemResource(BaseModel):
    """An item and its version, which its ``ETag`` says too. ``affected``: of a write, who lost their place by it."""

    id: str
    version: int
    affected: list[AffectedResource] = []


def item_model(kind: Kind) -> type[BaseModel]:
    """The item of a kind."""
    words = f"A {kind.noun}, its version and, after a write, the appointments that lost their place."
    return create_model(f"{kind.title}Item", __base__=ItemResource, __doc__=words, document=(kind.wire, ...))


def page_model(kind: Kind, item: type[BaseModel]) -> type[BaseModel]:
    """A page of items of a kind."""
    return create_model(
        f"{kind.title}Page",
        __doc__=f"Items of kind {kind.noun}, oldest first.",
        items=(list[item], ...),  # type: ignore[valid-type]  # a type made when the kind is known
        next_cursor=(str | None, Field(None, description="Cursor of the next page; null on the last.")),
    )
