"""A service on a real socket with a real store, for tests."""

from __future__ import annotations

import json
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from pydantic import JsonValue

from api.contract import write_day
from api.desk.settings import DeskSettings
from api.planner import Planner
from api.security.keys import NewKey
from api.security.principal import OPERATOR, Role
from api.security.security import Security
from api.security.settings import SecuritySettings
from api.service.app import create_app
from api.service.server import Server, address_of, bind, running
from api.service.settings import ServiceSettings, system_clock
from api.store.database import Database
from optimizer.day import Day
from tests.api.stores import new_store
from tests.api.toy import toy_planner

PATIENCE_S = 120.0
# Tests ask faster than anybody else.
UNHURRIED = SecuritySettings(requests_per_key="100000/second", failures_per_address="100000/second")
# What asks on loopback meets no certificate; to read those of the machine takes longer than most tests.
_NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@dataclass(frozen=True)
class Client:
    """What a user of the service does."""

    http: httpx.Client
    key: str = ""

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
    """Serve on a free port of loopback for the time of a test. The client is an admin of the installation."""
    listener = bind("127.0.0.1", 0)
    app = create_app(settings, planner)
    with running(Server(app), listener):
        key = new_key(app.state.services.security)
        with asking(address_of(listener), key) as http:
            yield Client(http, key)


def asking(address: str, key: str | None) -> httpx.Client:
    """An HTTP client that says who it is by a key, or nothing."""
    headers = {} if key is None else {"Authorization": f"Bearer {key}"}
    return httpx.Client(base_url=address, timeout=PATIENCE_S, trust_env=False, headers=headers, verify=_NO_TLS)


def key_in(folder: Path) -> str:
    """A key in the store of a folder that no service has open."""
    with closing(Database(folder)) as database, closing(Security.open(database, UNHURRIED, system_clock)) as security:
        return new_key(security)


def new_key(security: Security, role: Role = Role.ADMIN, workshop_id: str | None = None) -> str:
    """A key of a role, of the installation or a workshop."""
    _, text = security.keys.create(NewKey(name="of a test", role=role, workshop_id=workshop_id), OPERATOR)
    return text


def quick(place: str | Path) -> ServiceSettings:
    """Settings with which a test need not wait for anything. ``place``: a folder, or the URL of a database.

    A folder without a store gets one.
    """
    folder, url = (new_store(place), None) if isinstance(place, Path) else (Path("unused"), place)
    return ServiceSettings(
        data=folder,
        database_url=url,
        solve_in="threads",
        poll_s=0.02,
        progress_interval_s=0.02,
        desk=DeskSettings(warm=False),
        security=UNHURRIED,
    )
