"""People who log in by a provider."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Say of each entry among the keys who stands behind it."""
    op.add_column("api_keys", sa.Column("person", sa.String(40)))
    active = sa.text("revoked_at IS NULL")
    op.create_index(
        "uq_api_keys_person", "api_keys", ["person"], unique=True, sqlite_where=active, postgresql_where=active
    )


def downgrade() -> None:
    """Forget it."""
    op.drop_index("uq_api_keys_person", table_name="api_keys")
    op.drop_column("api_keys", "person")
