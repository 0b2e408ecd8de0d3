"""Who follows the journal misses nothing, whatever happens at once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime

from sqlalchemy import Connection, text

from api.store.database import Database
from api.store.journal import entries_after, entries_of_workshop, note

NOW = datetime(2026, 3, 16, 8, tzinfo=UTC)
PATIENCE_S = 60.0
WRITERS, EACH = 4, 15


def write(connection: Connection, subject_id: str, workshop_id: str = "GZ-01") -> int:
    """A line."""
    return note(connection, workshop_id=workshop_id, subject_id=subject_id, type_="thing.made", payload={}, at=NOW)


def follow(database: Database, all_written: threading.Event) -> list[int]:
    """What a reader sees who only ever asks for what came after the last one seen."""
    seen: list[int] = []
    while True:
        was_last = all_written.is_set()
        found = entries_of_workshop(database, "GZ-01", seen[-1] if seen else 0, limit=7)
        seen += [entry.seq for entry in found]
        if was_last and not found:
            return seen


def someone_waits(database: Database) -> bool:
    """Whether a transaction waits for a lock."""
    with database.read() as connection:
        return bool(connection.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted")).scalar_one())


def test_a_number_is_handed_out_only_when_the_one_before_can_be_read(postgres_url: str) -> None:
    """With the lock left out of `note`, the second writer commits first and the reader never sees the first line."""
    with closing(Database(postgres_url)) as database, ThreadPoolExecutor(1) as pool:

        def second_writer() -> int:
            with database.write() as connection:
                return write(connection, "second")

        with database.write() as connection:
            first = write(connection, "first")
            second = pool.submit(second_writer)
            while not (second.done() or someone_waits(database)):
                pass
            assert entries_of_workshop(database, "GZ-01", 0) == [], "a reader would go on after the second"
        assert second.result(PATIENCE_S) > first
        assert [entry.subject_id for entry in entries_of_workshop(database, "GZ-01", 0)] == ["first", "second"]


def test_writers_of_another_workshop_do_not_wait(postgres_url: str) -> None:
    with closing(Database(postgres_url)) as database, database.write() as connection:
        write(connection, "here")
        with database.write() as other:
            write(other, "there", "GZ-02")
        assert [entry.subject_id for entry in entries_of_workshop(database, "GZ-02", 0)] == ["there"]


def test_a_reader_in_the_middle_of_many_writers_sees_every_line_once_and_in_order(database: Database) -> None:
    def write_some(name: str) -> list[int]:
        return [database.transact(lambda connection: write(connection, name)) for _ in range(EACH)]

    with ThreadPoolExecutor(WRITERS + 1) as pool:
        all_written = threading.Event()
        reader = pool.submit(follow, database, all_written)
        writers = [pool.submit(write_some, f"writer {n}") for n in range(WRITERS)]
        written = sorted(seq for writer in writers for seq in writer.result(PATIENCE_S))
        all_written.set()
        assert reader.result(PATIENCE_S) == written


def test_subjects_and_workshops_are_told_apart(database: Database) -> None:
    with database.write() as connection:
        for subject_id, workshop_id in (("a", "GZ-01"), ("b", "GZ-02"), ("a", "GZ-01")):
            write(connection, subject_id, workshop_id)
    assert [entry.subject_id for entry in entries_after(database, "a", 0)] == ["a", "a"]
    assert [entry.subject_id for entry in entries_of_workshop(database, "GZ-02", 0)] == ["b"]
    assert len(entries_after(database, "a", 0, limit=1)) == 1
