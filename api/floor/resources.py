"""Events as they are answered."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from api.contract.times import local
from api.floor import examples
from api.floor.stored import StoredEvent, document_of
from scenarios.events.records import appointment_of


class WarningResource(BaseModel):
    """Something odd about an event that was accepted all the same."""

    code: str
    text_en: str
    text_zh: str


class EventResource(BaseModel):
    """An event as it was accepted."""

    model_config = ConfigDict(json_schema_extra={"example": examples.EVENT})

    event_id: str
    object: Literal["event"] = "event"
    workshop_id: str
    type: str
    appointment_id: Annotated[str | None, Field(description="The car it is about; null: people, places, parts.")] = None
    occurred_at: datetime
    told_at: datetime
    actor: str
    note: str
    event: Annotated[dict[str, JsonValue], Field(description="What was told, with everything that was left out.")]
    warnings: list[WarningResource]
    withdrawn_at: Annotated[datetime | None, Field(description="It was told by mistake.")] = None


class AcceptedEvents(BaseModel):
    """All events of a request, in its order."""

    model_config = ConfigDict(json_schema_extra={"example": examples.ACCEPTED})

    events: list[EventResource]
    floor_version: Annotated[int, Field(description="Version of the floor after them.")]


class EventPage(BaseModel):
    """Events, those accepted last first."""

    model_config = ConfigDict(json_schema_extra={"example": examples.PAGE})

    items: list[EventResource]
    next_cursor: Annotated[str | None, Field(description="Cursor of the next page; null on the last.")] = None


def event_resource(one: StoredEvent, zone: ZoneInfo) -> EventResource:
    """An event as JSON."""
    return EventResource(
        event_id=one.told.event_id,
        workshop_id=one.workshop_id,
        type=one.type,
        appointment_id=appointment_of(one.told.event),
        occurred_at=local(one.told.occurred_at, zone),
        told_at=local(one.told_at, zone),
        actor=one.actor,
        note=one.note,
        event=document_of(one.told.event),
        warnings=[
            WarningResource(code=caution.code, text_en=caution.text_en, text_zh=caution.text_zh)
            for caution in one.cautions
        ],
        withdrawn_at=None if one.withdrawn_at is None else local(one.withdrawn_at, zone),
    )
