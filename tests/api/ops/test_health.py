"""Alive and ready are two questions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from api.desk.warming import Warmth
from api.ops import readiness
from api.store.database import Database
from optimizer.day import Day
from optimizer.plan import Plan
from tests.api.served import Client, quick, served
from tests.api.waiting import until


def not_ready(client: Client) -> list[str]:
    """Codes of what is missing; empty when the service is ready."""
    answer = client.http.get("/readyz")
    if answer.status_code == 200:
        assert answer.json() == {"status": "ready"}
        return []
    assert (answer.status_code, answer.json()["type"]) == (503, "urn:heijunka:problem:not_ready")
    assert int(answer.headers["retry-after"]) > 0
    assert all(fault["remedy"] for fault in answer.json()["errors"])
    return [fault["code"] for fault in answer.json()["errors"]]


def test_ready_when_the_search_is_loaded(client: Client) -> None:
    until(lambda: not not_ready(client))


def test_alive_but_not_ready_while_there_is_no_search(tmp_path: Path) -> None:
    with served(quick(tmp_path), broken_at_once) as client:
        assert client.http.get("/healthz").json()["status"] == "ok"
        assert "loading" in not_ready(client)


def broken_at_once(day: Day, **options: object) -> Plan:
    """Cannot even load."""
    assert not options.keys() - {"time_limit_s"}
    raise ZeroDivisionError(day.workshop.workshop_id)


def test_alive_but_not_ready_without_the_store(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    until(lambda: not not_ready(client))

    def gone(self: Database) -> None:
        raise OperationalError(self.name, {}, OSError("gone"))

    monkeypatch.setattr(Database, "read", gone)
    assert not_ready(client) == ["unreachable"]
    assert client.http.get("/healthz").status_code == 200


def test_a_store_of_another_version_is_named(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    until(lambda: not not_ready(client))
    monkeypatch.setattr(readiness, "_newest", lambda: "r9999")
    assert not_ready(client) == ["other_revision"]
    assert "r9999" in client.http.get("/readyz").text


def test_a_disk_that_is_nearly_full_is_named(tmp_path: Path) -> None:
    with served(replace(quick(tmp_path), min_free_mb=10**12)) as client:
        until(lambda: not_ready(client) == ["nearly_full"])


def test_a_desk_whose_search_is_not_loaded_is_named(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    until(lambda: not not_ready(client))
    monkeypatch.setattr(Warmth, "ready", False)
    assert not_ready(client) == ["loading"]
