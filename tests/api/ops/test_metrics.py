"""Figures for Prometheus: what is counted, and who may read it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy.exc import OperationalError

from api.ops.metrics import Metrics
from api.planner import SearchProgress, StopSignal
from api.runs.records import RunOptions, RunProgress
from api.service.app import create_app
from api.service.server import Server, address_of, bind, running
from api.store.database import Database
from tests.api.served import Client, asking, new_key, quick, served
from tests.api.toy import toy_day, toy_planner

LONG = 600.0


def figure(client: Client, name: str, **labels: str) -> float:
    """One figure of the service; 0 when it is not told."""
    text = client.http.get("/metrics").raise_for_status().text
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            if sample.name == name and labels.items() <= sample.labels.items():
                return float(sample.value)
    return 0.0


def test_requests_are_counted_by_route_and_not_by_path(client: Client) -> None:
    for n in range(3):
        client.http.get(f"/v1/plans/run_{n}")
    labels = {"method": "GET", "route": "/v1/plans/{run_id}", "status": "4xx"}
    assert figure(client, "heijunka_http_request_seconds_count", **labels) == 3
    labels = {"method": "GET", "route": "/v1/plans/{run_id}", "code": "unknown_run"}
    assert figure(client, "heijunka_problems_total", **labels) == 3
    assert "run_1" not in client.http.get("/metrics").text


def test_problems_are_counted_by_code_also_those_of_callers_without_a_key(client: Client) -> None:
    assert client.http.get("/v1/plans", headers={"Authorization": "Bearer none"}).status_code == 401
    assert figure(client, "heijunka_problems_total", method="GET") >= 1
    assert client.http.get("/v1/plans", params={"cursor": "x"}).status_code == 422
    assert figure(client, "heijunka_problems_total", route="/v1/plans") == 1


def test_made_up_methods_and_paths_make_no_figures_of_their_own(client: Client) -> None:
    client.http.request("BREW", "/coffee-machine")
    text = client.http.get("/metrics").text
    assert "BREW" not in text
    assert "coffee" not in text


def test_a_run_is_queued_then_running_then_timed_with_its_gap(client: Client) -> None:
    running = client.send(toy_day(2), time_limit_s=LONG).json()["id"]
    client.wait_for(running, "running")
    queued = client.send(toy_day(2), deterministic="true").json()["id"]
    assert figure(client, "heijunka_runs", status="running") == 1
    assert figure(client, "heijunka_runs", status="queued") == 1
    assert figure(client, "heijunka_solves_running") == 1
    client.http.delete(f"/v1/plans/{running}")
    client.wait_for(queued, "succeeded")
    assert figure(client, "heijunka_runs", status="queued") == 0
    assert figure(client, "heijunka_solve_seconds_count", outcome="planned") == 2
    assert figure(client, "heijunka_solve_avoidable_minutes_sum") == 2 * 180
    assert figure(client, "heijunka_journal_seq") >= 6


def test_streams_are_counted_and_their_lag_measured(client: Client) -> None:
    run_id = client.send(toy_day(2), time_limit_s=LONG).json()["id"]
    with client.http.stream("GET", f"/v1/plans/{run_id}/events") as stream:
        lines = stream.iter_lines()
        assert next(lines) == "event: run.queued"
        assert figure(client, "heijunka_streams_open") == 1
        client.http.delete(f"/v1/plans/{run_id}")
        client.wait_for(run_id, "cancelled")
        assert "event: run.cancelled" in list(lines)
    assert figure(client, "heijunka_stream_lag_seconds_count") >= 1


def test_the_store_is_part_of_it(client: Client) -> None:
    assert figure(client, "heijunka_store_up") == 1
    assert figure(client, "heijunka_store_connections", use="in use") == 0
    assert figure(client, "heijunka_holds", state="open") == 0


def test_without_the_store_the_rest_is_still_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(self: Database) -> None:
        raise OperationalError(self.name, {}, OSError("gone"))

    client.http.get("/docs")
    monkeypatch.setattr(Database, "read", gone)
    text = client.http.get("/metrics").text
    assert figure(client, "heijunka_http_request_seconds_count", route="/docs") == 1
    assert "heijunka_store_up 0.0" in text
    assert "heijunka_journal_seq" not in text


@pytest.mark.parametrize("outcome", ["planned", "failed"])
def test_a_search_that_fails_has_no_gap(outcome: str) -> None:
    metrics = Metrics()

    def solve(day: str, options: RunOptions, stop: StopSignal, on_progress: Callable[[SearchProgress], None]) -> str:
        del day, options, stop
        on_progress(RunProgress(seconds=0.1, phase="improve", cost=9, promise=5, unavoidable=1))
        if outcome == "failed":
            raise ZeroDivisionError
        return "{}"

    told: list[SearchProgress] = []
    with suppress(ZeroDivisionError):
        metrics.measured(solve)("{}", RunOptions(), threading.Event(), told.append)
    assert [progress.avoidable for progress in told] == [4]
    found = metrics.registry.get_sample_value
    assert found("heijunka_solve_seconds_count", {"outcome": outcome}) == 1
    assert found("heijunka_solve_avoidable_minutes_count") == (outcome == "planned")
    assert found("heijunka_solves_running") == 0


def test_they_are_read_from_this_machine_only_and_not_through_its_proxy(client: Client) -> None:
    assert client.http.get("/metrics").status_code == 200
    refused = client.http.get("/metrics", headers={"X-Forwarded-For": "198.51.100.7"})
    assert (refused.status_code, refused.json()["type"]) == (403, "urn:heijunka:problem:metrics_closed")


def test_with_keys_it_takes_one_of_the_installation(tmp_path: Path) -> None:
    listener = bind("127.0.0.1", 0)
    app = create_app(replace(quick(tmp_path), metrics="key"), toy_planner)
    with running(Server(app), listener):
        security = app.state.services.security
        keys = [new_key(security), new_key(security, workshop_id="GZ-01"), None]
        found = []
        for key in keys:
            with asking(address_of(listener), key) as http:
                found.append(http.get("/metrics").status_code)
    assert found == [200, 403, 401]


@pytest.mark.parametrize(("access", "status"), [("open", 200), ("off", 404)])
def test_the_setting_decides(tmp_path: Path, access: str, status: int) -> None:
    settings = replace(quick(tmp_path), metrics=access)  # type: ignore[arg-type]
    with served(settings) as client:
        answer = client.http.get("/metrics", headers={"X-Forwarded-For": "198.51.100.7"})
    assert answer.status_code == status
