"""Opens the store: one SQLite file in WAL mode, migrated to the newest revision."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

FILE_NAME = "heijunka.db"
LOCK_NAME = "heijunka.lock"
_MIGRATIONS = Path(__file__).parent / "migrations"


class StoreBusyError(RuntimeError):
    """Another process of the service has this data folder open."""


class Database:
    """The engine of one data folder, with one writer at a time.

    Only one process may hold a data folder: it would otherwise take over the other's runs as crashed ones.
    Raises ``StoreBusyError`` when another one has it, ``OSError`` when the folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._lock = _hold(folder / LOCK_NAME)
        try:
            self.engine = _engine(folder / FILE_NAME)
            with self.write() as connection:
                _migrate(connection)
        except BaseException:
            self._lock.close()
            raise

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state of the store and changes nothing."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that takes the write lock at its start; committed on exit, undone on an error."""
        with self.engine.connect() as plain:
            connection = plain.execution_options(heijunka_begin="BEGIN IMMEDIATE")
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Close all connections and let the folder go."""
        self.engine.dispose()
        self._lock.close()


def _hold(path: Path) -> sqlite3.Connection:
    # An exclusive SQLite transaction is a lock that every platform has and that ends with the process.
    lock = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        lock.close()
        if "locked" in str(error):
            raise StoreBusyError(f"another Heijunka service uses {path.parent}") from error
        raise OSError(f"cannot write in {path.parent}: {error}") from error
    return lock


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 30})

    @event.listens_for(engine, "connect")
    def _configure(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        del entry
        # The driver must not open transactions by itself: "begin" below decides which kind.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("heijunka_begin", "BEGIN"))

    return engine


def _migrate(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
