"""What is sent at the end of a day."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import ConfigDict, Field

from api.contract.base import MAX_VISITS, Id, Text, Wire
from api.contract.times import Instant
from api.replans import day_end_examples as examples
from api.replans.day_end_records import CarDecision, Stands
from optimizer.errors import Fault, InvalidInputError
from optimizer.faults import pointer


class CarDecisionAsk(Wire):
    """What becomes of a car that is left."""

    appointment_id: Id = Field(description="The car.", examples=["apt_5b0c9f1e2d3a4b5c6d7e8f90"])
    carry_over: date | None = Field(
        None, description="Open date on which its work goes on; needed when work is left.", examples=["2026-03-17"]
    )
    at: Instant | None = Field(
        None,
        description="When it goes on then; null: it is the first load of the morning.",
        examples=["2026-03-17T10:00"],
    )
    customer_told: bool = Field(False, description="The customer knows.", examples=[True])
    stands: Stands | None = Field(None, description="Where the car stays overnight.", examples=["outside"])
    note: Text = Field("", description="A note.", examples=["keys in the box"])


class DayEndAsk(Wire):
    """The decisions of a day, all of them."""

    model_config = ConfigDict(json_schema_extra={"example": examples.ASK})

    cars: Annotated[tuple[CarDecisionAsk, ...], Field(max_length=MAX_VISITS)] = Field(
        description="One a car.", examples=[[{"appointment_id": "apt_1", "customer_told": True, "stands": "outside"}]]
    )


def decisions_of(
    ask: DayEndAsk, closed: date, open_dates: Collection[date], left: Collection[str], zone: ZoneInfo
) -> tuple[CarDecision, ...]:
    """The decisions. Raises ``InvalidInputError`` with every fault of their sense."""
    faults = [
        *_doubles(ask),
        *(fault for n, one in enumerate(ask.cars) for fault in _faults(n, one, closed, open_dates, left, zone)),
    ]
    if faults:
        raise InvalidInputError(faults)
    return tuple(
        CarDecision(
            appointment_id=one.appointment_id,
            carry_over=one.carry_over,
            at=one.at,
            customer_told=one.customer_told,
            stands=one.stands,
            note=one.note,
        )
        for one in ask.cars
    )


def _doubles(ask: DayEndAsk) -> Iterator[Fault]:
    ids = [one.appointment_id for one in ask.cars]
    for n, name in enumerate(ids):
        if name in ids[:n]:
            yield _fault(n, "appointment_id", "car_repeated", f"{name} is there twice", "decide once about a car")


def _faults(
    n: int, one: CarDecisionAsk, closed: date, open_dates: Collection[date], left: Collection[str], zone: ZoneInfo
) -> Iterator[Fault]:
    if one.appointment_id not in left:
        message = f"{one.appointment_id} is not left on {closed.isoformat()}"
        yield _fault(n, "appointment_id", "not_left", message, "take the cars of GET day-end")
    if one.carry_over is not None and (one.carry_over <= closed or one.carry_over not in open_dates):
        later = sorted(day for day in open_dates if day > closed)
        remedy = f"give an open date such as {later[0].isoformat()}" if later else "open the workshop on a later date"
        yield _fault(n, "carry_over", "not_open", f"{one.carry_over.isoformat()} is no open date after the day", remedy)
    if one.at is not None and (one.carry_over is None or one.at.astimezone(zone).date() != one.carry_over):
        yield _fault(n, "at", "another_date", "at is not on the date of carry_over", "give both on one date")


def _fault(n: int, name: str, code: str, message: str, remedy: str) -> Fault:
    return Fault(pointer=pointer("cars", n, name), code=code, message=message, remedy=remedy)
