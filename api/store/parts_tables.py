"""Tables of what is ordered and what is put aside. What is on the shelf stands in the set-up."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from api.store.tables import Sequence, UtcDateTime, metadata

# ``arrived`` of ``quantity`` pieces have come so far. ``appointment_id``: for whom the part was ordered, if anybody.
# ``ordered_at``: when the order was placed, from which the age of a back order is counted.
part_orders = Table(
    "part_orders",
    metadata,
    Column("seq", Sequence, primary_key=True, autoincrement=True),
    Column("workshop_id", String(64), ForeignKey("workshops.workshop_id"), nullable=False),
    Column("order_id", String(40), nullable=False),
    Column("version", Integer, nullable=False),
    Column("part_number", String(64), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("arrived", Integer, nullable=False),
    Column("state", String(20), nullable=False),
    Column("appointment_id", String(64)),
    Column("eta", UtcDateTime, nullable=False),
    Column("ordered_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
    Column("note", String(2000), nullable=False),
    UniqueConstraint("workshop_id", "order_id"),
    Index(None, "workshop_id", "state"),
    Index(None, "workshop_id", "part_number"),
    sqlite_autoincrement=True,
)

# What lies aside for an appointment (零件预订): ``parts`` is part number → pieces, ``pieces`` their sum, 0 after they
# were put back.
picks = Table(
    "picks",
    metadata,
    Column("workshop_id", String(64), ForeignKey("workshops.workshop_id"), primary_key=True),
    Column("appointment_id", String(64), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("parts", JSON, nullable=False),
    Column("pieces", Integer, nullable=False),
    Column("picked_at", UtcDateTime),
    Column("returned_at", UtcDateTime),
    Column("actor", String(200), nullable=False),
)
