"""PostgreSQL: a database that several processes of the service share."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, create_engine, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError

from api.store.locks import lock_name

# A statement of the service takes milliseconds. What takes this long has met a fault and must not hold others up.
_SESSION = {
    "statement_timeout": "30s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
}
# Serialization failure, deadlock: PostgreSQL asks for another try.
_UNDONE = frozenset({"40001", "40P01"})


class Postgresql:
    """The store of a PostgreSQL database.

    Raises ``ValueError`` for a URL that is none of PostgreSQL's, ``OSError`` when it cannot be reached.
    """

    alone = False

    def __init__(self, url: str) -> None:
        found = url_of(url)
        self.name = found.set(drivername="postgresql", query={}).render_as_string(hide_password=True)
        self.writing = engine_of(found)
        # One snapshot for all statements of a reader; with MVCC it waits for nobody and nobody for it.
        snapshot = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        self.reading: Engine = self.writing.execution_options(**snapshot)
        try:
            self.writing.connect().close()
        except DBAPIError as error:
            self.close()
            raise OSError(f"cannot reach {self.name}: {str(error.orig).strip()}") from error

    def begin_migration(self, connection: Connection) -> None:
        """Wait for other processes that migrate; a migration may take its time."""
        for setting in ("lock_timeout", "statement_timeout"):
            connection.execute(text(f"SET LOCAL {setting} = 0"))
        lock_name(connection, "migration")

    def was_undone(self, error: DBAPIError) -> bool:
        """Whether it was a deadlock or a serialization failure."""
        return getattr(error.orig, "sqlstate", None) in _UNDONE

    def close(self) -> None:
        """Close all connections."""
        self.writing.dispose()


def url_of(url: str) -> URL:
    """A URL with the driver that we have. Raises ``ValueError`` for another database."""
    try:
        found = make_url(url)
    except ArgumentError:
        raise ValueError("this is no URL of a database: postgresql://user:password@host:5432/name") from None
    if found.get_backend_name() not in ("postgresql", "postgres"):
        raise ValueError(f"cannot keep a store in {found.get_backend_name()}: give a postgresql:// URL, or a folder")
    return found.set(drivername="postgresql+psycopg")


def engine_of(url: URL) -> Engine:
    """An engine whose sessions do not wait for ever; ``options`` of the URL come last and win."""
    told = url.query.get("options", "")
    options = [f"-c {name}={value}" for name, value in _SESSION.items()]
    options += [told] if isinstance(told, str) else list(told)
    return create_engine(
        url,
        connect_args={"options": " ".join(options).strip(), "application_name": "heijunka", "connect_timeout": 10},
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=10,
        max_overflow=20,
    )
