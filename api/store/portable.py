"""The portable form of a store: a zip with a file of JSON lines a table, and a manifest.

``manifest.json`` says at which revision the tables are, their columns, how many rows each has and the SHA-256 of its
file; ``tables/<name>.jsonl`` has an array a row, in the order of the columns. Instants are ISO 8601 in UTC without an
offset, as the tables have them; bytes are Base64. No database leaves a trace in it, so it moves a store between them.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import Column, LargeBinary, MetaData, Table

MANIFEST = "manifest.json"
VERSION_TABLE = "alembic_version"
# Values as the database driver has them.
Row = Sequence[object]


class BackupError(RuntimeError):
    """This file is no backup that can be used; the words say why."""


class TableEntry(BaseModel):
    """A table in the manifest."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    name: str
    columns: list[str]
    rows: Annotated[int, Field(ge=0)]
    sha256: str

    @property
    def member(self) -> str:
        """Its file in the zip."""
        return member_of(self.name)


class Manifest(BaseModel):
    """What a backup says of itself."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    kind: Literal["heijunka.backup"]
    version: Literal["1"]
    program: str
    revision: str
    created_at: str
    tables: list[TableEntry]

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(table.rows for table in self.tables)


def member_of(name: str) -> str:
    """The file of a table in the zip."""
    return f"tables/{name}.jsonl"


def write_table(archive: zipfile.ZipFile, table: Table, rows: Iterable[Row]) -> TableEntry:
    """Write the rows of a table, one at a time; its line in the manifest."""
    digest, count = hashlib.sha256(), 0
    with archive.open(member_of(table.name), "w", force_zip64=True) as file:
        for row in rows:
            line = json.dumps([_to_json(value) for value in row], ensure_ascii=False, separators=(",", ":"))
            data = line.encode() + b"\n"
            file.write(data)
            digest.update(data)
            count += 1
    columns = [column.name for column in table.columns]
    return TableEntry(name=table.name, columns=columns, rows=count, sha256=digest.hexdigest())


def read_manifest(archive: zipfile.ZipFile) -> Manifest:
    """The manifest. Raises ``BackupError``."""
    try:
        return Manifest.model_validate_json(archive.read(MANIFEST))
    except KeyError:
        raise BackupError(f"it has no {MANIFEST}: it is no backup of Heijunka") from None
    except ValidationError as error:
        first = error.errors()[0]
        raise BackupError(f"{MANIFEST} /{'/'.join(map(str, first['loc']))}: {first['msg']}") from None


def check_member(archive: zipfile.ZipFile, table: TableEntry) -> None:
    """Raises ``BackupError`` when the file of a table is not as it was written."""
    digest, rows = hashlib.sha256(), 0
    try:
        with archive.open(table.member) as file:
            for line in file:
                digest.update(line)
                rows += 1
    except (KeyError, zipfile.BadZipFile, EOFError) as error:
        raise BackupError(f"{table.member} is missing or damaged") from error
    if (digest.hexdigest(), rows) != (table.sha256, table.rows):
        raise BackupError(f"{table.member} is damaged: it is not what was written")


def read_rows(archive: zipfile.ZipFile, entry: TableEntry, table: Table) -> Iterator[dict[str, object]]:
    """The rows of a table as parameters of an insert."""
    columns = [table.columns[name] for name in entry.columns]
    with archive.open(entry.member) as file:
        for line in file:
            values = json.loads(line)
            yield {column.name: _from_json(value, column) for column, value in zip(columns, values, strict=True)}


def reflected(metadata: MetaData) -> list[Table]:
    """The tables of the store among those found in a database, each after those it refers to."""
    return [table for table in metadata.sorted_tables if table.name != VERSION_TABLE]


def open_archive(path: Path) -> zipfile.ZipFile:
    """A backup to read. Raises ``BackupError``, and ``OSError`` when the file cannot be read."""
    try:
        return zipfile.ZipFile(path)
    except zipfile.BadZipFile:
        raise BackupError("it is no zip file: it is no backup of Heijunka, or it is cut off") from None


def _to_json(value: object) -> object:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value


def _from_json(value: object, column: Column[object]) -> object:
    if value is None:
        return None
    if isinstance(column.type, LargeBinary):
        return base64.b64decode(str(value))
    kind = column.type.python_type
    if issubclass(kind, date | time):  # datetime is a date too
        return kind.fromisoformat(str(value))
    return value
