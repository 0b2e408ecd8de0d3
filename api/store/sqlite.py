"""SQLite: one file in WAL mode in a folder that one process holds."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from api.store.backend import StoreBusyError

FILE_NAME = "heijunka.db"
LOCK_NAME = "heijunka.lock"


class Sqlite:
    """The store of a data folder.

    Only one process may hold a data folder: it would otherwise take over the other's runs as crashed ones.
    Raises ``StoreBusyError`` when another one has it, ``OSError`` when the folder cannot be written.
    """

    alone = True

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.name = str(folder)
        self._lock = hold(folder)
        try:
            self.reading = engine_of(folder / FILE_NAME)
        except BaseException:
            self._lock.close()
            raise
        # Begun as a reader, a writer could find that others wrote in between and would have to start anew.
        self.writing: Engine = self.reading.execution_options(heijunka_begin="BEGIN IMMEDIATE")

    def begin_migration(self, connection: Connection) -> None:
        """Nothing: a writing transaction has the file to itself."""

    def was_undone(self, error: DBAPIError) -> bool:
        """Never: writers queue up."""
        del error
        return False

    def close(self) -> None:
        """Close all connections and let the folder go."""
        self.reading.dispose()
        self._lock.close()


def hold(folder: Path) -> sqlite3.Connection:
    """Hold a folder until the connection is closed or the process ends. Raises as `Sqlite` does."""
    # An exclusive SQLite transaction is a lock that every platform has and that ends with the process.
    lock = sqlite3.connect(folder / LOCK_NAME, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        lock.close()
        if "locked" in str(error):
            raise StoreBusyError(f"another Heijunka service uses {folder}") from error
        raise OSError(f"cannot write in {folder}: {error}") from error
    return lock


def engine_of(path: Path) -> Engine:
    """An engine on a file, which is made when it is missing. Its transactions are readers unless told otherwise."""
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 30}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _configure(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        del entry
        # The driver must not open transactions by itself: "begin" below decides which kind.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("heijunka_begin", "BEGIN"))

    return engine
