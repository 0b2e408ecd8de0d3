"""Operations, group jobs and parts on the wire."""

from __future__ import annotations

from pydantic import Field

from api.contract.base import (
    ABOVE_0,
    AT_LEAST_0,
    AT_LEAST_1,
    MAX_HOURS,
    MAX_LINES,
    MAX_PIECES,
    HoursOrNone,
    Id,
    Name,
    Wire,
)
from api.contract.times import Instant
from optimizer import workshop as trade


class PartNeed(Wire):
    """Pieces of a part that a step takes when it starts."""

    record = trade.PartNeed

    part_number: Id = Field(description="Part number.", examples=["15400-RTA-003"])
    quantity: int = Field(
        1, le=MAX_PIECES, json_schema_extra=AT_LEAST_1, description="Pieces, 1 or more.", examples=[1]
    )


class Operation(Wire):
    """A line of the catalogue (维修项目)."""

    record = trade.Operation

    operation_code: Id = Field(description="Code, unique in the catalogue.", examples=["OIL-10K"])
    name: Name = Field("", description="Name shown to people.", examples=["更换机油"])
    category: Id = Field(description="Operation category (操作类别), for efficiency.", examples=["maintenance"])
    frt_hours: HoursOrNone = Field(
        0.0,
        le=MAX_HOURS,
        description="Flat-rate time in decimal hours, above 0: labour of the crew in total. Not used when sublet.",
        examples=[0.8],
    )
    skill: Id | None = Field(None, description="Skill it needs; null: every technician may.", examples=["engine"])
    bay_capability: Id | None = Field(
        None, description="Capability its bay needs; null: done without a bay.", examples=["STANDARD_LIFT"]
    )
    crew: int = Field(
        1,
        json_schema_extra={"enum": [1, 2]},
        description="Technicians who work together on it: 1 or 2.",
        examples=[2],
    )
    stretch: trade.Stretch = Field(
        trade.Stretch.BREAKS,
        description="How far it may be interrupted: `none`; `breaks` (ends the day it starts); `overnight`.",
        examples=["overnight"],
    )
    parts: tuple[PartNeed, ...] = Field(
        (), max_length=MAX_LINES, description="Parts it needs.", examples=[[{"part_number": "15400-RTA-003"}]]
    )
    is_diagnosis: bool = Field(False, description="Whether it is diagnosis (诊断), not work.", examples=[True])
    sublet_hours: float | None = Field(
        None,
        le=2 * MAX_HOURS,
        json_schema_extra=ABOVE_0,
        description="Elapsed hours, above 0, when another firm does it; null: done here.",
        examples=[24.0],
    )


class GroupJob(Wire):
    """A named package of operations (成组作业), done in the order given."""

    record = trade.GroupJob

    group_code: Id = Field(description="Code; no operation has the same.", examples=["SVC-40K"])
    name: Name = Field("", description="Name shown to people.", examples=["4万公里保养"])
    operation_codes: tuple[Id, ...] = Field(
        max_length=MAX_LINES, description="Codes of operations, at least one.", examples=[["OIL-10K", "BRAKE-CHECK"]]
    )


class PartStock(Wire):
    """Pieces on the shelf when planning starts."""

    record = trade.PartStock

    part_number: Id = Field(description="Part number, listed once.", examples=["15400-RTA-003"])
    on_hand: int = Field(le=MAX_PIECES, json_schema_extra=AT_LEAST_0, description="Pieces on the shelf.", examples=[12])


class Delivery(Wire):
    """Pieces expected."""

    record = trade.Delivery

    part_number: Id = Field(description="Part number.", examples=["45022-TZA-A01"])
    quantity: int = Field(le=MAX_PIECES, json_schema_extra=AT_LEAST_0, description="Pieces that come.", examples=[2])
    eta: Instant = Field(description="When they can be used.", examples=["2026-03-16T14:00"])
