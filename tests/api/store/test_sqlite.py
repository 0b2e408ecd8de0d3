"""SQLite: one file in a folder that one process holds."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from api.store.backend import StoreBusyError
from api.store.database import Database
from api.store.runs import RunStore
from api.store.sqlite import FILE_NAME
from tests.api.store.test_store import new_run


def test_it_writes_ahead_and_waits_for_the_disk(tmp_path: Path) -> None:
    with closing(Database(tmp_path)) as database, database.read() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2


def test_a_folder_has_one_owner_until_it_lets_go(tmp_path: Path) -> None:
    with closing(Database(tmp_path)), pytest.raises(StoreBusyError, match=str(tmp_path)):
        Database(tmp_path)
    Database(tmp_path).close()


def test_a_folder_that_cannot_be_made_is_an_error_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OSError, match="file"):
        Database(tmp_path / "file" / "store")


def test_the_file_is_where_it_is_said_to_be(tmp_path: Path) -> None:
    with closing(Database(tmp_path)) as database:
        RunStore(database).create(new_run())
        with closing(sqlite3.connect(tmp_path / FILE_NAME)) as other:
            assert other.execute("SELECT count(*) FROM runs").fetchone() == (1,)
