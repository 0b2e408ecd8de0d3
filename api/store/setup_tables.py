"""Tables of workshops and their set-up."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from api.store.tables import Sequence, UtcDateTime, metadata

# ``setup_version`` grows with every change of the set-up, ``plan_version`` with every change of who is when where:
# what is kept in memory of a workshop is good for one pair of them. The row is what writers of a workshop lock.
# ``version`` is the ``setup_version`` at which what stands in the row itself last changed. ``floor_version`` grows with
# every event of the workshop floor and every decision of the foreman, ``facts_version`` with those events that change
# who and what is there (an absence, a bay out of order): what is kept in memory of the workshop itself is old then.
workshops = Table(
    "workshops",
    metadata,
    Column("workshop_id", String(64), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("time_zone", String(64), nullable=False),
    Column("setup_version", Integer, nullable=False),
    Column("plan_version", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("country", String(2), nullable=False, server_default=""),
    Column("subdivision", String(6), nullable=False, server_default=""),
    Column("loan_cars", Integer, nullable=False, server_default="0"),
    Column("opening", JSON, nullable=False, server_default="[]"),
    Column("floor_version", Integer, nullable=False, server_default="0"),
    Column("facts_version", Integer, nullable=False, server_default="0"),
)

# Technicians, bays, operations, …: one row each, ``document`` in the form of the contract. ``version`` is the
# ``setup_version`` at which it last changed, so that one deleted and made anew does not pass for the old one.
setup_items = Table(
    "setup_items",
    metadata,
    Column("seq", Sequence, primary_key=True, autoincrement=True),
    Column("workshop_id", String(64), ForeignKey("workshops.workshop_id"), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("item_id", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("document", Text, nullable=False),
    UniqueConstraint("workshop_id", "kind", "item_id"),
    sqlite_autoincrement=True,
)

# Every version of a policy is kept, with who made it; the highest one holds.
policies = Table(
    "policies",
    metadata,
    Column("workshop_id", String(64), ForeignKey("workshops.workshop_id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("document", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", String(200), nullable=False),
)
