"""Tables of the appointment desk."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table

from api.store.tables import UtcDateTime, metadata

# One row from enquiry to delivery. ``in_plan``: it has its place, in ``assignments``; ``plan_version`` is the
# workshop's when that place last changed, so that what is newer than a copy in memory can be asked for.
# ``visit`` and ``assignments`` have the fields of the contract. ``ends``: when the last step does. ``expires_at``: of a
# hold.
appointments = Table(
    "appointments",
    metadata,
    Column("workshop_id", String(64), ForeignKey("workshops.workshop_id"), primary_key=True),
    Column("appointment_id", String(64), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("state", String(20), nullable=False),
    Column("in_plan", Boolean, nullable=False),
    Column("plan_version", Integer, nullable=False),
    Column("source", String(20), nullable=False),
    Column("arrival", UtcDateTime, nullable=False),
    Column("promised", UtcDateTime),
    Column("ends", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime),
    Column("customer_ref", String(64), nullable=False),
    Column("plate", String(40), nullable=False),
    Column("visit", JSON, nullable=False),
    Column("assignments", JSON, nullable=False),
    Column("details", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Index(None, "workshop_id", "plan_version"),
    Index(None, "workshop_id", "arrival"),
    Index(None, "workshop_id", "ends"),
    Index(None, "workshop_id", "plate"),
    Index(None, "workshop_id", "state"),
)

# Each step of an appointment's life: from where to where, when, by whom.
transitions = Table(
    "transitions",
    metadata,
    Column("workshop_id", String(64), primary_key=True),
    Column("appointment_id", String(64), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("action", String(40), nullable=False),
    Column("state_before", String(20)),
    Column("state_after", String(20), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", String(200), nullable=False),
    Column("note", String(2000), nullable=False),
)
