"""Workshops and their set-up."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the tables of the set-up."""
    op.create_table(
        "workshops",
        sa.Column("workshop_id", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("time_zone", sa.String(64), nullable=False),
        sa.Column("setup_version", sa.Integer, nullable=False),
        sa.Column("plan_version", sa.Integer, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("country", sa.String(2), nullable=False, server_default=""),
        sa.Column("subdivision", sa.String(6), nullable=False, server_default=""),
        sa.Column("loan_cars", sa.Integer, nullable=False, server_default="0"),
        sa.Column("opening", sa.JSON, nullable=False, server_default="[]"),
    )
    op.create_table(
        "setup_items",
        sa.Column("seq", _SEQUENCE, primary_key=True, autoincrement=True),
        sa.Column("workshop_id", sa.String(64), sa.ForeignKey("workshops.workshop_id"), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("item_id", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.UniqueConstraint("workshop_id", "kind", "item_id", name="uq_setup_items_workshop_id_kind_item_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "policies",
        sa.Column("workshop_id", sa.String(64), sa.ForeignKey("workshops.workshop_id"), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("policies")
    op.drop_table("setup_items")
    op.drop_table("workshops")
