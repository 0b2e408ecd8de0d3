"""A service that is killed loses nothing that it acknowledged, and the harness that says so would see it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Executable, delete, insert, update

from api.store.answers import KeptAnswer, keep
from api.store.database import Database
from api.store.runs import RunStore
from api.store.tables import journal, kept_answers, runs
from benchmarks.crash.bookings import BookingStorm
from benchmarks.crash.harness import crash
from benchmarks.crash.replans import ReplanStorm
from benchmarks.crash.storms import RunStorm, Storm, half_there
from tests.api.store.test_store import new_run

NOW = datetime(2026, 3, 16, 8, tzinfo=UTC)


@pytest.mark.parametrize("storm", [RunStorm, BookingStorm, ReplanStorm])
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_killed_a_few_times_in_a_storm_nothing_is_lost(
    kind: str, storm: Callable[[], Storm], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    place = tmp_path if kind == "sqlite" else request.getfixturevalue("postgres_url")
    told: list[str] = []
    tally = crash(place, storm(), kills=3, seed=1, say=told.append)
    assert tally.faults == [], told
    assert (tally.kills, tally.acknowledged > 0, tally.cut_off > 0) == (3, True, True)


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (delete(journal), "its journal says nothing"),
        (delete(kept_answers), "has no kept answer"),
        (delete(runs), "which is not there"),
        (update(runs).values(status="succeeded"), "succeeded without a plan"),
        (insert(journal).values(subject_id="run_x", type="run.queued", created_at=NOW, payload={}), "run_x"),
    ],
)
def test_what_is_half_there_is_seen(damage: Executable, words: str, tmp_path: Path) -> None:
    with closing(Database(tmp_path)) as database:
        with database.write() as connection:
            run = RunStore(database).add(connection, new_run())
            answer = KeptAnswer(status=202, headers={}, body=f'{{"id": "{run.run_id}"}}')
            keep(connection, answer, scope="/createPlan", key="k", request_hash="", now=NOW)
        with database.read() as connection:
            assert list(half_there(connection)) == []
        with database.write() as connection:
            connection.execute(damage)
            assert any(words in fault for fault in half_there(connection))
