"""Stations, the catalogue and parts on the wire, where a set-up says more than a day."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from api.contract.base import ABOVE_0, AT_LEAST_0, MAX_HOURS, MAX_LINES, MAX_PIECES, Id, Name, Wire
from api.contract.catalogue import Operation
from api.contract.setup.calendar import ONE_OPENING, Opening
from api.contract.times import Instant
from optimizer.workshop import StationKind
from scenarios.setup import records as trade

MAX_MODELS = 1_000
MAX_DAYS = 1_000


class SetupStation(Wire):
    """Interchangeable places for final inspection (完工检查) or wash (清洗)."""

    record = trade.SetupStation

    kind: StationKind = Field(description="Which station; each kind at most once.", examples=["wash"])
    count: int = Field(
        le=MAX_LINES,
        json_schema_extra=AT_LEAST_0,
        description="Number of places; they are named `wash-1`, `wash-2`, …",
        examples=[2],
    )
    opening: Opening = Field(
        (), description="When the places can be used; empty: while the shop is open.", examples=[ONE_OPENING]
    )


class SetupOperation(Operation):
    """A line of the catalogue (维修项目)."""

    record = trade.SetupOperation

    frt_by_model: dict[Id, Annotated[float, Field(le=MAX_HOURS, json_schema_extra=ABOVE_0)]] = Field(
        {},
        max_length=MAX_MODELS,
        description="Model code → flat-rate time in hours, above 0, where it is not `frt_hours`.",
        examples=[{"ACCORD-2.0": 0.9}],
    )


def _days(default: int, description: str) -> int:
    value: int = Field(default, le=MAX_DAYS, json_schema_extra=AT_LEAST_0, description=description, examples=[default])
    return value


def _pieces(description: str, example: int) -> int:
    value: int = Field(0, le=MAX_PIECES, json_schema_extra=AT_LEAST_0, description=description, examples=[example])
    return value


class TransportDays(Wire):
    """Days from the supplier to the shop, by kind of order."""

    record = trade.TransportDays

    regular: int = _days(7, "Of a regular order (定期).")
    urgent: int = _days(3, "Of an urgent order (紧急).")
    extra_urgent: int = _days(1, "Of an extra urgent order (火急).")


class Part(Wire):
    """A part, and how it comes: lead time = order cycle + transport."""

    record = trade.Part

    part_number: Id = Field(description="Part number, listed once.", examples=["15400-RTA-003"])
    name: Name = Field("", description="Name shown to people.", examples=["机油滤清器"])
    bin: Name = Field("", description="Where it lies (货位).", examples=["A-03-2"])
    on_hand: int = _pieces("Pieces on the shelf.", 12)
    safety_stock: int = _pieces("Pieces that should stay on the shelf.", 4)
    order_cycle_days: int = _days(7, "Days between two regular orders.")
    transport_days: TransportDays = Field(
        TransportDays.model_validate({}), description="Days of transport.", examples=[{"urgent": 2}]
    )


class SetupDelivery(Wire):
    """Pieces expected."""

    record = trade.SetupDelivery

    delivery_id: Id = Field(description="Id, unique among deliveries.", examples=["PO-1188-1"])
    part_number: Id = Field(description="Part number.", examples=["45022-TZA-A01"])
    quantity: int = Field(le=MAX_PIECES, json_schema_extra=AT_LEAST_0, description="Pieces that come.", examples=[2])
    eta: Instant = Field(description="When they can be used.", examples=["2026-03-16T14:00"])
