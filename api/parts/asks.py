"""What a parts clerk sends."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field

from api.contract.base import MAX_LINES, MAX_PIECES, Id, Text, Wire
from api.contract.times import Instant
from api.parts.lead import OrderKind

Pieces = Annotated[int, Field(ge=1, le=MAX_PIECES)]


class NewOrder(Wire):
    """An order of one part. Without `eta` it is reckoned from the part's lead time for this kind of order."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"part_number": "45022-TZA-A01", "quantity": 1, "kind": "urgent"}}
    )

    part_number: Id = Field(description="Part of the set-up.", examples=["45022-TZA-A01"])
    quantity: Pieces = Field(description="Pieces.", examples=[1])
    kind: OrderKind = Field(OrderKind.REGULAR, description="`regular` 定期, `urgent` 紧急, `extra_urgent` 火急.")
    eta: Instant | None = Field(None, description="When it can be used, as the supplier says.")
    appointment_id: Id | None = Field(None, description="For whose car it is ordered.")
    note: Text = Field("", description="A note.")


class Confirmed(Wire):
    """The supplier has confirmed an order."""

    model_config = ConfigDict(json_schema_extra={"example": {"eta": "2026-03-19T08:00"}})

    eta: Instant | None = Field(None, description="When it can be used; null: as reckoned.")


class Slipped(Wire):
    """The supplier tells another ETA."""

    model_config = ConfigDict(json_schema_extra={"example": {"eta": "2026-03-23T08:00"}})

    eta: Instant = Field(description="When it can be used.")


class Arrived(Wire):
    """Pieces have come."""

    model_config = ConfigDict(json_schema_extra={"example": {"quantity": 1}})

    quantity: Pieces | None = Field(None, description="Pieces; null: all that were missing.")


class CancelledOrder(Wire):
    """The supplier takes an order back."""

    model_config = ConfigDict(json_schema_extra={"example": {"reason": "customer sold the car"}})

    reason: Text = Field("", description="Why; needed for an order that is open for less than a month.")


class Picked(Wire):
    """Parts are picked and put aside for an appointment (零件预订)."""

    model_config = ConfigDict(json_schema_extra={"example": {"parts": [{"part_number": "15400-RTA-003"}]}})

    parts: tuple[PickedPart, ...] | None = Field(
        None, max_length=MAX_LINES, description="What lies aside now; null: all that the jobs need."
    )


class PickedPart(Wire):
    """Pieces of a part."""

    part_number: Id = Field(description="Part number.", examples=["15400-RTA-003"])
    quantity: Pieces = Field(1, description="Pieces.", examples=[1])


Picked.model_rebuild()
