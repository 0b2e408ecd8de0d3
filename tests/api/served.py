"""A service on a real socket with a real store, for tests."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from pydantic import JsonValue

from api.contract import write_day
from api.planner import Planner
from api.service.app import create_app
from api.service.server import Server, address_of, bind, running
from api.service.settings import ServiceSettings
from optimizer.day import Day
from tests.api.toy import toy_planner

PATIENCE_S = 120.0


@dataclass(frozen=True)
class Client:
    """What a user of the service does."""

    http: httpx.Client

    def send(self, day: Day, headers: Mapping[str, str] | None = None, **options: str | float) -> httpx.Response:
        """Send a day; options are query parameters."""
        return self.http.post(
            "/v1/plans",
            params=options,
            content=day_bytes(day),
            headers={"Content-Type": "application/json", **(headers or {})},
        )

    def run(self, run_id: str) -> dict[str, JsonValue]:
        """State of a run."""
        answer: dict[str, JsonValue] = self.http.get(f"/v1/plans/{run_id}").raise_for_status().json()
        return answer

    def wait_for(self, run_id: str, *states: str) -> dict[str, JsonValue]:
        """The run when it is in one of the states."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            run = self.run(run_id)
            if run["status"] in states:
                return run
            time.sleep(0.02)
        raise AssertionError(f"run is {run['status']}, not {' or '.join(states)}")


def day_bytes(day: Day) -> bytes:
    """A day as it is sent."""
    return json.dumps(write_day(day)).encode()


@contextmanager
def served(settings: ServiceSettings, planner: Planner = toy_planner) -> Iterator[Client]:
    """Serve on a free port of loopback for the time of a test."""
    listener = bind("127.0.0.1", 0)
    server = Server(create_app(settings, planner))
    with (
        running(server, listener),
        httpx.Client(base_url=address_of(listener), timeout=PATIENCE_S, trust_env=False) as http,
    ):
        yield Client(http)


def quick(place: str | Path) -> ServiceSettings:
    """Settings with which a test need not wait for anything. ``place``: a folder, or the URL of a database."""
    folder, url = (place, None) if isinstance(place, Path) else (Path("unused"), place)
    return ServiceSettings(data=folder, database_url=url, solve_in="threads", poll_s=0.02, progress_interval_s=0.02)
