"""A backup has all of one moment; a restore puts back all of it or leaves the place as it was."""

from __future__ import annotations

import json
import stat
import tempfile
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import JSON, Column, LargeBinary, MetaData, insert, select, text

from api.store.backend import StoreBusyError
from api.store.backup import back_up
from api.store.database import Database
from api.store.portable import MANIFEST, BackupError, reflected
from api.store.restore import StoreNotEmptyError, restore
from api.store.runs import RunStore
from api.store.sqlite import FILE_NAME
from benchmarks.postgres import PostgresServer
from tests.api.commands.run import heijunka
from tests.api.store.test_store import PROGRESS, new_run
from tests.api.stores import new_store

NOW = datetime(2026, 3, 16, 8, 30, 15, 123456)  # noqa: DTZ001 - as the tables have it, in UTC
Place = str | Path
MakePlace = Callable[[str], Place]


@pytest.fixture
def make_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MakePlace]:
    """Makes places of either kind for a store, without any table."""
    urls: list[str] = []

    def make(kind: str) -> Place:
        if kind == "sqlite":
            return Path(tempfile.mkdtemp(dir=tmp_path))
        server: PostgresServer = request.getfixturevalue("postgres")
        urls.append(server.empty_database())
        return urls[-1]

    yield make
    for url in urls:
        request.getfixturevalue("postgres").drop(url)


def fill(place: Place, runs: int = 3) -> None:
    """A store with a bit of everything: a row in each table, text of all kinds, and nothing at all."""
    with closing(Database(new_store(place) if isinstance(place, Path) else place)) as database:
        store = RunStore(database)
        for _ in range(runs):
            run = store.create(new_run())
        store.start(run.run_id)
        store.progress(run.run_id, PROGRESS)
        store.finish(run.run_id, '{"name": "玩具汽车 \\" \\n"}')
        metadata = MetaData()
        with database.write() as connection:
            metadata.reflect(connection)
            for table in reflected(metadata):
                if table.name == "runs":
                    continue  # has some, which make sense
                connection.execute(insert(table).values({column.name: some(column) for column in table.columns}))


def some(column: Column[object]) -> object:
    """A value that the column takes; the same for all of a type, so that references lead somewhere."""
    kind = column.type
    if isinstance(kind, JSON):
        return {"名": [1, None, 2.5, "沪A·1"]}
    if isinstance(kind, LargeBinary):
        return b"\x00\xff"
    values: dict[type, object] = {str: "上", bool: True, int: 1000, float: 0.1, datetime: NOW, date: NOW.date()}
    return values[kind.python_type]


def contents(place: Place) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables."""
    with closing(Database(place)) as database, database.read() as connection:
        metadata = MetaData()
        metadata.reflect(connection)
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


@pytest.mark.parametrize("source", ["sqlite", "postgresql"])
@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_a_store_moves_to_either_kind_of_database(
    source: str, target: str, make_place: MakePlace, tmp_path: Path
) -> None:
    before, after, file = make_place(source), make_place(target), tmp_path / "backup.zip"
    fill(before)
    manifest = back_up(before, file)
    assert restore(file, after) == manifest
    assert contents(after) == contents(before)
    assert manifest.rows == sum(len(rows) for name, rows in contents(before).items() if name != "alembic_version")
    with closing(Database(after)) as database:
        last = RunStore(database).page(before=None, limit=1)[0]
        assert RunStore(database).create(new_run()).run_id != last.run_id
        assert RunStore(database).page(before=None, limit=1)[0].seq > last.seq, "numbers go on after the last one"


def test_it_has_all_of_one_moment_while_the_service_goes_on_writing(place: Place, tmp_path: Path) -> None:
    """Every run has its line in the journal, in the backup too, although both grow meanwhile."""
    done = threading.Event()
    with closing(Database(place)) as database:
        store = RunStore(database)
        store.create(new_run())

        def go_on() -> None:
            while not done.is_set():
                store.create(new_run())

        writer = threading.Thread(target=go_on)
        writer.start()
        try:
            manifest = back_up(place, tmp_path / "backup.zip")
        finally:
            done.set()
            writer.join()
    rows = {table.name: table.rows for table in manifest.tables}
    assert rows["runs"] == rows["journal"] >= 1


def test_only_its_owner_can_read_it_and_it_overwrites_nothing(tmp_path: Path) -> None:
    fill(tmp_path / "store")
    file = tmp_path / "backup.zip"
    back_up(tmp_path / "store", file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError, match="another name"):
        back_up(tmp_path / "store", file)
    assert [each.name for each in tmp_path.iterdir() if "part" in each.name] == []


def test_a_store_that_is_there_is_not_overwritten_unasked(place: Place, tmp_path: Path) -> None:
    fill(place)
    file = tmp_path / "backup.zip"
    back_up(place, file)
    fill_more = contents(place)
    with pytest.raises(StoreNotEmptyError):
        restore(file, place)
    assert contents(place) == fill_more
    with closing(Database(place)) as database:
        RunStore(database).create(new_run())
    restore(file, place, force=True)
    assert contents(place) == fill_more


def test_a_store_without_any_row_may_be_filled(place: Place, tmp_path: Path) -> None:
    fill(tmp_path / "source")
    back_up(tmp_path / "source", tmp_path / "backup.zip")
    Database(place).close()
    restore(tmp_path / "backup.zip", place)
    assert contents(place) == contents(tmp_path / "source")


def test_a_store_in_use_is_not_touched_even_by_force(place: Place, tmp_path: Path) -> None:
    fill(tmp_path / "source", runs=1)
    back_up(tmp_path / "source", tmp_path / "backup.zip")
    with closing(Database(place)) as database:
        with database.read() as connection:  # it holds a connection, as a service does
            connection.execute(text("SELECT 1"))
        with pytest.raises(StoreBusyError):
            restore(tmp_path / "backup.zip", place, force=True)


def test_a_database_with_tables_of_others_is_left_alone(make_place: MakePlace, tmp_path: Path) -> None:
    fill(tmp_path / "source", runs=1)
    back_up(tmp_path / "source", tmp_path / "backup.zip")
    url = make_place("postgresql")
    with closing(Database(url)) as database, database.write() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    with pytest.raises(StoreNotEmptyError, match="not Heijunka's"):
        restore(tmp_path / "backup.zip", url, force=True)


def rewritten(file: Path, member: str, change: Callable[[bytes], bytes]) -> Path:
    """A copy of a backup with one file changed."""
    changed = file.with_name("changed.zip")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == member else old.read(name))
    return changed


def with_revision(manifest: bytes) -> bytes:
    """A manifest of a program to come."""
    return json.dumps({**json.loads(manifest), "revision": "9999"}).encode()


@pytest.mark.parametrize(
    ("member", "change", "words"),
    [
        ("tables/runs.jsonl", lambda data: data[:-20] + data[-19:], "damaged"),
        ("tables/runs.jsonl", lambda data: data + data, "damaged"),
        (MANIFEST, lambda _: b"{}", "Field required"),
        (MANIFEST, with_revision, "newer Heijunka"),
        (MANIFEST, lambda data: data.replace(b'"journal"', b'"journey"'), "journey"),
        (MANIFEST, lambda data: data.replace(b'"payload"', b'"payment"'), "columns of journal"),
    ],
)
def test_a_file_that_is_not_as_it_was_written_changes_nothing(
    member: str, change: Callable[[bytes], bytes], words: str, tmp_path: Path
) -> None:
    fill(tmp_path / "store")
    back_up(tmp_path / "store", tmp_path / "backup.zip")
    before = contents(tmp_path / "store")
    with pytest.raises(BackupError, match=words):
        restore(rewritten(tmp_path / "backup.zip", member, change), tmp_path / "store", force=True)
    assert contents(tmp_path / "store") == before


@pytest.mark.parametrize("size", [0, 100, -30])
def test_a_file_cut_off_is_no_backup(size: int, tmp_path: Path) -> None:
    fill(tmp_path / "store")
    file = tmp_path / "backup.zip"
    back_up(tmp_path / "store", file)
    file.write_bytes(file.read_bytes()[:size])
    with pytest.raises(BackupError, match="cut off"):
        restore(file, tmp_path / "other")


def test_a_damaged_store_is_not_backed_up_as_if_it_were_whole(tmp_path: Path) -> None:
    fill(tmp_path / "store")
    file = tmp_path / "store" / FILE_NAME
    data = bytearray(file.read_bytes())
    data[4096 * 3 : 4096 * 5] = b"\xff" * 8192
    file.write_bytes(data)
    result = heijunka("backup", tmp_path / "backup.zip", "--data", tmp_path / "store")
    assert (result.exit_code, (tmp_path / "backup.zip").exists()) == (2, False)


def test_the_commands_say_what_they_did_and_what_to_do(tmp_path: Path) -> None:
    store, file = tmp_path / "store", tmp_path / "backup.zip"
    fill(store)
    written = heijunka("backup", file, "--data", store)
    assert (written.exit_code, "rows of" in written.stderr) == (0, True)
    refused = heijunka("restore", file, "--data", store)
    assert (refused.exit_code, "--force" in refused.stderr) == (2, True)
    assert heijunka("restore", file, "--data", store, "--force").exit_code == 0
    assert heijunka("restore", file, "--data", tmp_path / "new").exit_code == 0
    nothing = heijunka("backup", tmp_path / "other.zip", "--data", tmp_path / "nowhere")
    assert (nothing.exit_code, "no store" in nothing.stderr) == (2, True)
    both = heijunka("backup", tmp_path / "other.zip", "--data", store, "--database-url", "postgresql://h/d")
    assert (both.exit_code, "not both" in both.stderr) == (2, True)
    no_file = heijunka("restore", tmp_path / "none.zip", "--data", tmp_path / "new")
    assert (no_file.exit_code, "none.zip" in no_file.stderr) == (2, True)


def test_the_place_is_that_of_the_configuration_unless_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path / "store", runs=1)
    monkeypatch.setenv("HEIJUNKA_DATA", str(tmp_path / "store"))
    assert heijunka("backup", tmp_path / "one.zip").exit_code == 0
    monkeypatch.setenv("HEIJUNKA_DATABASE_URL", "postgresql://someone:secret@127.0.0.1:1/store")
    unreachable = heijunka("backup", tmp_path / "two.zip")
    assert (unreachable.exit_code, "cannot reach" in unreachable.stderr) == (2, True)
    assert "secret" not in unreachable.stderr
    assert heijunka("backup", tmp_path / "two.zip", "--data", tmp_path / "store").exit_code == 0
