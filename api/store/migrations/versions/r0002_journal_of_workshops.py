"""One journal for all subjects of all workshops; answers kept by idempotency key; runs owned by a process."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Name the journal's subject, its workshop and its actor; create the table of kept answers."""
    with op.batch_alter_table("journal") as batch:
        batch.drop_index("ix_journal_run_id_seq")
        batch.alter_column("run_id", new_column_name="subject_id", existing_type=sa.String(40), type_=sa.String(200))
        batch.add_column(sa.Column("workshop_id", sa.String(200), nullable=False, server_default=""))
        batch.add_column(sa.Column("actor", sa.String(200), nullable=False, server_default=""))
    op.execute(
        "UPDATE journal SET workshop_id = (SELECT workshop_id FROM runs WHERE runs.run_id = journal.subject_id) "
        "WHERE subject_id IN (SELECT run_id FROM runs)"
    )
    op.create_index("ix_journal_subject_id_seq", "journal", ["subject_id", "seq"])
    op.create_index("ix_journal_workshop_id_seq", "journal", ["workshop_id", "seq"])
    op.create_table(
        "kept_answers",
        sa.Column("scope", sa.String(300), primary_key=True),
        sa.Column("idempotency_key", sa.String(255), primary_key=True),
        sa.Column("request_hash", sa.String(64), nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("headers", sa.JSON, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("ix_kept_answers_created_at", "kept_answers", ["created_at"])
    # A key that came before the upgrade still brings back its run after it.
    op.execute(
        "INSERT INTO kept_answers (scope, idempotency_key, request_hash, created_at, status, headers, body) "
        "SELECT '/createPlan', idempotency_key, request_hash, created_at, 202, '{}', '{\"id\": \"' || run_id || '\"}' "
        "FROM runs WHERE idempotency_key IS NOT NULL"
    )
    with op.batch_alter_table("runs") as batch:
        batch.drop_constraint("uq_runs_idempotency_key", type_="unique")
        batch.drop_column("idempotency_key")
        batch.drop_column("request_hash")
        batch.add_column(sa.Column("owner", sa.String(40)))
        batch.add_column(sa.Column("lease_until", sa.DateTime))


def downgrade() -> None:
    """Undo; what other subjects than runs have in the journal is lost, and so are the keys."""
    with op.batch_alter_table("runs") as batch:
        batch.drop_column("lease_until")
        batch.drop_column("owner")
        batch.add_column(sa.Column("request_hash", sa.String(64), nullable=False, server_default=""))
        batch.add_column(sa.Column("idempotency_key", sa.String(255)))
        batch.create_unique_constraint("uq_runs_idempotency_key", ["idempotency_key"])
    op.drop_table("kept_answers")
    op.execute("DELETE FROM journal WHERE subject_id NOT IN (SELECT run_id FROM runs)")
    op.drop_index("ix_journal_workshop_id_seq", "journal")
    op.drop_index("ix_journal_subject_id_seq", "journal")
    with op.batch_alter_table("journal") as batch:
        batch.drop_column("actor")
        batch.drop_column("workshop_id")
        batch.alter_column("subject_id", new_column_name="run_id", existing_type=sa.String(200), type_=sa.String(40))
        batch.create_index("ix_journal_run_id_seq", ["run_id", "seq"])
