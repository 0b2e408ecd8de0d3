"""Brings a store to the newest revision."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from api.store.backend import Backend, StoreVersionError

_MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(backend: Backend) -> None:
    """Upgrade to the newest revision; two processes that start together do it once.

    Raises ``StoreVersionError`` when the store is at a revision of a newer program.
    """
    with backend.reading.connect() as connection, connection.begin():
        if revision_of(connection) == newest_revision():
            return
    with backend.writing.connect() as connection, connection.begin():
        backend.begin_migration(connection)
        upgrade(connection, "head")


def upgrade(connection: Connection, revision: str) -> None:
    """Upgrade over an open connection. Raises ``StoreVersionError`` when it is at a revision we do not know."""
    config = _config()
    found = revision_of(connection)
    if found is not None and found not in _known(config):
        raise StoreVersionError(f"the store is at revision {found}, made by a newer Heijunka: use that one or a later")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def revision_of(connection: Connection) -> str | None:
    """The revision a store is at; None before the first."""
    return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str:
    """The revision of this program."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None
    return head


def knows(revision: str) -> bool:
    """Whether a revision is one of this program."""
    return revision in _known(_config())


def _known(config: Config) -> frozenset[str]:
    return frozenset(script.revision for script in ScriptDirectory.from_config(config).walk_revisions())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config
