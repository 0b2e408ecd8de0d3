"""What the parts clerk is answered. Times have the workshop's offset."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from api.desk.life import State
from api.parts import examples
from api.parts.lead import OrderKind
from api.parts.life import OrderAction, OrderState
from api.parts.words import PartStatus
from optimizer.policy import PriorityClass


class OrderResource(BaseModel):
    """An order of one part."""

    model_config = ConfigDict(json_schema_extra={"example": examples.ORDER})

    order_id: str
    version: int
    part_number: str
    kind: OrderKind
    quantity: int
    arrived: Annotated[int, Field(description="Pieces that have come.")]
    missing: Annotated[int, Field(description="Pieces still to come.")]
    state: OrderState
    appointment_id: str | None = None
    eta: Annotated[datetime, Field(description="When the rest can be used.")]
    overdue: Annotated[bool, Field(description="The ETA has passed.")]
    ordered_at: datetime
    closed_at: datetime | None = None
    may_be_cancelled: Annotated[bool, Field(description="Open for more than a month: the supplier takes it back.")]
    allowed: Annotated[list[OrderAction], Field(description="What may happen to it next.")]
    note: str


class OrderPage(BaseModel):
    """Orders, newest first."""

    model_config = ConfigDict(json_schema_extra={"example": {"items": [examples.ORDER], "next_cursor": None}})

    items: list[OrderResource]
    next_cursor: Annotated[str | None, Field(description="Cursor of the next page; null on the last.")] = None


class Caller(BaseModel):
    """A customer to call about a part. Name and phone are behind `customer_ref`."""

    appointment_id: str
    state: State
    plate: str
    customer_ref: str
    priority_class: PriorityClass
    arrival: datetime


class InvitationResource(Caller):
    """A customer who waited for the part."""

    quantity: Annotated[int, Field(description="Pieces needed.")]
    there: Annotated[bool, Field(description="All of them are on the shelf now, and nobody earlier takes them.")]
    text_en: str
    text_zh: str


class ArrivalResource(BaseModel):
    """Pieces have come: the order, the shelf, and whom to invite, by priority."""

    model_config = ConfigDict(json_schema_extra={"example": examples.ARRIVAL})

    order: OrderResource
    on_hand: int
    invite: list[InvitationResource]


class OtherTime(BaseModel):
    """A place at which the appointment could be moved."""

    arrival: datetime
    promised: datetime | None = None


class BrokenResource(Caller):
    """An appointment whose work starts before the part is there."""

    start: Annotated[datetime, Field(description="Start of the first step that lacks it.")]
    short: Annotated[int, Field(description="Pieces that are not there then.")]
    there_from: Annotated[
        datetime | None, Field(description="When the last of them comes; null: nothing brings it.")
    ] = None
    newly: Annotated[bool, Field(description="It was in time before.")]
    earliest: Annotated[OtherTime | None, Field(description="The earliest time that goes; null: none was found.")] = (
        None
    )
    text_en: str
    text_zh: str


class SlipResource(BaseModel):
    """The order with its ETA, and every appointment that does not get its pieces in time, by start."""

    model_config = ConfigDict(json_schema_extra={"example": examples.SLIP})

    order: OrderResource
    breaks: list[BrokenResource]


class PartLineResource(BaseModel):
    """A part that an appointment needs."""

    part_number: str
    name: str
    bin: str
    quantity: int
    picked: Annotated[int, Field(description="Pieces that lie aside.")]
    start: Annotated[datetime, Field(description="Start of the first step that takes it.")]
    status: PartStatus
    there_from: Annotated[
        datetime | None, Field(description="ETA of the last piece; null: on the shelf, or unknown.")
    ] = None
    order_ids: Annotated[list[str], Field(description="Open orders that bring it or were placed for this car.")]
    text_en: str
    text_zh: str


class AppointmentParts(BaseModel):
    """The parts of an appointment, and what lies aside for it."""

    model_config = ConfigDict(json_schema_extra={"example": examples.APPOINTMENT_PARTS})

    appointment_id: str
    version: Annotated[int, Field(description="Grows with every pick and return; 0: nothing ever lay aside.")]
    parts: list[PartLineResource]
    put_back: Annotated[dict[str, int], Field(description="Pieces that lie aside and are not needed any more.")]
    picked_at: datetime | None = None
    returned_at: datetime | None = None
    actor: str


class ReservedResource(BaseModel):
    """Pieces that an appointment takes."""

    appointment_id: str
    plate: str
    state: State
    start: datetime
    quantity: int
    on_shelf: bool
    there_from: datetime | None = None
    in_time: bool


class ExpectedResource(BaseModel):
    """Pieces that come, by an order of ours or a delivery of the set-up. `counted` false: its ETA lies before today."""

    order_id: str | None = None
    delivery_id: str | None = None
    quantity: int
    eta: datetime
    counted: bool


class LeadResource(BaseModel):
    """How long an order placed now would take."""

    kind: OrderKind
    days: int
    eta: datetime


class PartStanding(BaseModel):
    """How a part stands."""

    model_config = ConfigDict(json_schema_extra={"example": examples.STANDING})

    part_number: str
    name: str
    bin: str
    on_hand: int
    safety_stock: int
    picked: Annotated[int, Field(description="Of those on hand, pieces that lie aside.")]
    free: Annotated[int, Field(description="Pieces that may be sold now without making anybody short.")]
    free_from: Annotated[datetime | None, Field(description="When one piece is free; null: more must be ordered.")] = (
        None
    )
    below_safety_stock: bool
    reserved: list[ReservedResource]
    expected: list[ExpectedResource]
    leads: list[LeadResource]


class ShortAppointment(Caller):
    """An appointment that a part holds up."""

    start: datetime
    short: int
    there_from: datetime | None = None


class ShortageResource(BaseModel):
    """A part that holds up appointments."""

    part_number: str
    name: str
    to_order: Annotated[int, Field(description="Pieces beyond all that is on the shelf and expected.")]
    order_as: Annotated[
        OrderKind | None, Field(description="Cheapest kind of order that comes before the first start; null: none.")
    ] = None
    eta: Annotated[datetime | None, Field(description="ETA of such an order placed now.")] = None
    appointments: list[ShortAppointment]


class Shortages(BaseModel):
    """Which parts hold up which cars, the first to start first."""

    model_config = ConfigDict(json_schema_extra={"example": examples.SHORTAGES})

    parts: list[ShortageResource]
