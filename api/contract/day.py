"""The day document: read with every fault at once, written with every field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, JsonValue

from api.contract.base import MAX_ASSIGNMENTS, MAX_VISITS, StepId, Text, Wire, record_of
from api.contract.decisions import Decisions
from api.contract.plan import Assignments
from api.contract.reading import in_order, read_document
from api.contract.times import Instant
from api.contract.visit import Visit
from api.contract.workshop import Workshop
from api.contract.writing import json_of
from optimizer import day as trade
from optimizer import plan as trade_plan
from optimizer.errors import InvalidDayError
from optimizer.faults import faults_of

VERSION = "1"
DAY_KIND = "heijunka.day"

StepIds = Annotated[frozenset[StepId], Field(max_length=MAX_ASSIGNMENTS)]
Texts = Annotated[tuple[Text, ...], Field(max_length=1_000)]


class Published(Wire):
    """The plan the shop works by, which a re-plan disturbs. Steps of visits that are gone are ignored."""

    record = trade_plan.Published

    assignments: Assignments = Field(
        description="The assignments of the published plan, as in the plan document.",
        examples=[[]],
    )
    released: StepIds = Field(
        frozenset(), description="Steps that may be moved although they start soon.", examples=[["V1/work/1"]]
    )


class DayDocument(Wire):
    """A day to plan: the workshop, its visits, the moment, and the plan in force."""

    record = trade.Day

    kind: Literal["heijunka.day"] = Field(description="Always `heijunka.day`.", examples=[DAY_KIND])
    version: Literal["1"] = Field(description="Version of the contract.", examples=[VERSION])
    now: Instant = Field(description="The moment planned from.", examples=["2026-03-16T08:00"])
    workshop: Workshop = Field(description="The workshop.", examples=[{"workshop_id": "GZ-01"}])
    visits: tuple[Visit, ...] = Field(
        max_length=MAX_VISITS,
        description="The visits to plan, those in the house included.",
        examples=[
            [
                {
                    "visit_id": "V1",
                    "arrival": "2026-03-16T08:30",
                    "jobs": [{"job_id": "1", "operation_code": "OIL-10K"}],
                }
            ]
        ],
    )
    published: Published | None = Field(
        None, description="The published plan, when this is a re-plan.", examples=[{"assignments": []}]
    )
    decisions: Decisions = Field(
        Decisions.model_validate({}),
        description="What the foreman has decided.",
        examples=[{"pins": [{"step_id": "V1/work/1", "bay_id": "B1"}]}],
    )
    assumptions: Texts = Field(
        (), description="In words, what was not in the source of the data.", examples=[["bays: drawn under seed 7"]]
    )


def read_day(data: bytes | str | Mapping[str, object]) -> trade.Day:
    """The day of a document: JSON as UTF-8 bytes, as text, or as parsed.

    Times without offset are the workshop's. Raises ``InvalidDayError`` with every fault of form and sense at
    once, in the order of the document; ``TypeError`` for a mapping of values that JSON has not.
    """
    reading = read_document(data, DayDocument)
    faults = list(reading.faults)
    if reading.document is not None:
        day = record_of(reading.document, trade.Day)
        faults += faults_of(day, unread=reading.unread)
        if not faults:
            return day
    raise InvalidDayError(in_order(faults))


def write_day(day: trade.Day) -> dict[str, JsonValue]:
    """The document of a day: every field written, defaults too, times with the workshop's UTC offset."""
    zone = ZoneInfo(day.workshop.time_zone)
    values = json_of(day, zone)
    head: dict[str, JsonValue] = {"kind": DAY_KIND, "version": VERSION}
    body = values if isinstance(values, dict) else {}
    return head | {name: body[name] for name in DayDocument.model_fields if name in body}
