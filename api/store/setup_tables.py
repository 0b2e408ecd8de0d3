"""Tables of workshops and their set-up."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table

from api.store.tables import UtcDateTime, metadata

# ``setup_version`` grows with every change of the set-up, ``plan_version`` with every change of who is when where:
# what is kept in memory of a workshop is good for one pair of them. The row is what writers of a workshop lock.
workshops = Table(
    "workshops",
    metadata,
    Column("workshop_id", String(64), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("time_zone", String(64), nullable=False),
    Column("setup_version", Integer, nullable=False),
    Column("plan_version", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)
