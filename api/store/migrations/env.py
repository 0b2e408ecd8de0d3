"""Alembic's entry: runs the revisions on the connection that `api.store.database` hands over."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

import api.store.desk_tables
import api.store.floor_tables
import api.store.parts_tables
import api.store.security_tables
import api.store.setup_tables  # noqa: F401 - tells the metadata of its tables
from api.store.tables import metadata


def run(connection: Connection) -> None:
    """Upgrade over an open connection; its owner commits."""
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
