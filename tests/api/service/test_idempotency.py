"""A request that is sent again is answered as the first time, and done once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, func, select

from api.problems import Problem
from api.service.errors import ApiError
from api.service.idempotency import Once
from api.store.answers import KeptAnswer, sweep
from api.store.database import Database
from api.store.journal import note
from api.store.tables import journal, kept_answers

NOW = datetime(2026, 3, 16, 8, tzinfo=UTC)
ONCE = Once(scope="GZ-01/createThing", target="/things?", key="k")
PATIENCE_S = 60.0


class Change:
    """Writes a line into the journal and counts how often it was called."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, connection: Connection) -> KeptAnswer:
        """Change."""
        self.calls += 1
        note(connection, workshop_id="GZ-01", subject_id="thing", type_="thing.made", payload={}, at=NOW)
        return KeptAnswer(status=201, headers={"Location": f"/things/{self.calls}"}, body='{"n": 1}')


def lines(database: Database) -> int:
    """Lines of the journal."""
    with database.read() as connection:
        return connection.execute(select(func.count()).select_from(journal)).scalar_one()


def code_of(error: pytest.ExceptionInfo[ApiError]) -> tuple[int, str]:
    """Status and code of a refusal."""
    return error.value.problem.status, error.value.problem.code


def test_the_same_request_is_done_once_and_answered_twice(database: Database) -> None:
    change = Change()
    first = ONCE.perform(database, NOW, b"{}", change)
    again = ONCE.perform(database, NOW + timedelta(hours=23), b"{}", change)
    assert first == again
    assert (change.calls, lines(database)) == (1, 1)


def test_without_a_key_each_request_is_done(database: Database) -> None:
    change = Change()
    for _ in range(2):
        replace(ONCE, key=None).perform(database, NOW, b"{}", change)
    assert (change.calls, lines(database)) == (2, 2)


@pytest.mark.parametrize(("once", "body"), [(ONCE, b"[]"), (replace(ONCE, target="/other?"), b"{}")])
def test_a_key_stands_for_one_body_and_target(database: Database, once: Once, body: bytes) -> None:
    ONCE.perform(database, NOW, b"{}", Change())
    with pytest.raises(ApiError) as refused:
        once.perform(database, NOW, body, Change())
    assert code_of(refused) == (422, "idempotency_key_reused")
    assert lines(database) == 1


def test_another_workshop_or_operation_has_keys_of_its_own(database: Database) -> None:
    change = Change()
    for scope in ("GZ-01/createThing", "GZ-02/createThing", "GZ-01/createOther"):
        replace(ONCE, scope=scope).perform(database, NOW, b"{}", change)
    assert change.calls == 3


def test_a_refusal_is_not_kept_and_leaves_nothing(database: Database) -> None:
    def refused(connection: Connection) -> KeptAnswer:
        Change()(connection)
        raise ApiError(Problem(status=409, code="taken", title="It is taken"))

    with pytest.raises(ApiError):
        ONCE.perform(database, NOW, b"{}", refused)
    assert lines(database) == 0
    assert ONCE.perform(database, NOW, b"{}", Change()).status == 201


def test_a_repeat_while_the_first_is_under_work_is_told_so(database: Database) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(connection: Connection) -> KeptAnswer:
        begun.set()
        assert go_on.wait(PATIENCE_S)
        return Change()(connection)

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(ONCE.perform, database, NOW, b"{}", slow)
        assert begun.wait(PATIENCE_S)
        with pytest.raises(ApiError) as refused:
            ONCE.perform(database, NOW, b"{}", Change())
        go_on.set()
        assert first.result(PATIENCE_S).status == 201
    assert code_of(refused) == (409, "request_still_running")
    assert ONCE.perform(database, NOW, b"{}", Change()) == first.result()


def test_a_repeat_through_another_process_is_told_so_too(postgres_url: str) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(connection: Connection) -> KeptAnswer:
        begun.set()
        assert go_on.wait(PATIENCE_S)
        return Change()(connection)

    # Two that know nothing of each other but what the database tells them.
    with (
        closing(Database(postgres_url)) as one,
        closing(Database(postgres_url)) as other,
        ThreadPoolExecutor(1) as pool,
    ):
        first = pool.submit(ONCE.perform, one, NOW, b"{}", slow)
        assert begun.wait(PATIENCE_S)
        with pytest.raises(ApiError) as refused:
            ONCE.perform(other, NOW, b"{}", Change())
        go_on.set()
        assert first.result(PATIENCE_S) == ONCE.perform(other, NOW, b"{}", Change())
    assert code_of(refused) == (409, "request_still_running")


def test_a_key_is_free_again_after_a_day(database: Database) -> None:
    change = Change()
    ONCE.perform(database, NOW, b"{}", change)
    ONCE.perform(database, NOW + timedelta(hours=24, seconds=1), b"[]", change)
    assert change.calls == 2


def test_old_answers_are_swept_and_young_ones_stay(database: Database) -> None:
    for hours, key in ((0, "old"), (20, "young")):
        replace(ONCE, key=key).perform(database, NOW + timedelta(hours=hours), b"{}", Change())
    with database.write() as connection:
        assert sweep(connection, NOW + timedelta(hours=25)) == 1
    with database.read() as connection:
        assert connection.execute(select(kept_answers.c.idempotency_key)).scalars().all() == ["young"]
