"""What is to be prepared, as it is answered. Times have the workshop's offset, dates are local."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from api.desk.life import State
from api.desk.preparation.calls import CallKind
from api.desk.preparation.example import PREPARATION_EXAMPLE
from api.parts.answers import PartLineResource
from optimizer.policy import PriorityClass


class Person(BaseModel):
    """A technician or advisor."""

    id: str
    name: str


class CustomerResource(BaseModel):
    """Name and phone, for keys that may read customers."""

    name: str
    phone: str


class JobResource(BaseModel):
    """A line of the order."""

    job_id: str
    operation_code: str
    name: str
    frt_hours: float


class CallResource(BaseModel):
    """A call to the customer."""

    kind: CallKind
    due_on: date
    done_at: datetime | None = None
    done_by: str
    is_due: Annotated[bool, Field(description="It has to be made today, or should have been made.")]
    text_en: str
    text_zh: str


class DriveResource(BaseModel):
    """A drive of ours with the customer's car (上门取车/送还)."""

    kind: Annotated[str, Field(description="`collect` or `bring_back`.")]
    leaves_at: Annotated[datetime, Field(description="When the driver leaves the shop.")]
    at_customer: Annotated[datetime, Field(description="When the driver is at the customer's.")]
    back_at: Annotated[datetime, Field(description="When the driver is back.")]
    text_en: str
    text_zh: str


class PreparedAppointment(BaseModel):
    """An appointment and all that is prepared for it."""

    appointment_id: str
    version: int
    state: State
    state_en: str
    state_zh: str
    plate: str
    customer_ref: str
    customer: Annotated[CustomerResource | None, Field(description="Null without the scope `customers:read`.")] = None
    priority_class: PriorityClass
    priority_reason: str
    arrival: datetime
    promised: datetime | None = None
    waits: bool
    loan_car: bool
    wash: bool
    advisor: Person | None = None
    technicians: list[Person]
    bay_ids: list[str]
    jobs: list[JobResource]
    parts: list[PartLineResource]
    parts_version: Annotated[int, Field(description="To pick with, as `If-Match`.")]
    calls: list[CallResource]
    drives: list[DriveResource]
    note: str


class PickLine(BaseModel):
    """A part to pick for the date, over all its appointments."""

    part_number: str
    name: str
    bin: str
    quantity: int
    picked: int
    to_pick: Annotated[int, Field(description="On the shelf and not yet aside.")]
    missing: Annotated[int, Field(description="Not on the shelf yet.")]


class PreparedDate(BaseModel):
    """One date, its appointments by arrival, and what to pick for them."""

    date: date
    appointments: list[PreparedAppointment]
    pick_list: list[PickLine]


class DueCall(BaseModel):
    """A customer to call today, whatever the date of the arrival."""

    appointment_id: str
    state: State
    plate: str
    customer_ref: str
    customer: CustomerResource | None = None
    arrival: datetime
    kind: CallKind
    due_on: date
    text_en: str
    text_zh: str


class PutBack(BaseModel):
    """Parts that lie aside for an appointment that does not take them any more."""

    appointment_id: str
    state: State
    plate: str
    parts: dict[str, int]


class Preparation(BaseModel):
    """The preparation list: dates ahead, calls due, and what lies aside in vain."""

    model_config = ConfigDict(json_schema_extra={"example": PREPARATION_EXAMPLE})

    workshop_id: str
    time_zone: str
    today: date
    dates: list[PreparedDate]
    calls_due: list[DueCall]
    put_back: list[PutBack]
    not_readable: Annotated[
        list[str], Field(description="Appointments with an operation that is no longer in the catalogue.")
    ]
