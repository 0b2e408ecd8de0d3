"""What the floor tells of people, bays, tools and parts, a wire type for each type of event."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from api.contract.base import MAX_PIECES, Id, Text
from api.contract.times import Instant
from api.floor.car_asks import Happened

Pieces = Annotated[int, Field(ge=1, le=MAX_PIECES)]


class TechnicianAbsent(Happened):
    """A technician is not there."""

    type: Literal["technician_absent"]
    technician_id: Id = Field(description="Who.", examples=["T1"])
    start: Instant | None = Field(None, description="From then on; null: from `at` on.", examples=["2026-03-16T14:00"])
    until: Instant | None = Field(None, description="Until; null: for the rest of that day.", examples=[None])
    reason: Text = Field("", description="Why.", examples=["ill"])


class TechnicianLate(Happened):
    """A technician comes later."""

    type: Literal["technician_late"]
    technician_id: Id = Field(description="Who.", examples=["T1"])
    until: Instant = Field(description="When they will be there.", examples=["2026-03-16T09:30"])
    reason: Text = Field("", description="Why.", examples=["traffic"])


class TechnicianLentOut(Happened):
    """A technician works elsewhere for a while."""

    type: Literal["technician_lent_out"]
    technician_id: Id = Field(description="Who.", examples=["T1"])
    start: Instant | None = Field(None, description="From then on; null: from `at` on.", examples=["2026-03-16T13:00"])
    until: Instant = Field(description="Until.", examples=["2026-03-16T17:00"])
    reason: Text = Field("", description="To whom.", examples=["body shop"])


class TechnicianBack(Happened):
    """A technician is there again."""

    type: Literal["technician_back"]
    technician_id: Id = Field(description="Who.", examples=["T1"])


class BayDown(Happened):
    """A bay cannot be used."""

    type: Literal["bay_down"]
    bay_id: Id = Field(description="Which.", examples=["B3"])
    until: Instant | None = Field(
        None, description="Until; null: until `bay_up` is told.", examples=["2026-03-16T12:00"]
    )
    reason: Text = Field("", description="Why.", examples=["lift leaks oil"])


class BayUp(Happened):
    """A bay can be used again."""

    type: Literal["bay_up"]
    bay_id: Id = Field(description="Which.", examples=["B3"])


class ToolDown(Happened):
    """A tool of a bay cannot be used: work that needs it is not done there."""

    type: Literal["tool_down"]
    bay_id: Id = Field(description="In which bay.", examples=["B3"])
    capability: Id = Field(description="The capability of the bay that is missing.", examples=["ALIGNMENT_RACK"])
    until: Instant | None = Field(
        None, description="Until; null: until `tool_up` is told.", examples=["2026-03-16T12:00"]
    )
    reason: Text = Field("", description="Why.", examples=["sensor broken"])


class ToolUp(Happened):
    """A tool can be used again."""

    type: Literal["tool_up"]
    bay_id: Id = Field(description="In which bay.", examples=["B3"])
    capability: Id = Field(description="Which.", examples=["ALIGNMENT_RACK"])


class PartLate(Happened):
    """An ordered part comes at another time."""

    type: Literal["part_late"]
    order_id: Id = Field(description="The order.", examples=["po_4f1c0b7a9d2e4c6f"])
    eta: Instant = Field(description="When it can be used.", examples=["2026-03-17T08:00"])


class PartShort(Happened):
    """Pieces that were counted are not on the shelf."""

    type: Literal["part_short"]
    part_number: Id = Field(description="The part.", examples=["45022-TZA-A01"])
    quantity: Pieces = Field(1, description="Pieces missing.", examples=[1])


class PartArrived(Happened):
    """Pieces of an order have come."""

    type: Literal["part_arrived"]
    order_id: Id = Field(description="The order.", examples=["po_4f1c0b7a9d2e4c6f"])
    quantity: Pieces | None = Field(None, description="Pieces; null: all that were missing.", examples=[1])
