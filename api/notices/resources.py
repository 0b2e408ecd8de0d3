"""Notices as they are answered. Times have the workshop's offset."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from api.contract.times import local
from api.desk.offers import OfferResource
from api.desk.preparation.answers import CustomerResource
from api.desk.records import Appointment
from api.notices import examples
from api.notices.records import NoticeAction, NoticeState, StoredNotice, allowed
from optimizer.changes import CauseKind
from optimizer.notices import AnswerNeeded, Caller, NoticeKind, sentence
from optimizer.notices.records import ANSWER_NEEDED
from optimizer.policy import PriorityClass


class SpokenReasonResource(BaseModel):
    """A reason fit to say aloud, and the event that it comes from."""

    cause: CauseKind | None = None
    event_id: str
    text_en: str
    text_zh: str


class NoticeLinks(BaseModel):
    """Where the notice and its appointment are."""

    self: str
    appointment: str


class NoticeResource(BaseModel):
    """A call: to whom, what to say, until when, and how it went."""

    model_config = ConfigDict(json_schema_extra={"example": examples.NOTICE})

    id: str
    object: Literal["notice"] = "notice"
    workshop_id: str
    version: Annotated[int, Field(description="Grows with every change; also the `ETag`.")]
    appointment_id: str
    kind: NoticeKind
    state: NoticeState
    allowed: Annotated[list[NoticeAction], Field(description="What may be done with it next.")]
    caller: Annotated[Caller, Field(description="Who calls; `service_manager`: who is told.")]
    answer_needed: AnswerNeeded
    plate: str
    customer_ref: str
    customer: Annotated[CustomerResource | None, Field(description="Null without the scope `customers:read`.")] = None
    priority_class: PriorityClass
    waits: Annotated[bool, Field(description="The customer is in the lounge.")]
    promised_before: Annotated[
        datetime | None, Field(description="Stays the promise until the customer agrees to the new one.")
    ] = None
    promised_after: datetime | None = None
    call_by: Annotated[datetime | None, Field(description="When the call no longer makes sense.")] = None
    attempts: Annotated[int, Field(description="Calls that nobody answered.")]
    say_en: str
    say_zh: str
    reasons: list[SpokenReasonResource]
    answer: Annotated[dict[str, JsonValue] | None, Field(description="What the customer said.")] = None
    replan_id: str | None = None
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None = None
    links: NoticeLinks


class DeclinedNotice(NoticeResource):
    """A notice that was declined, and what can be offered for the wish that came with it."""

    model_config = ConfigDict(json_schema_extra={"example": examples.DECLINED_NOTICE})

    offers: list[OfferResource]


class NoticePage(BaseModel):
    """Notices."""

    model_config = ConfigDict(json_schema_extra={"example": examples.PAGE})

    items: list[NoticeResource]
    next_cursor: Annotated[str | None, Field(description="Cursor of the next page; null on the last.")] = None


def notice_resource(
    one: StoredNotice,
    about: Appointment,
    customers: Mapping[str, CustomerResource],
    now: datetime,
    zone: ZoneInfo,
) -> NoticeResource:
    """A notice as JSON. ``about``: its appointment; ``customers``: those who may be named."""
    path = f"/v1/workshops/{one.workshop_id}"
    reason = one.reasons[0] if one.reasons else None
    english, chinese = sentence(one.kind, (one.promised_before, one.promised_after), reason, now, zone)
    return NoticeResource(
        id=one.notice_id,
        workshop_id=one.workshop_id,
        version=one.version,
        appointment_id=one.appointment_id,
        kind=one.kind,
        state=one.state,
        allowed=list(allowed(one)),
        caller=one.caller,
        answer_needed=ANSWER_NEEDED[one.kind],
        plate=about.plate,
        customer_ref=about.customer_ref,
        customer=customers.get(about.customer_ref),
        priority_class=about.visit.priority_class,
        waits=about.visit.waits,
        promised_before=_local(one.promised_before, zone),
        promised_after=_local(one.promised_after, zone),
        call_by=_local(one.call_by, zone),
        attempts=one.attempts,
        say_en=english,
        say_zh=chinese,
        reasons=[
            SpokenReasonResource(cause=said.cause, event_id=said.event_id, text_en=said.text_en, text_zh=said.text_zh)
            for said in one.reasons
        ],
        answer=None if one.answer is None else dict(one.answer),
        replan_id=one.replan_id,
        created_at=local(one.created_at, zone),
        updated_at=local(one.updated_at, zone),
        closed_at=_local(one.closed_at, zone),
        links=NoticeLinks(
            self=f"{path}/notices/{one.notice_id}", appointment=f"{path}/appointments/{one.appointment_id}"
        ),
    )


def _local(at: datetime | None, zone: ZoneInfo) -> datetime | None:
    return None if at is None else local(at, zone)
