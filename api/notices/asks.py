"""What those who call send."""

from __future__ import annotations

from pydantic import ConfigDict, Field

from api.contract.base import Text, Wire
from api.contract.times import Instant
from api.desk.asks import NO_TIMES, Times
from api.notices import examples


class Agreed(Wire):
    """The customer agrees."""

    model_config = ConfigDict(json_schema_extra={"example": examples.AGREED})

    promised: Instant | None = Field(
        None,
        description="The time agreed on; null: the one proposed. Not earlier than that.",
        examples=["2026-03-17T16:30"],
    )
    note: Text = Field("", description="A note.", examples=["comes after work"])


class AnotherTime(Wire):
    """When it would suit the customer."""

    must: Times = Field(
        NO_TIMES,
        description="The customer hands the car in then and at no other time.",
        examples=[{"dates": ["2026-03-18"]}],
    )
    preferred: Times = Field(
        NO_TIMES,
        description="The customer would like that best.",
        examples=[{"hours": [{"start": "08:00", "end": "10:00"}]}],
    )
    ready_by: Instant | None = Field(
        None, description="The customer must have it back by then.", examples=["2026-03-18T17:00"]
    )


class Declined(Wire):
    """The customer does not agree."""

    model_config = ConfigDict(json_schema_extra={"example": examples.DECLINED})

    wish: AnotherTime | None = Field(
        None,
        description="What would suit; null: nothing was said of it.",
        examples=[{"must": {"dates": ["2026-03-18"]}}],
    )
    note: Text = Field("", description="A note.", examples=["needs the car tonight"])
