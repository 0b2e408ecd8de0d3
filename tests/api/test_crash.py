"""A service that is killed loses nothing that it had acknowledged."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.api.served import Client, asking, quick, served
from tests.api.toy import toy_day

ROOT = Path(__file__).parent.parent.parent


@contextmanager
def in_a_process(folder: Path) -> Iterator[tuple[subprocess.Popen[str], Client]]:
    """The toy service in a process of its own, killed at the latest at the end."""
    command = [sys.executable, "-m", "tests.api.toy_service", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            address, key = process.stdout.readline().split()
            with asking(address, key) as http:
                yield process, Client(http, key)
        finally:
            process.kill()


def test_killed_in_the_middle_of_a_search_the_run_is_found_and_planned(tmp_path: Path) -> None:
    with in_a_process(tmp_path) as (process, client):
        running = client.send(toy_day(3), time_limit_s=600).json()["id"]
        while not client.run(running)["progress"]:
            time.sleep(0.02)
        queued = client.send(toy_day(2), {"Idempotency-Key": "k"}, deterministic="true").json()["id"]
        process.kill()  # SIGKILL: nothing can be tidied up
        process.wait()

    with served(quick(tmp_path)) as client:
        found = client.wait_for(running, "running")
        assert found["attempts"] == 2
        names = [
            line for line in _events_so_far(client, running) if line.startswith("event: ") and "progress" not in line
        ]
        assert names[:4] == ["event: run.queued", "event: run.running", "event: run.queued", "event: run.running"]
        client.http.delete(f"/v1/plans/{running}")
        client.wait_for(running, "cancelled")
        assert client.wait_for(queued, "succeeded")["attempts"] == 1
        again = client.send(toy_day(2), {"Idempotency-Key": "k"}, deterministic="true")
        assert again.json()["id"] == queued


def test_killed_twice_the_run_is_reported_failed(tmp_path: Path) -> None:
    run_id = ""
    for _ in range(2):
        with in_a_process(tmp_path) as (process, client):
            if not run_id:
                run_id = client.send(toy_day(1), time_limit_s=600).json()["id"]
            client.wait_for(run_id, "running")
            process.kill()
            process.wait()

    with served(quick(tmp_path)) as client:
        run = client.wait_for(run_id, "failed")
        assert run["attempts"] == 2
        assert client.http.get(f"/v1/plans/{run_id}").status_code == 200


def _events_so_far(client: Client, run_id: str) -> list[str]:
    lines: list[str] = []
    with client.http.stream("GET", f"/v1/plans/{run_id}/events") as stream:
        for line in stream.iter_lines():
            lines.append(line)
            if lines.count("event: run.running") == 2:
                return lines
    return lines
