"""Fills a place with the store of a backup: all of it, or the place stays as it was."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from sqlalchemy import JSON, Connection, Integer, MetaData, Table, func, inspect, select, text
from sqlalchemy.exc import DBAPIError

from api.store.backend import StoreBusyError
from api.store.backup import check_file
from api.store.migrate import knows, newest_revision, revision_of, upgrade
from api.store.portable import (
    BackupError,
    Manifest,
    TableEntry,
    check_member,
    open_archive,
    read_manifest,
    read_rows,
    reflected,
)
from api.store.postgresql import Postgresql
from api.store.sqlite import FILE_NAME, engine_of, hold

_AT_A_TIME = 500


class StoreNotEmptyError(RuntimeError):
    """There is a store already that would be lost."""


def restore(path: Path, place: str | Path, *, force: bool = False) -> Manifest:
    """Put the store of a backup into a place that no service uses; an older one is migrated on the way.

    A backup of SQLite may be put into PostgreSQL and the other way round. ``force``: what is there is lost.
    Raises ``BackupError`` for a file that cannot be used, ``StoreBusyError`` when the place is in use,
    ``StoreNotEmptyError`` without ``force``, ``OSError`` and ``ValueError`` as `Database` does.
    """
    with open_archive(path) as archive:
        manifest = read_manifest(archive)
        if not knows(manifest.revision):
            raise BackupError(
                f"it is of revision {manifest.revision}, made by a newer Heijunka: use that one or a later"
            )
        for table in manifest.tables:
            check_member(archive, table)
        if isinstance(place, str) and "://" in place:
            _into_postgresql(archive, manifest, place, force)
        else:
            _into_folder(archive, manifest, Path(place), force)
    return manifest


def _into_folder(archive: zipfile.ZipFile, manifest: Manifest, folder: Path, force: bool) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    lock = hold(folder)
    try:
        file, fresh = folder / FILE_NAME, folder / f"{FILE_NAME}.restored"
        if not force and file.exists() and not _file_is_empty(file):
            raise StoreNotEmptyError(f"{folder} has a store already")
        _remove(fresh)
        try:
            _fill_file(archive, manifest, fresh)
            _remove_logs(file)
            fresh.replace(file)
        finally:
            _remove(fresh)
    finally:
        lock.close()


def _fill_file(archive: zipfile.ZipFile, manifest: Manifest, file: Path) -> None:
    engine = engine_of(file)
    try:
        with engine.execution_options(heijunka_begin="BEGIN IMMEDIATE").connect() as connection, connection.begin():
            _fill(connection, archive, manifest)
            check_file(connection)
    finally:
        # The last connection that closes writes the log into the file, which gets the name alone.
        engine.dispose()
    if file.with_name(f"{file.name}-wal").exists():
        raise OSError(f"another program has {file} open")


def _into_postgresql(archive: zipfile.ZipFile, manifest: Manifest, url: str, force: bool) -> None:
    backend = Postgresql(url)
    try:
        with backend.writing.connect() as connection, connection.begin():
            backend.begin_migration(connection)
            _refuse_others(connection)
            if inspect(connection).get_table_names():
                _empty(connection, force)
            _fill(connection, archive, manifest)
            _set_sequences(connection)
    finally:
        backend.close()


def _refuse_others(connection: Connection) -> None:
    others = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND application_name = 'heijunka' AND pid <> pg_backend_pid()"
    )
    if connection.execute(others).scalar_one():
        raise StoreBusyError("a Heijunka service uses this database: stop it first")


def _empty(connection: Connection, force: bool) -> None:
    if revision_of(connection) is None:
        raise StoreNotEmptyError("the database has tables that are not Heijunka's: give it one of its own")
    metadata = MetaData()
    metadata.reflect(connection)
    if not force and _has_rows(connection, metadata):
        raise StoreNotEmptyError("the database has a store already")
    metadata.drop_all(connection)


def _fill(connection: Connection, archive: zipfile.ZipFile, manifest: Manifest) -> None:
    upgrade(connection, manifest.revision)
    metadata = MetaData()
    metadata.reflect(connection)
    tables = {table.name: table for table in reflected(metadata)}
    entries = {entry.name: entry for entry in manifest.tables}
    if tables.keys() != entries.keys():
        odd = ", ".join(sorted(tables.keys() ^ entries.keys()))
        raise BackupError(f"its tables are not those of revision {manifest.revision}: {odd}")
    for name, table in tables.items():
        _fill_table(connection, archive, entries[name], table)
    upgrade(connection, newest_revision())


def _fill_table(connection: Connection, archive: zipfile.ZipFile, entry: TableEntry, table: Table) -> None:
    if {column.name for column in table.columns} != set(entry.columns):
        raise BackupError(f"the columns of {entry.name} are not those of its revision")
    for column in table.columns:
        if isinstance(column.type, JSON):
            column.type = JSON(none_as_null=True)
    # What a migration has put there is in the backup too.
    connection.execute(table.delete())
    for rows in _batches(read_rows(archive, entry, table)):
        connection.execute(table.insert(), rows)
    count = connection.execute(select(func.count()).select_from(table)).scalar_one()
    if count != entry.rows:
        raise BackupError(f"{entry.name} has {count} rows after it was filled, not {entry.rows}")


def _batches(rows: Iterable[dict[str, object]]) -> Iterator[list[dict[str, object]]]:
    left = iter(rows)
    while batch := list(islice(left, _AT_A_TIME)):
        yield batch


def _set_sequences(connection: Connection) -> None:
    """Rows came with their numbers; the next ones have to be above them."""
    metadata = MetaData()
    metadata.reflect(connection)
    for table in reflected(metadata):
        for column in table.primary_key.columns:
            if not isinstance(column.type, Integer):
                continue
            name = connection.execute(select(func.pg_get_serial_sequence(table.name, column.name))).scalar_one()
            last = connection.execute(select(func.max(column))).scalar_one()
            if name is not None and last is not None:
                connection.execute(select(func.setval(name, last)))


def _file_is_empty(file: Path) -> bool:
    engine = engine_of(file)
    try:
        with engine.connect() as connection, connection.begin():
            metadata = MetaData()
            metadata.reflect(connection)
            return not _has_rows(connection, metadata)
    except DBAPIError:
        # Damaged: still somebody's, until they say that it may go.
        return False
    finally:
        engine.dispose()


def _has_rows(connection: Connection, metadata: MetaData) -> bool:
    return any(connection.execute(select(1).select_from(table).limit(1)).first() for table in reflected(metadata))


def _remove(file: Path) -> None:
    file.unlink(missing_ok=True)
    _remove_logs(file)


def _remove_logs(file: Path) -> None:
    for ending in ("-wal", "-shm"):
        file.with_name(f"{file.name}{ending}").unlink(missing_ok=True)
