"""The document of a whole set-up: read with every fault at once, written with every field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, JsonValue, StringConstraints

from api.contract.base import AT_LEAST_0, MAX_CATALOGUE, MAX_PEOPLE, Id, Name, Wire, record_of
from api.contract.catalogue import GroupJob
from api.contract.people import Bay
from api.contract.policy import Policy
from api.contract.reading import in_order, read_document
from api.contract.setup.calendar import ONE_OPENING, DatedException, Opening
from api.contract.setup.people import ONE_ROSTER, SetupAdvisor, SetupTechnician
from api.contract.setup.places import Part, SetupDelivery, SetupOperation, SetupStation
from api.contract.times import TimeZone
from api.contract.writing import json_of
from optimizer.errors import InvalidInputError
from scenarios.setup import records as trade
from scenarios.setup.faults import setup_faults

VERSION = "1"
SETUP_KIND = "heijunka.setup"
MAX_EXCEPTIONS = 5_000
UNFINISHED = frozenset({"no_advisor", "no_open_span"})

Country = Annotated[str, StringConstraints(pattern=r"^([A-Z]{2})?$")]
Subdivision = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9]{0,6}$")]


class InvalidSetupError(InvalidInputError):
    """A set-up that is not one."""


class SetupDocument(Wire):
    """A workshop as it stands, for years and not for given dates."""

    record = trade.Setup

    kind: Literal["heijunka.setup"] = Field(description="Always `heijunka.setup`.", examples=[SETUP_KIND])
    version: Literal["1"] = Field(description="Version of the contract.", examples=[VERSION])
    workshop_id: Id = Field(description="Id of the workshop.", examples=["GZ-01"])
    name: Name = Field("", description="Name shown to people.", examples=["广州一店"])
    time_zone: TimeZone = Field(
        description="IANA time zone, whose clock all hours and dates are on.", examples=["Asia/Shanghai"]
    )
    country: Country = Field("", description="ISO 3166 code of the country whose holidays count.", examples=["CN"])
    subdivision: Subdivision = Field("", description="ISO 3166-2 code of its part, without country.", examples=["BY"])
    loan_cars: int = Field(
        0, le=MAX_PEOPLE, json_schema_extra=AT_LEAST_0, description="Loan cars (代步车).", examples=[3]
    )
    opening: Opening = Field((), description="Weekly opening hours.", examples=[ONE_OPENING])
    exceptions: tuple[DatedException, ...] = Field(
        (),
        max_length=MAX_EXCEPTIONS,
        description="Dates that differ from the week.",
        examples=[[{"date": "2026-10-01", "kind": "closed", "name": "国庆节"}]],
    )
    technicians: tuple[SetupTechnician, ...] = Field(
        (),
        max_length=MAX_PEOPLE,
        description="Technicians.",
        examples=[[{"technician_id": "T1", "skills": ["engine"], "roster": ONE_ROSTER}]],
    )
    advisors: tuple[SetupAdvisor, ...] = Field(
        (),
        max_length=MAX_PEOPLE,
        description="Service advisors, at least one.",
        examples=[[{"advisor_id": "SA1", "roster": ONE_ROSTER}]],
    )
    bays: tuple[Bay, ...] = Field(
        (),
        max_length=MAX_PEOPLE,
        description="Work bays.",
        examples=[[{"bay_id": "B1", "capabilities": ["STANDARD_LIFT"]}]],
    )
    stations: tuple[SetupStation, ...] = Field(
        (),
        max_length=MAX_PEOPLE,
        description="Stations for final inspection and wash.",
        examples=[[{"kind": "wash", "count": 1}]],
    )
    operations: tuple[SetupOperation, ...] = Field(
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
    parts: tuple[Part, ...] = Field(
        (),
        max_length=MAX_CATALOGUE,
        description="Parts.",
        examples=[[{"part_number": "15400-RTA-003", "on_hand": 12}]],
    )
    deliveries: tuple[SetupDelivery, ...] = Field(
        (),
        max_length=MAX_CATALOGUE,
        description="Parts expected.",
        examples=[
            [
                {
                    "delivery_id": "PO-1188-1",
                    "part_number": "15400-RTA-003",
                    "quantity": 2,
                    "eta": "2026-03-16T14:00",
                }
            ]
        ],
    )
    policy: Policy = Field(
        Policy.model_validate({}), description="Priorities, limits and weights.", examples=[{"reception_minutes": 15}]
    )


def read_setup(data: bytes | str | Mapping[str, object], *, unfinished: bool = False) -> trade.Setup:
    """The set-up of a document: JSON as UTF-8 bytes, as text, or as parsed.

    ``unfinished``: it may still lack what no shop can do without. Raises ``InvalidSetupError`` with every fault of
    form and sense at once, in the order of the document.
    """
    reading = read_document(data, SetupDocument)
    faults = list(reading.faults)
    if reading.document is not None:
        setup = record_of(reading.document, trade.Setup)
        found = setup_faults(setup, unread=reading.unread)
        faults += [fault for fault in found if not unfinished or fault.code not in UNFINISHED]
        if not faults:
            return setup
    raise InvalidSetupError(in_order(faults))


def write_setup(setup: trade.Setup) -> dict[str, JsonValue]:
    """The document of a set-up: every field written, defaults too, times with the workshop's UTC offset."""
    values = json_of(setup, ZoneInfo(setup.time_zone))
    body = values if isinstance(values, dict) else {}
    head: dict[str, JsonValue] = {"kind": SETUP_KIND, "version": VERSION}
    return head | {name: body[name] for name in SetupDocument.model_fields if name in body}
