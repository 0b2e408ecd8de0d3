"""Times on the wire: ISO 8601, on the workshop's clock."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Annotated, TypedDict
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    Field,
    PlainSerializer,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from api.contract.base import Wire
from optimizer import calendar as trade
from optimizer.faults.zones import zone_named

TIME_PATTERN = r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?$"
YEARS = range(1980, 2200)
MAX_SPAN = timedelta(days=400)


class Clock(TypedDict):
    """What validation must know: the workshop's zone, None when it could not be read."""

    zone: ZoneInfo | None


def local(instant: datetime, zone: ZoneInfo) -> datetime:
    """The instant with the fixed offset that the zone has then.

    Not with the zone itself: two such datetimes would be compared and subtracted by the wall clock, which is
    wrong across a clock change.
    """
    shown = instant.astimezone(zone)
    return shown.replace(tzinfo=timezone(shown.utcoffset() or timedelta()))


def read_instant(text: object, zone: ZoneInfo | None) -> datetime:
    """An aware datetime from ISO 8601; without an offset it is a time on the clock of ``zone``.

    Raises ``PydanticCustomError`` with the remedy in its context.
    """
    if not isinstance(text, str) or not re.fullmatch(TIME_PATTERN, text, re.ASCII):
        remedy = "write a date and time such as 2026-03-16T08:30, or 2026-03-16T08:30:00+08:00"
        raise _refusal("time_format", f"{_shown(text)} is no ISO 8601 time", remedy)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:  # the pattern fits, but there is no 30 February, 24:00 or +99:00
        message = f"{text} is no time: {error}"
        raise _refusal("time_format", message, "correct the date, the hour or the offset") from None
    if moment.year not in YEARS:
        remedy = f"give a year from {YEARS[0]} to {YEARS[-1]}"
        raise _refusal("time_out_of_range", f"the year of {text} is out of range", remedy)
    return _placed(moment, text, zone)


def _placed(moment: datetime, text: str, zone: ZoneInfo | None) -> datetime:
    if moment.tzinfo is not None:
        return moment if zone is None else local(moment, zone)
    if zone is None:
        remedy = "correct workshop.time_zone, or add the UTC offset to the time"
        raise _refusal("zone_unknown", f"{text} is a time on the workshop's clock, whose zone is not known", remedy)
    first, second = (local(moment.replace(tzinfo=zone, fold=fold).astimezone(UTC), zone) for fold in (0, 1))
    if first == second:
        return first
    if first.replace(tzinfo=None) != moment:
        # In a gap, the offset before the change gives the time as long after the change as was meant.
        remedy = f"write a time that the clock shows, such as {first.replace(tzinfo=None).isoformat()}"
        raise _refusal("time_nonexistent", f"{text} does not exist in {zone.key}: the clocks are put forward", remedy)
    remedy = f"add the UTC offset: {first.isoformat()} for the first, {second.isoformat()} for the second"
    raise _refusal("time_ambiguous", f"{text} happens twice in {zone.key}: the clocks are put back", remedy)


def _refusal(code: str, message: str, remedy: str) -> PydanticCustomError:
    return PydanticCustomError("heijunka", "{message}", {"code": code, "message": message, "remedy": remedy})


def _shown(value: object) -> str:
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= 60 else shown[:57] + "..."


def _from_wire(value: object, info: ValidationInfo) -> datetime:
    context: Clock | None = info.context
    return read_instant(value, None if context is None else context["zone"])


def _known_zone(name: str) -> str:
    if zone_named(name) is None:
        remedy = "give a name such as Asia/Shanghai or Europe/Berlin"
        raise _refusal("unknown_time_zone", f"{name} is no IANA time zone", remedy)
    return name


Instant = Annotated[
    datetime,
    PlainValidator(_from_wire),
    PlainSerializer(datetime.isoformat, return_type=str),
    WithJsonSchema({"type": "string", "pattern": TIME_PATTERN}),
]
TimeZone = Annotated[str, AfterValidator(_known_zone)]


class Span(Wire):
    """A half-open span of time: `start` belongs to it, `end` does not."""

    record = trade.Span

    start: Instant = Field(description="First moment.", examples=["2026-03-16T08:00"])
    end: Instant = Field(description="First moment after it; later than `start`.", examples=["2026-03-16T17:00"])

    @model_validator(mode="after")
    def _ends_after_its_start(self) -> Span:
        if self.end <= self.start:
            message = f"the span ends at {self.end.isoformat()}, not after its start {self.start.isoformat()}"
            raise _refusal("span_reversed", message, "correct start or end; a span over midnight ends on the next date")
        if self.end - self.start > MAX_SPAN:
            message = f"the span is longer than {MAX_SPAN.days} days"
            raise _refusal("span_too_long", message, "correct start or end, or split the span")
        return self
