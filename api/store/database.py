"""The store: a folder with one SQLite file, or a PostgreSQL database by its URL; one contract for both."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import Pool

from api.store.backend import Backend
from api.store.claims import Claims
from api.store.migrate import migrate
from api.store.postgresql import Postgresql
from api.store.sqlite import Sqlite

T = TypeVar("T")

_TRIES = 5
_PAUSE_S = 0.02


class Database:
    """An open store, migrated to the newest revision.

    ``place``: a folder (SQLite: one file, one process) or ``postgresql://…`` (several processes may share it).
    Raises ``StoreBusyError`` when another process has the folder, ``StoreVersionError`` when a newer program has
    migrated the store, ``OSError`` when the place cannot be written or reached, ``ValueError`` for another URL.
    """

    def __init__(self, place: str | Path) -> None:
        self._backend = _backend_of(place)
        self.claims = Claims()
        try:
            migrate(self._backend)
        except BaseException:
            self._backend.close()
            raise

    @property
    def name(self) -> str:
        """Where the store is, for people: no password is in it."""
        return self._backend.name

    @property
    def pool(self) -> Pool:
        """Its connections, to be counted."""
        return self._backend.reading.pool

    @property
    def alone(self) -> bool:
        """Whether no other process can have this store open."""
        return self._backend.alone

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state of the store, changes nothing and waits for no writer."""
        with self._backend.reading.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that may write; committed on exit, undone on an error.

        SQLite has one writer at a time: the lock is taken at the start. On PostgreSQL writers run side by side, each
        statement sees what is committed (READ COMMITTED), and who changes a workshop first calls `lock_workshop`.
        """
        with self._backend.writing.connect() as connection, connection.begin():
            yield connection

    def transact(self, change: Callable[[Connection], T]) -> T:
        """`write` around a function, done again when the database undid it because of others (a deadlock).

        The function must do nothing that is not undone with the transaction: it may be called up to five times.
        """
        for attempt in range(1, _TRIES):
            try:
                with self.write() as connection:
                    return change(connection)
            except DBAPIError as error:
                if not self._backend.was_undone(error):
                    raise
            # Not at once and not in step: the others have to get through too.
            time.sleep(random.uniform(0, _PAUSE_S * attempt))
        with self.write() as connection:
            return change(connection)

    def close(self) -> None:
        """Close all connections and let the place go."""
        self._backend.close()


def _backend_of(place: str | Path) -> Backend:
    if isinstance(place, str) and "://" in place:
        return Postgresql(place)
    return Sqlite(Path(place))
