"""What a desk sends: the wish of a customer, and what shall happen to an appointment."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from api.contract.base import MAX_HOURS, MAX_LINES, Id, Text, Wire
from api.contract.times import Instant, Span
from api.desk import examples
from optimizer.slots.records import Goal

Hour = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$")]
Plate = Annotated[str, StringConstraints(max_length=40)]
Reference = Annotated[str, StringConstraints(max_length=64)]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Dates come as text: strict Pydantic reads them out of JSON.
Dates = Annotated[tuple[date, ...], Field(max_length=MAX_LINES)]
Ids = Annotated[tuple[Id, ...], Field(max_length=MAX_LINES)]


class JobAsk(Wire):
    """A line of what the customer wants, in one of three ways.

    A code of the catalogue; or `text` with `frt_hours`, and an `operation_code` or a `category` that says which
    skill and bay it needs; or a `symptom`, which is diagnosed first.
    """

    operation_code: Id | None = Field(None, description="Code of an operation or of a group job.", examples=["MA10"])
    text: Text = Field("", description="The work in the customer's words.", examples=["tow bar to be fitted"])
    symptom: Text = Field("", description="What is wrong, when nobody knows why.", examples=["noise when braking"])
    frt_hours: float | None = Field(
        None, gt=0, le=MAX_HOURS, description="Its own flat-rate time; needed with `text`.", examples=[1.5]
    )
    category: Id | None = Field(None, description="Operation category of a `text`.", examples=["repair"])

    @model_validator(mode="after")
    def _is_one_of_three(self) -> JobAsk:
        ways = (self.operation_code is not None, bool(self.text), bool(self.symptom))
        if not any(ways):
            raise _refusal("job_missing", "a job without code, text or symptom", "add operation_code, text or symptom")
        if self.text and self.symptom:
            raise _refusal("job_double", "a job is either a text or a symptom", "make two jobs of it")
        if self.text and self.frt_hours is None:
            raise _refusal("hours_missing", "a text does not say how long it takes", "add frt_hours")
        if self.text and self.operation_code is None and self.category is None:
            remedy = "add a category, or the operation_code of a work like it"
            raise _refusal("kind_missing", "a text does not say who can do it and where", remedy)
        return self


class Vehicle(Wire):
    """The car. The model decides the flat-rate time where the catalogue tells models apart."""

    plate: Plate = Field("", description="Number plate (车牌号).", examples=["粤A12345"])
    model: Reference = Field("", description="Model code.", examples=["ACCORD-2.0"])


class Priority(Wire):
    """What is known that decides the priority class."""

    comeback: bool = Field(False, description="It was here for the same and is not right (返修).", examples=[True])
    safety_related: bool = Field(False, description="Brakes, steering, tyres, belts, airbags.", examples=[True])
    complaint: bool = Field(False, description="The customer complains (投诉).", examples=[True])
    serious: bool = Field(
        False,
        description="Damages or replacement demanded, repeat repair, important safety part, fire, law, media.",
        examples=[True],
    )
    vic: bool = Field(False, description="Very important customer (VIC).", examples=[True])
    customer_class: Literal["A", "B", "C"] | None = Field(
        None, description="Class of the customer file (ABC).", examples=["A"]
    )


class Drive(Wire):
    """A drive of ours with the customer's car (上门取车/送还)."""

    minutes: int = Field(30, ge=0, le=600, description="Minutes on the road.", examples=[30])


class HourRange(Wire):
    """Hours of a day by the workshop's clock."""

    start: Hour = Field(description="From.", examples=["08:00"])
    end: Hour = Field(description="To, later than `start`.", examples=["10:30"])

    @model_validator(mode="after")
    def _ends_later(self) -> HourRange:
        if self.end <= self.start:
            raise _refusal("hours_reversed", f"{self.start} to {self.end} is no range", "give an end after the start")
        return self


class Times(Wire):
    """When the car can be handed in: days × hours, or spans; all that is given must hold."""

    dates: Dates = Field((), description="On these dates.", examples=[["2026-03-17"]])
    weekdays: Annotated[tuple[Weekday, ...], Field(max_length=7)] = Field(
        (), description="On these days of the week.", examples=[["tue", "wed"]]
    )
    hours: Annotated[tuple[HourRange, ...], Field(max_length=MAX_LINES)] = Field(
        (), description="In these hours.", examples=[[{"start": "08:00", "end": "10:30"}]]
    )
    spans: Annotated[tuple[Span, ...], Field(max_length=MAX_LINES)] = Field(
        (), description="In these spans.", examples=[[{"start": "2026-03-17T08:00", "end": "2026-03-17T12:00"}]]
    )


NO_TIMES = Times.model_validate({})


class Wish(Wire):
    """What a customer wants done, and when."""

    model_config = ConfigDict(json_schema_extra={"example": examples.WISH})
    jobs: Annotated[tuple[JobAsk, ...], Field(min_length=1, max_length=MAX_LINES)] = Field(
        description="What is to be done, in order.", examples=[[{"operation_code": "MA10"}]]
    )
    vehicle: Vehicle = Field(
        Vehicle.model_validate({}), description="The car.", examples=[{"plate": "粤A12345", "model": "ACCORD-2.0"}]
    )
    priority: Priority = Field(
        Priority.model_validate({}), description="Facts for the priority class.", examples=[{"vic": True}]
    )
    waits: bool = Field(False, description="The customer waits in the lounge (等待).", examples=[True])
    loan_car: bool = Field(False, description="The customer gets a loan car (代步车).", examples=[True])
    wash: bool = Field(True, description="The car is washed.", examples=[False])
    collect: Drive | None = Field(None, description="We fetch the car (上门取车).", examples=[{"minutes": 25}])
    bring_back: Drive | None = Field(None, description="We bring it back (送还).", examples=[{"minutes": 25}])
    must: Times = Field(
        NO_TIMES,
        description="The customer hands the car in then and at no other time.",
        examples=[{"weekdays": ["tue"]}],
    )
    preferred: Times = Field(
        NO_TIMES,
        description="The customer would like that best.",
        examples=[{"hours": [{"start": "08:00", "end": "10:00"}]}],
    )
    advisor_id: Id | None = Field(None, description="This advisor and no other.", examples=["SA1"])
    preferred_advisor_ids: Ids = Field((), description="Rather one of these advisors.", examples=[["SA1"]])
    preferred_technician_ids: Ids = Field((), description="Rather one of these technicians.", examples=[["T3"]])
    ready_by: Instant | None = Field(
        None, description="The customer must have it back by then.", examples=["2026-03-17T17:00"]
    )
    max_stay_minutes: int | None = Field(
        None, ge=1, le=100_000, description="The customer can do without it for so long.", examples=[240]
    )
    lead_minutes: int | None = Field(
        None,
        ge=0,
        le=100_000,
        description="Not sooner than in so many minutes; null: as the service is set.",
        examples=[0],
    )


class Questions(Wire):
    """The questions of the trade, each answered by itself beside the offers."""

    fits: Span | None = Field(
        None,
        description="Does all of it, from arrival to promised time, fit into this span?",
        examples=[{"start": "2026-03-17T08:00", "end": "2026-03-17T12:00"}],
    )
    earliest_ready: bool = Field(False, description="When could it be ready at the earliest?", examples=[True])
    earliest_ready_within_minutes: int | None = Field(
        None,
        ge=1,
        le=100_000,
        description="When could it be ready at the earliest, if it may be here for so long?",
        examples=[240],
    )


class SlotSearch(Wish):
    """A wish, and how many offers shall answer it."""

    model_config = ConfigDict(json_schema_extra={"example": examples.SEARCH})

    count: int = Field(5, ge=0, le=20, description="Offers wanted.", examples=[3])
    per_date: int = Field(2, ge=1, le=20, description="Offers with their arrival on one date.", examples=[1])
    goal: Goal = Field(
        Goal.LEVEL,
        description="`level`: what burdens the shop least comes first; `earliest_ready`: what is ready first.",
        examples=["level"],
    )
    insertion_only: bool = Field(
        False, description="Leave all other cars where they are, even when that gives fewer offers.", examples=[True]
    )
    questions: Questions = Field(
        Questions.model_validate({}), description="Questions.", examples=[{"earliest_ready": True}]
    )
    appointment_id: Id | None = Field(
        None,
        description="An appointment that shall move: its own place counts as free, and the offers are for it.",
        examples=["apt_5b0c9f1e2d3a4b5c"],
    )


class SlotQuestion(Wish):
    """A wish, and a time at which it does not seem to go."""

    model_config = ConfigDict(json_schema_extra={"example": examples.QUESTION})

    at: Instant = Field(description="The arrival wished for.", examples=["2026-03-17T09:00"])
    appointment_id: Id | None = Field(
        None, description="An appointment that shall move.", examples=["apt_5b0c9f1e2d3a4b5c"]
    )


Token = Annotated[str, StringConstraints(min_length=1, max_length=200_000)]


class NewAppointment(Wire):
    """Takes an offer, exactly as it was made."""

    model_config = ConfigDict(json_schema_extra={"example": examples.NEW_APPOINTMENT})

    offer: Token = Field(description="Token of the offer.", examples=["gAAAAAB…"])
    state: Literal["held", "tentative", "booked"] = Field(
        "held", description="`held` expires; `tentative`: the customer is not sure yet.", examples=["booked"]
    )
    hold_minutes: int | None = Field(
        None, ge=1, le=1440, description="How long it is held; null: as the service is set.", examples=[10]
    )
    customer_ref: Reference = Field("", description="Whose appointment it is.", examples=["C-881"])
    plate: Plate | None = Field(None, description="Number plate; null: as asked with.", examples=["粤A12345"])
    note: Text = Field("", description="A note.", examples=["calls back at noon"])


class Noted(Wire):
    """What is to be remembered about a step."""

    model_config = ConfigDict(json_schema_extra={"example": examples.NOTED})

    note: Text = Field("", description="A note.", examples=["confirmed by phone"])


class Move(Wire):
    """Takes an offer that was made for an appointment instead of its present place."""

    model_config = ConfigDict(json_schema_extra={"example": examples.MOVE})

    offer: Token = Field(description="Token of an offer made for this appointment.", examples=["gAAAAAB…"])
    note: Text = Field("", description="A note.", examples=["customer asked for Wednesday"])


class WalkIn(Wish):
    """A customer who stands at the desk without an appointment."""

    model_config = ConfigDict(json_schema_extra={"example": examples.WALK_IN})

    customer_ref: Reference = Field("", description="Whose car it is.", examples=["C-881"])
    note: Text = Field("", description="A note.", examples=["came with the tow truck"])
    forced: bool = Field(
        False,
        description="Let it in without a place in the plan when none is free today; foremen only.",
        examples=[True],
    )
    reason: Text = Field("", description="Why it is forced; needed with `forced`.", examples=["cannot drive on"])

    @model_validator(mode="after")
    def _says_why(self) -> WalkIn:
        if self.forced and not self.reason.strip():
            raise _refusal("reason_missing", "it is forced without a reason", "add reason")
        return self


class AppointmentChange(Wire):
    """Fields to change; those left out stay. What changes the plan is placed anew at the same time, or refused."""

    model_config = ConfigDict(json_schema_extra={"example": examples.CHANGE})

    note: Text | None = Field(None, description="The note.", examples=["bring the second key"])
    customer_ref: Reference | None = Field(None, description="Whose appointment it is.", examples=["C-881"])
    plate: Plate | None = Field(None, description="Number plate.", examples=["粤A12345"])
    jobs: Annotated[tuple[JobAsk, ...], Field(min_length=1, max_length=MAX_LINES)] | None = Field(
        None, description="What is to be done, in order.", examples=[[{"operation_code": "MA10"}]]
    )
    priority: Priority | None = Field(None, description="Facts for the priority class.", examples=[{"vic": True}])
    waits: bool | None = Field(None, description="The customer waits.", examples=[True])
    loan_car: bool | None = Field(None, description="The customer gets a loan car.", examples=[True])
    wash: bool | None = Field(None, description="The car is washed.", examples=[False])


def _refusal(code: str, message: str, remedy: str) -> PydanticCustomError:
    return PydanticCustomError("heijunka", "{message}", {"code": code, "message": message, "remedy": remedy})
