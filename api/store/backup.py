"""Writes a store, as it is at one moment, into a file; the service may go on meanwhile."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, MetaData, select, text
from sqlalchemy.exc import DatabaseError

from api.store.migrate import newest_revision, revision_of
from api.store.portable import MANIFEST, BackupError, Manifest, TableEntry, reflected, write_table
from api.store.postgresql import Postgresql
from api.store.sqlite import FILE_NAME, engine_of
from api.version import version

_AT_A_TIME = 200


def back_up(place: str | Path, path: Path) -> Manifest:
    """Write the store of a place into a file that is not there yet; only its owner can read it.

    Everything comes from one read transaction: nothing that was committed before is missing, nothing is half there,
    and no writer waits. The file has its name only when it is whole.
    Raises ``BackupError`` for a store that is damaged or of another revision, ``OSError`` and ``ValueError`` as
    `Database` does, ``FileExistsError`` when the file is there.
    """
    if path.exists():
        raise FileExistsError(f"{path} is there already: give another name, or remove it")
    part = path.with_name(f"{path.name}.part")
    try:
        with reading(place) as connection, _private(part) as archive:
            manifest = _write(connection, archive)
        _sync(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _write(connection: Connection, archive: zipfile.ZipFile) -> Manifest:
    revision = revision_of(connection)
    if revision is None or revision != newest_revision():
        raise BackupError(f"the store is at revision {revision}, this program at {newest_revision()}: start it once")
    manifest = Manifest(
        kind="heijunka.backup",
        version="1",
        program=version(),
        revision=revision,
        created_at=datetime.now(UTC).isoformat(),
        tables=list(_tables(connection, archive)),
    )
    archive.writestr(MANIFEST, manifest.model_dump_json(indent=1))
    return manifest


def _tables(connection: Connection, archive: zipfile.ZipFile) -> Iterator[TableEntry]:
    metadata = MetaData()
    metadata.reflect(connection)
    for table in reflected(metadata):
        query = select(table).order_by(*table.primary_key.columns)
        found = connection.execution_options(yield_per=_AT_A_TIME).execute(query)
        yield write_table(archive, table, map(tuple, found))


@contextmanager
def reading(place: str | Path) -> Iterator[Connection]:
    """One snapshot of the store of a place, without holding the place: the service may have it open."""
    if isinstance(place, str) and "://" in place:
        backend = Postgresql(place)
        try:
            with backend.reading.connect() as connection, connection.begin():
                for setting in ("statement_timeout", "idle_in_transaction_session_timeout"):
                    connection.execute(text(f"SET LOCAL {setting} = 0"))
                yield connection
        finally:
            backend.close()
        return
    with _reading_file(Path(place) / FILE_NAME) as connection:
        yield connection


@contextmanager
def _reading_file(file: Path) -> Iterator[Connection]:
    if not file.exists():
        raise FileNotFoundError(f"there is no store in {file.parent}")
    engine = engine_of(file)
    try:
        with engine.connect() as connection, connection.begin():
            check_file(connection)
            yield connection
    finally:
        engine.dispose()


def check_file(connection: Connection) -> None:
    """Raises ``BackupError`` when SQLite finds its file damaged or a row that refers to nothing."""
    try:
        found = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    except DatabaseError as error:
        raise BackupError(f"the file of the store is damaged: {error.orig}") from error
    if found != ["ok"]:
        raise BackupError(f"the file of the store is damaged: {found[0]}")
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise BackupError("the file of the store is damaged: a row refers to one that is not there")


@contextmanager
def _private(path: Path) -> Iterator[zipfile.ZipFile]:
    # Customers' names are in it.
    path.unlink(missing_ok=True)
    with (
        os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        yield archive


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
