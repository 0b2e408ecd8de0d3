"""The workshop floor: events, decisions, re-plans, notices, the end of a day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Create the tables; the versions of a workshop that they count; towards what a run plans."""
    op.add_column("runs", sa.Column("goal", sa.String(20)))
    op.add_column("runs", sa.Column("until", sa.DateTime))
    for column in ("floor_version", "facts_version"):
        op.add_column("workshops", sa.Column(column, sa.Integer, nullable=False, server_default="0"))
    op.create_table(
        "events",
        sa.Column("seq", _SEQUENCE, primary_key=True, autoincrement=True),
        sa.Column("workshop_id", sa.String(64), sa.ForeignKey("workshops.workshop_id"), nullable=False),
        sa.Column("event_id", sa.String(40), nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("appointment_id", sa.String(64)),
        sa.Column("occurred_at", sa.DateTime, nullable=False),
        sa.Column("told_at", sa.DateTime, nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.Column("warnings", sa.JSON, nullable=False),
        sa.Column("withdrawn_at", sa.DateTime),
        sa.UniqueConstraint("workshop_id", "event_id", name="uq_events_workshop_id_event_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_events_workshop_id_appointment_id", "events", ["workshop_id", "appointment_id"])
    op.create_index("ix_events_workshop_id_occurred_at", "events", ["workshop_id", "occurred_at"])
    op.create_table(
        "decisions",
        sa.Column("seq", _SEQUENCE, primary_key=True, autoincrement=True),
        sa.Column("workshop_id", sa.String(64), sa.ForeignKey("workshops.workshop_id"), nullable=False),
        sa.Column("decision_id", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.Column("reason", sa.String(2000), nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("ended_at", sa.DateTime),
        sa.UniqueConstraint("workshop_id", "decision_id", name="uq_decisions_workshop_id_decision_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_decisions_workshop_id_ended_at", "decisions", ["workshop_id", "ended_at"])
    op.create_table(
        "replans",
        sa.Column("seq", _SEQUENCE, primary_key=True, autoincrement=True),
        sa.Column("workshop_id", sa.String(64), sa.ForeignKey("workshops.workshop_id"), nullable=False),
        sa.Column("replan_id", sa.String(40), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("trigger", sa.String(20), nullable=False),
        sa.Column("setup_version", sa.Integer, nullable=False),
        sa.Column("plan_version", sa.Integer, nullable=False),
        sa.Column("floor_version", sa.Integer, nullable=False),
        sa.Column("event_seq", sa.Integer, nullable=False),
        sa.Column("decisions", sa.JSON, nullable=False),
        sa.Column("causes", sa.JSON, nullable=False),
        sa.Column("supposes", sa.Boolean, nullable=False),
        sa.Column("what_if", sa.JSON, nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("proposed_at", sa.DateTime),
        sa.Column("closed_at", sa.DateTime),
        sa.Column("published_run_id", sa.String(40)),
        sa.UniqueConstraint("workshop_id", "replan_id", name="uq_replans_workshop_id_replan_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_replans_workshop_id_state", "replans", ["workshop_id", "state"])
    op.create_table(
        "proposals",
        sa.Column("workshop_id", sa.String(64), primary_key=True),
        sa.Column("replan_id", sa.String(40), primary_key=True),
        sa.Column("run_id", sa.String(40), primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("goal", sa.String(20), nullable=False),
        sa.Column("until", sa.DateTime),
    )
    op.create_index("ix_proposals_run_id", "proposals", ["run_id"])
    op.create_table(
        "notices",
        sa.Column("seq", _SEQUENCE, primary_key=True, autoincrement=True),
        sa.Column("workshop_id", sa.String(64), sa.ForeignKey("workshops.workshop_id"), nullable=False),
        sa.Column("notice_id", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("appointment_id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("caller", sa.String(20), nullable=False),
        sa.Column("promised_before", sa.DateTime),
        sa.Column("promised_after", sa.DateTime),
        sa.Column("call_by", sa.DateTime),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("reasons", sa.JSON, nullable=False),
        sa.Column("answer", sa.JSON),
        sa.Column("replan_id", sa.String(40)),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("updated_at", sa.DateTime, nullable=False),
        sa.Column("closed_at", sa.DateTime),
        sa.UniqueConstraint("workshop_id", "notice_id", name="uq_notices_workshop_id_notice_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_notices_workshop_id_state", "notices", ["workshop_id", "state"])
    op.create_index("ix_notices_workshop_id_appointment_id", "notices", ["workshop_id", "appointment_id"])
    op.create_table(
        "day_ends",
        sa.Column("workshop_id", sa.String(64), sa.ForeignKey("workshops.workshop_id"), primary_key=True),
        sa.Column("date", sa.Date, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
        sa.Column("closed_at", sa.DateTime),
        sa.Column("actor", sa.String(200), nullable=False),
    )
    op.create_table(
        "replan_settings",
        sa.Column("workshop_id", sa.String(64), sa.ForeignKey("workshops.workshop_id"), primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("replan_settings")
    op.drop_table("day_ends")
    op.drop_table("notices")
    op.drop_table("proposals")
    op.drop_table("replans")
    op.drop_table("decisions")
    op.drop_table("events")
    with op.batch_alter_table("workshops") as batch:
        for column in ("facts_version", "floor_version"):
            batch.drop_column(column)
    with op.batch_alter_table("runs") as batch:
        for column in ("until", "goal"):
            batch.drop_column(column)
