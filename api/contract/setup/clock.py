"""Hours, weekdays and dates on the wire, as people write them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field, PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from api.contract.base import MAX_LINES
from api.contract.times import YEARS
from scenarios.setup.hours import HOURS_PATTERN, WEEK, Hours, Weekday


def read_hours(value: object) -> Hours:
    """Hours such as ``08:00-17:30``. Raises ``PydanticCustomError`` with the remedy in its context."""
    try:
        return Hours.parse(value if isinstance(value, str) else repr(value))
    except ValueError as error:
        remedy = 'write "08:00-17:30"; hours above 24 are of the next date, so a night is "22:00-30:00"'
        raise _refusal("hours_format", str(error), remedy) from None


def read_date(value: object) -> date:
    """A date such as ``2026-10-01``. Raises ``PydanticCustomError`` with the remedy in its context."""
    try:
        day = date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        day = None
    if day is None or day.year not in YEARS:
        message = f"{str(value)[:40]} is no date from {YEARS[0]} to {YEARS[-1]}"
        raise _refusal("date_format", message, "write a date such as 2026-10-01")
    return day


def _refusal(code: str, message: str, remedy: str) -> PydanticCustomError:
    return PydanticCustomError("heijunka", "{message}", {"code": code, "message": message, "remedy": remedy})


def _in_week_order(days: tuple[Weekday, ...]) -> tuple[Weekday, ...]:
    return tuple(day for day in WEEK if day in days)


HoursText = Annotated[
    Hours,
    PlainValidator(read_hours),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": HOURS_PATTERN}),
]
LocalDate = Annotated[
    date,
    PlainValidator(read_date),
    PlainSerializer(date.isoformat, return_type=str),
    WithJsonSchema({"type": "string", "format": "date"}),
]
Weekdays = Annotated[tuple[Weekday, ...], Field(min_length=1, max_length=7), AfterValidator(_in_week_order)]
ManyHours = Annotated[tuple[HoursText, ...], Field(max_length=MAX_LINES)]

WORKDAYS = ["mon", "tue", "wed", "thu", "fri"]
