"""Parts: what is ordered and what is put aside."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "part_orders",
        sa.Column("seq", _SEQUENCE, primary_key=True, autoincrement=True),
        sa.Column("workshop_id", sa.String(64), sa.ForeignKey("workshops.workshop_id"), nullable=False),
        sa.Column("order_id", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("part_number", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column("arrived", sa.Integer, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("appointment_id", sa.String(64)),
        sa.Column("eta", sa.DateTime, nullable=False),
        sa.Column("ordered_at", sa.DateTime, nullable=False),
        sa.Column("closed_at", sa.DateTime),
        sa.Column("note", sa.String(2000), nullable=False),
        sa.UniqueConstraint("workshop_id", "order_id", name="uq_part_orders_workshop_id_order_id"),
        sqlite_autoincrement=True,
    )
    for column in ("state", "part_number"):
        op.create_index(f"ix_part_orders_workshop_id_{column}", "part_orders", ["workshop_id", column])
    op.create_table(
        "picks",
        sa.Column("workshop_id", sa.String(64), sa.ForeignKey("workshops.workshop_id"), primary_key=True),
        sa.Column("appointment_id", sa.String(64), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("parts", sa.JSON, nullable=False),
        sa.Column("pieces", sa.Integer, nullable=False),
        sa.Column("picked_at", sa.DateTime),
        sa.Column("returned_at", sa.DateTime),
        sa.Column("actor", sa.String(200), nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("picks")
    op.drop_table("part_orders")
