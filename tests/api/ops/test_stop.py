"""The end of a real process: in order at the first signal, at once at the second."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import psutil

from api.runs.records import EndedBy, RunStatus
from api.store.database import Database
from api.store.runs import RunStore
from tests.api.served import PATIENCE_S, Client, asking, key_in
from tests.api.toy import toy_day
from tests.api.waiting import until

ROOT = Path(__file__).parent.parent.parent.parent
LONG = 600.0


@contextmanager
def process(folder: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], Client]]:
    """``heijunka serve`` with the toy planner in a process of its own, ready, and a client."""
    command = [sys.executable, "-m", "tests.api.commands.toy_heijunka", "serve", "--port", "0", "--data", str(folder)]
    key = key_in(folder)
    with subprocess.Popen([*command, *arguments], cwd=ROOT, stderr=subprocess.PIPE, text=True) as found:
        try:
            assert found.stderr is not None
            address = next(word for word in found.stderr.readline().split() if word.startswith("http://"))
            with asking(address, key) as http:
                until(lambda: _is_ready(http))
                yield found, Client(http, key)
        finally:
            found.kill()


def _is_ready(http: httpx.Client) -> bool:
    try:
        return http.get("/readyz").status_code == 200
    except httpx.TransportError:
        return False


def searching(client: Client) -> str:
    """A run whose search goes on until it is stopped."""
    run_id: str = client.send(toy_day(2), time_limit_s=LONG).json()["id"]
    until(lambda: bool(client.run(run_id)["progress"]))
    return run_id


def test_the_first_signal_gives_notice_and_then_ends_in_order(tmp_path: Path) -> None:
    with process(tmp_path, "--notice", "1.5") as (service, client):
        processes = psutil.Process(service.pid).children(recursive=True)
        running = searching(client)
        queued = client.send(toy_day(3), deterministic="true").json()["id"]
        with client.http.stream("GET", f"/v1/plans/{running}/events") as stream:
            lines = stream.iter_lines()
            assert next(lines) == "event: run.queued"
            service.send_signal(signal.SIGTERM)
            refuses_new_work_but_answers(client, running)
            assert "event: run.succeeded" in list(lines)  # and the stream ends
        _, log = service.communicate(timeout=PATIENCE_S)
    assert service.returncode == 0
    until(lambda: not any(each.is_running() for each in processes))
    assert [line["notice_s"] for line in map(json.loads, log.splitlines()) if line["event"] == "ending"] == [1.5]
    with closing(Database(tmp_path)) as database:
        store = RunStore(database)
        assert (store.get(running).status, store.get(running).ended_by) == (RunStatus.SUCCEEDED, EndedBy.SHUTDOWN)
        assert store.plan(running) is not None
        assert store.get(queued).status is RunStatus.QUEUED


def refuses_new_work_but_answers(client: Client, run_id: str) -> None:
    """What holds between notice and end."""
    until(lambda: client.http.get("/readyz").status_code == 503)
    assert [fault["code"] for fault in client.http.get("/readyz").json()["errors"]] == ["ending"]
    refused = client.send(toy_day(2))
    assert (refused.status_code, refused.json()["type"]) == (503, "urn:heijunka:problem:ending")
    assert int(refused.headers["retry-after"]) > 0
    assert client.run(run_id)["status"] == "running"


def test_the_second_signal_ends_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    with process(tmp_path, "--notice", "600") as (service, client):
        run_id = searching(client)
        processes = psutil.Process(service.pid).children(recursive=True)
        service.send_signal(signal.SIGTERM)
        until(lambda: client.http.get("/readyz").status_code == 503)
        service.send_signal(signal.SIGINT)
        service.communicate(timeout=PATIENCE_S)
    assert service.returncode == 128 + signal.SIGINT
    until(lambda: not any(each.is_running() for each in processes))  # solvers do not outlive the service
    with process(tmp_path) as (service, client):
        until(lambda: client.run(run_id)["attempts"] == 2)
        client.http.delete(f"/v1/plans/{run_id}")
        client.wait_for(run_id, "cancelled")
