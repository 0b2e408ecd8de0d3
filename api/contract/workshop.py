"""The workshop on the wire."""

from __future__ import annotations

from pydantic import Field

from api.contract.base import AT_LEAST_0, MAX_CATALOGUE, MAX_PEOPLE, Id, Name, Wire
from api.contract.catalogue import Delivery, GroupJob, Operation, PartStock
from api.contract.people import ONE_SHIFT, Advisor, Bay, Spans, Station, Technician
from api.contract.policy import Policy
from api.contract.times import TimeZone
from optimizer import workshop as trade


class Workshop(Wire):
    """Everything of the shop that a plan needs, for the dates planned."""

    record = trade.Workshop

    workshop_id: Id = Field(description="Id of the workshop.", examples=["GZ-01"])
    name: Name = Field("", description="Name shown to people.", examples=["广州一店"])
    time_zone: TimeZone = Field(
        description="IANA time zone; times without offset are its own.", examples=["Asia/Shanghai"]
    )
    open_spans: Spans = Field(
        description="When the workshop is open, at least once from `now` on.", examples=[ONE_SHIFT]
    )
    technicians: tuple[Technician, ...] = Field(
        max_length=MAX_PEOPLE,
        description="Technicians at work on the dates planned.",
        examples=[[{"technician_id": "T1", "skills": ["engine"], "shifts": ONE_SHIFT}]],
    )
    advisors: tuple[Advisor, ...] = Field(
        max_length=MAX_PEOPLE,
        description="Service advisors, at least one.",
        examples=[[{"advisor_id": "SA1", "shifts": ONE_SHIFT}]],
    )
    bays: tuple[Bay, ...] = Field(
        max_length=MAX_PEOPLE,
        description="Work bays.",
        examples=[[{"bay_id": "B1", "capabilities": ["STANDARD_LIFT"]}]],
    )
    stations: tuple[Station, ...] = Field(
        (),
        max_length=MAX_PEOPLE,
        description="Stations for final inspection and wash.",
        examples=[[{"kind": "wash", "count": 1, "open_spans": ONE_SHIFT}]],
    )
    operations: tuple[Operation, ...] = Field(
        (),
        max_length=MAX_CATALOGUE,
        description="Catalogue of operations.",
        examples=[[{"operation_code": "OIL-10K", "category": "maintenance", "frt_hours": 0.8}]],
    )
    group_jobs: tuple[GroupJob, ...] = Field(
        (),
        max_length=MAX_CATALOGUE,
        description="Packages of operations.",
        examples=[[{"group_code": "SVC-40K", "operation_codes": ["OIL-10K"]}]],
    )
    stock: tuple[PartStock, ...] = Field(
        (),
        max_length=MAX_CATALOGUE,
        description="Parts on the shelf; a part that is not listed has none.",
        examples=[[{"part_number": "15400-RTA-003", "on_hand": 12}]],
    )
    deliveries: tuple[Delivery, ...] = Field(
        (),
        max_length=MAX_CATALOGUE,
        description="Parts expected.",
        examples=[[{"part_number": "15400-RTA-003", "quantity": 2, "eta": "2026-03-16T14:00"}]],
    )
    loan_cars: int = Field(
        0,
        le=MAX_PEOPLE,
        json_schema_extra=AT_LEAST_0,
        description="Loan cars (代步车) of the workshop, those out included.",
        examples=[3],
    )
    policy: Policy = Field(
        Policy.model_validate({}), description="Priorities, limits and weights.", examples=[{"horizon_days": 2}]
    )
