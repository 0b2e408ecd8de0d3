"""The appointment desk."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "appointments",
        sa.Column("workshop_id", sa.String(64), sa.ForeignKey("workshops.workshop_id"), primary_key=True),
        sa.Column("appointment_id", sa.String(64), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("in_plan", sa.Boolean, nullable=False),
        sa.Column("plan_version", sa.Integer, nullable=False),
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("arrival", sa.DateTime, nullable=False),
        sa.Column("promised", sa.DateTime),
        sa.Column("ends", sa.DateTime, nullable=False),
        sa.Column("expires_at", sa.DateTime),
        sa.Column("customer_ref", sa.String(64), nullable=False),
        sa.Column("plate", sa.String(40), nullable=False),
        sa.Column("visit", sa.JSON, nullable=False),
        sa.Column("assignments", sa.JSON, nullable=False),
        sa.Column("details", sa.JSON, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("updated_at", sa.DateTime, nullable=False),
    )
    for column in ("plan_version", "arrival", "ends", "plate", "state"):
        op.create_index(f"ix_appointments_workshop_id_{column}", "appointments", ["workshop_id", column])
    op.create_table(
        "transitions",
        sa.Column("workshop_id", sa.String(64), primary_key=True),
        sa.Column("appointment_id", sa.String(64), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("state_before", sa.String(20)),
        sa.Column("state_after", sa.String(20), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("note", sa.String(2000), nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("transitions")
    op.drop_table("appointments")
