"""Technicians, advisors, bays and stations on the wire."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from api.contract.base import ABOVE_0, AT_LEAST_0, MAX_LINES, MAX_SPANS, PRESENCE, Id, Name, Wire
from api.contract.times import Span
from optimizer import workshop as trade

Spans = Annotated[tuple[Span, ...], Field(max_length=MAX_SPANS)]
Ids = Annotated[frozenset[Id], Field(max_length=MAX_LINES)]
Pace = Annotated[float, Field(le=100, json_schema_extra=ABOVE_0)]

ONE_SHIFT = [{"start": "2026-03-16T08:00", "end": "2026-03-16T17:00"}]
ONE_BREAK = [{"start": "2026-03-16T12:00", "end": "2026-03-16T13:00"}]


class Technician(Wire):
    """A technician (技师). Time at work: shifts minus breaks minus absences."""

    record = trade.Technician

    technician_id: Id = Field(description="Id, unique among technicians.", examples=["T1"])
    name: Name = Field("", description="Name shown to people.", examples=["王伟"])
    skills: Ids = Field(frozenset(), description="Skills that operations ask for.", examples=[["engine", "brakes"]])
    efficiency: dict[Id, Pace] = Field(
        {},
        max_length=MAX_LINES,
        description="Operation category → FRT sold ÷ time worked, above 0.",
        examples=[{"maintenance": 1.2}],
    )
    default_efficiency: Pace = Field(1.0, description="Efficiency in every other category.", examples=[1.0])
    availability: float = Field(
        1.0,
        json_schema_extra=PRESENCE,
        description="Share of presence that goes into work: above 0, at most 1 (apprentices below 1).",
        examples=[0.6],
    )
    shifts: Spans = Field(description="Spans of presence, at least one, apart from each other.", examples=[ONE_SHIFT])
    breaks: Spans = Field((), description="Breaks; those outside the shifts do nothing.", examples=[ONE_BREAK])
    absences: Spans = Field((), description="Leave, training, sickness.", examples=[ONE_BREAK])
    overtime: Spans = Field(
        (),
        description="Spans beyond the shifts that may be used at a cost, if the policy allows overtime.",
        examples=[[{"start": "2026-03-16T17:00", "end": "2026-03-16T19:00"}]],
    )


class Advisor(Wire):
    """A service advisor (服务顾问): receives the customer and hands the car over."""

    record = trade.Advisor

    advisor_id: Id = Field(description="Id, unique among advisors.", examples=["SA1"])
    name: Name = Field("", description="Name shown to people.", examples=["李娜"])
    shifts: Spans = Field(description="Spans of presence, at least one, apart from each other.", examples=[ONE_SHIFT])
    breaks: Spans = Field((), description="Breaks; those outside the shifts do nothing.", examples=[ONE_BREAK])
    absences: Spans = Field((), description="Leave, training, sickness.", examples=[ONE_BREAK])


class Bay(Wire):
    """A work bay (工位)."""

    record = trade.Bay

    bay_id: Id = Field(description="Id, unique among bays.", examples=["B1"])
    name: Name = Field("", description="Name shown to people.", examples=["1号工位"])
    capabilities: Ids = Field(description="What can be done in it.", examples=[["STANDARD_LIFT"]])
    outages: Spans = Field((), description="Spans in which no car may be in it.", examples=[ONE_BREAK])


class Station(Wire):
    """Interchangeable places for final inspection (完工检查) or wash (清洗)."""

    record = trade.Station

    kind: trade.StationKind = Field(description="Which station; each kind at most once.", examples=["wash"])
    count: int = Field(
        le=MAX_LINES,
        json_schema_extra=AT_LEAST_0,
        description="Number of places; they are named `wash-1`, `wash-2`, …",
        examples=[2],
    )
    open_spans: Spans = Field(description="When the places can be used.", examples=[ONE_SHIFT])
