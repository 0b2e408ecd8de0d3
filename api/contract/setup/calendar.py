"""Opening hours and exceptions on the wire."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from api.contract.base import MAX_LINES, Name, Wire
from api.contract.setup.clock import WORKDAYS, HoursText, LocalDate, ManyHours, Weekdays
from scenarios.setup import records as trade
from scenarios.setup.hours import Weekday


class OpenHours(Wire):
    """Hours that come back on some weekdays."""

    record = trade.OpenHours

    days: Weekdays = Field(description="Weekdays.", examples=[WORKDAYS])
    hours: HoursText = Field(description="Hours, until 24:00 at the latest.", examples=["08:00-17:30"])


Opening = Annotated[tuple[OpenHours, ...], Field(max_length=MAX_LINES)]
ONE_OPENING = [{"days": WORKDAYS, "hours": "08:00-17:30"}]


class DatedException(Wire):
    """A date that differs from the weekly pattern."""

    record = trade.DatedException

    date: LocalDate = Field(description="The date, one exception each.", examples=["2026-10-01"])
    kind: trade.ExceptionKind = Field(
        description="`closed`: nobody works; `other_hours`: open in `hours`; `make_up` (调休上班): works as the "
        "weekday `works_as` does.",
        examples=["closed"],
    )
    name: Name = Field("", description="What the date is.", examples=["国庆节"])
    hours: ManyHours = Field(
        (),
        description="Of `other_hours`: when the shop is open; shifts are cut to it.",
        examples=[["09:00-12:00"]],
    )
    works_as: Weekday | None = Field(
        None,
        description="Weekday whose opening hours and shifts hold; of `other_hours` only the shifts, null: those of the "
        "date's own weekday.",
        examples=["mon"],
    )
