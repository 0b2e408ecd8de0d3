"""Figures of a plan on the wire. Formulas: docs/model.md, last paragraph."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field, JsonValue

from api.contract.base import MAX_LINES, MAX_PEOPLE, Id, Wire
from api.contract.source import JsonObject
from optimizer import load as trade

MAX_HALF_HOURS = 100
_SHARE: JsonValue = {"count": 9, "of": 10}
_SPREAD: JsonValue = {"shares": [0.8, 0.9], "peak_to_mean": 1.06, "variation": 0.06}
EXAMPLE: JsonObject = {
    "date": "2026-03-16",
    **dict.fromkeys(("technicians", "half_hours", "reception", "bays"), _SPREAD),
    "sheet": [],
    **dict.fromkeys(("on_time", "same_day"), _SHARE),
}

Shares = Annotated[tuple[float, ...], Field(max_length=MAX_PEOPLE + MAX_HALF_HOURS)]


class Spread(Wire):
    """How far booked ÷ available is from level."""

    record = trade.Spread

    shares: Shares = Field(description="Booked ÷ available, one each.", examples=[[0.8, 0.9]])
    peak_to_mean: float = Field(description="Highest ÷ mean; 1 when level, 0 when nothing is booked.", examples=[1.06])
    variation: float = Field(description="Standard deviation ÷ mean; 0 when level.", examples=[0.06])


class Share(Wire):
    """`count` of `of`."""

    record = trade.Share

    count: int = Field(description="So many.", examples=[9])
    of: int = Field(description="Of so many.", examples=[10])


class SheetRow(Wire):
    """A technician's row of the capacity sheet (domain: appointment control sheet)."""

    record = trade.SheetRow

    technician_id: Id = Field(description="The technician.", examples=["T1"])
    available_hours: float = Field(description="Total hours available.", examples=[8.0])
    booked_hours: float = Field(description="Hours booked.", examples=[6.5])
    left_hours: float = Field(description="Hours left; negative with overtime.", examples=[1.5])
    booked_minutes: tuple[int, ...] = Field(
        max_length=24, description="Minutes booked in each hour from 8 to 17.", examples=[[60] * 4 + [0] + [60] * 5]
    )


class LoadFigures(Wire):
    """Figures of the plan on the date of `now`."""

    record = trade.LoadFigures

    date: dt.date = Field(description="The date.", examples=["2026-03-16"])
    technicians: Spread = Field(description="Over technicians.", examples=[_SPREAD])
    half_hours: Spread = Field(description="Over half-hours with anybody at work.", examples=[_SPREAD])
    reception: Spread = Field(description="Receptions over advisors.", examples=[_SPREAD])
    bays: Spread = Field(description="Over bays.", examples=[_SPREAD])
    sheet: tuple[SheetRow, ...] = Field(
        max_length=MAX_PEOPLE + MAX_LINES, description="Capacity sheet, a row a technician.", examples=[[]]
    )
    on_time: Share = Field(description="Ready in time, of those with a promise.", examples=[_SHARE])
    same_day: Share = Field(
        description="Handed over the same day, of those that arrive (当日交车率).", examples=[_SHARE]
    )
