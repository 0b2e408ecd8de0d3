"""The log: one line an event with the request's id, and nobody's data in it."""

from __future__ import annotations

import io
import json
import logging
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
import structlog
from pydantic import BaseModel
from sqlalchemy import create_engine, text

from api.ops import logs
from optimizer.day import Day
from optimizer.plan import Plan
from tests.api.served import Client, quick, served
from tests.api.toy import toy_day, toy_planner

SECRET = "王小明 +86 138 0013 8000"


class Log(io.StringIO):
    """What was logged."""

    @property
    def lines(self) -> list[dict[str, object]]:
        """Each line as an object."""
        return [json.loads(line) for line in self.getvalue().splitlines()]

    def of(self, event: str) -> list[dict[str, object]]:
        """Lines of one kind."""
        return [line for line in self.lines if line["event"] == event]


@pytest.fixture
def log() -> Iterator[Log]:
    """The log of the test as JSON, with everything in it."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    found = Log()
    logs.configure(level="debug", layout="json", stream=found)
    yield found
    structlog.contextvars.clear_contextvars()
    root.handlers[:] = handlers
    root.setLevel(level)


def test_each_request_is_told_of_once_with_its_route_and_not_its_path(tmp_path: Path, log: Log) -> None:
    with served(quick(tmp_path)) as client:
        client.http.get("/v1/plans/run_of_mr_wang", params={"name": SECRET})
    (line,) = log.of("request")
    assert {"event", "level", "logger", "timestamp", "request_id", "method", "route", "status", "ms"} <= line.keys()
    assert (line["method"], line["route"], line["status"]) == ("GET", "/v1/plans/{run_id}", 404)
    assert "wang" not in log.getvalue()
    assert "王" not in log.getvalue()


def test_probes_are_told_of_at_debug_only(tmp_path: Path, log: Log) -> None:
    with served(quick(tmp_path)) as client:
        client.http.get("/healthz")
        client.http.get("/docs")
    assert [(line["route"], line["level"]) for line in log.of("request")] == [("/healthz", "debug"), ("/docs", "info")]


@pytest.mark.parametrize("sent", ["abcd", "req-2017.03_14", "x" * 64])
def test_a_sane_request_id_is_taken_over(client: Client, sent: str) -> None:
    assert client.http.get("/healthz", headers={"X-Request-ID": sent}).headers["x-request-id"] == sent


@pytest.mark.parametrize("sent", [None, "", "abc", "x" * 65, "a b c d", 'ab"cd', "名字名字"])
def test_any_other_is_replaced(client: Client, sent: str | None) -> None:
    headers = httpx.Headers() if sent is None else httpx.Headers({"X-Request-ID": sent}, encoding="utf-8")
    answers = [client.http.get("/healthz", headers=headers).headers["x-request-id"] for _ in range(2)]
    assert all(re.fullmatch("[0-9a-f]{16}", found) for found in answers)
    assert answers[0] != answers[1]


def test_what_a_run_logs_carries_the_id_of_its_request(tmp_path: Path, log: Log) -> None:
    def broken(day: Day, **options: object) -> Plan:
        del options
        if day.workshop.workshop_id == "toy":
            raise RuntimeError("as a bug would")
        return toy_planner(day, time_limit_s=0.0)

    with served(quick(tmp_path), broken) as client:
        headers = {"Prefer": "wait=20", "X-Request-ID": "the-phone-call"}
        assert client.send(toy_day(1), headers).json()["status"] == "failed"
    (line,) = [line for line in log.lines if "planning failed" in str(line["event"])]
    assert (line["request_id"], line["error"], line["level"]) == ("the-phone-call", "RuntimeError", "error")
    assert "as a bug would" in str(line["trace"])


def test_an_unexpected_error_is_a_500_with_an_id_that_leads_to_the_log(
    tmp_path: Path, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*arguments: object, **named: object) -> None:
        raise RuntimeError(f"{len(arguments)} and {len(named)}")

    with served(quick(tmp_path)) as client:
        monkeypatch.setattr("api.store.runs.RunStore.page", fails)
        answer = client.http.get("/v1/plans")
    assert (answer.status_code, answer.json()["type"]) == (500, "urn:heijunka:problem:internal")
    assert "content-security-policy" in answer.headers
    (line,) = log.of("unexpected error")
    assert line["request_id"] == answer.headers["x-request-id"]
    assert line["route"] == "/v1/plans"
    assert [line["status"] for line in log.of("request")] == [500]
    assert not [line for line in log.lines if str(line["logger"]).startswith("uvicorn") and line["level"] == "error"]


def test_a_store_that_does_not_answer_is_a_503(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*arguments: object, **named: object) -> None:
        del arguments, named
        _store()

    with served(quick(tmp_path)) as client:
        monkeypatch.setattr("api.store.runs.RunStore.page", lost)
        answer = client.http.get("/v1/plans")
    assert (answer.status_code, answer.json()["type"]) == (503, "urn:heijunka:problem:store_unavailable")
    assert int(answer.headers["retry-after"]) > 0


class Customer(BaseModel):
    """Somebody."""

    phone: int


def _driver() -> None:
    sqlite3.connect(":memory:").execute(f"SELECT '{SECRET}")


def _store() -> None:
    with create_engine("sqlite://").connect() as connection:
        connection.execute(text("SELECT :name FROM nothing"), {"name": SECRET})


def _validation() -> None:
    Customer.model_validate({"phone": SECRET})


def _number() -> None:
    int(SECRET)


def _missing() -> None:
    customers: dict[str, str] = {}
    customers[SECRET].upper()


def _chained() -> None:
    try:
        _number()
    except ValueError:
        _store()


@pytest.mark.parametrize("fails", [_driver, _store, _validation, _number, _missing, _chained])
def test_errors_are_logged_with_their_place_but_without_the_data(log: Log, fails: Callable[[], None]) -> None:
    try:
        fails()
    except Exception:
        logging.getLogger("test").exception("it failed")
    (line,) = log.of("it failed")
    assert f"in {fails.__name__}" in str(line["trace"])
    assert "0013" not in json.dumps(line, ensure_ascii=False)
    assert "王" not in json.dumps(line, ensure_ascii=False)


def test_extras_and_chinese_stay_readable(log: Log) -> None:
    logging.getLogger("test").warning("%s bays", 4, extra={"workshop_id": "广州-01"})
    (line,) = log.of("4 bays")
    assert line["workshop_id"] == "广州-01"
    assert "广州" in log.getvalue()


def test_the_console_layout_is_for_the_eye() -> None:
    record = logging.makeLogRecord({"name": "test", "levelname": "INFO", "levelno": 20, "msg": "ready"})
    found = logs.formatter("console").format(record)
    assert "ready" in found
    assert not found.startswith("{")
