"""The service that is killed: all of it but the engine, in a process of its own."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

import httpx

from api.planner import SearchProgress, StopSignal
from api.runs.records import RunProgress
from api.security.keys import NewKey
from api.security.principal import OPERATOR, Role
from api.security.settings import SecuritySettings
from api.service.app import create_app
from api.service.example_day import example_plan
from api.service.server import Server, address_of, bind, running
from api.service.settings import ServiceSettings
from optimizer.day import Day
from optimizer.plan import Plan

START_S = 120.0
_PROGRESS = RunProgress(seconds=0.0, phase="improve", cost=0, promise=0, unavoidable=0)
# A process forked from one that has everything loaded starts in milliseconds instead of seconds.
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload([__name__, "benchmarks.crash.warmed"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How to ask a running service."""

    address: str
    key: str

    def client(self) -> httpx.Client:
        """A client; one a thread."""
        headers = {"Authorization": f"Bearer {self.key}"}
        return httpx.Client(base_url=self.address, timeout=START_S, trust_env=False, headers=headers)


class KilledService:
    """One life of a service on the store of a place."""

    def __init__(self, place: str | Path) -> None:
        self._pipe, theirs = _PROCESSES.Pipe(duplex=False)
        self._process = _PROCESSES.Process(target=serve, args=(place, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def access(self) -> Access:
        """Wait until it answers. Raises ``RuntimeError`` when it does not start."""
        try:
            if self._pipe.poll(START_S):
                access = self._pipe.recv()
                assert isinstance(access, Access)
                return access
        except EOFError:
            pass
        raise RuntimeError("the service did not start; its log tells why")

    def kill(self) -> None:
        """SIGKILL: nothing can be tidied up. The second time nothing happens."""
        if not self._pipe.closed:
            self._process.kill()
            self._process.join()
            self._pipe.close()


def serve(place: str | Path, pipe: Pipe) -> None:
    """Serve until killed; says how to ask it as soon as it answers."""
    folder, url = (place, None) if isinstance(place, Path) else (Path("unused"), place)
    settings = ServiceSettings(
        data=folder,
        database_url=url,
        solve_in="threads",
        solvers=2,
        lease_s=1.0,
        poll_s=0.02,
        security=SecuritySettings(requests_per_key="100000/second"),
    )
    listener = bind("127.0.0.1", 0)
    app = create_app(settings, stand_in)
    with running(Server(app), listener):
        _, key = app.state.services.security.keys.create(
            NewKey(name="storm", role=Role.ADMIN, workshop_id=None), OPERATOR
        )
        pipe.send(Access(address=address_of(listener), key=key))
        threading.Event().wait()


def stand_in(
    day: Day,
    *,
    time_limit_s: float = 10.0,
    seed: int = 0,
    deterministic: bool = False,
    stop: StopSignal | None = None,
    on_progress: Callable[[SearchProgress], None] | None = None,
) -> Plan:
    """The plan of the example day, after a while: what is tried is whether it is kept, not how good it is."""
    del day, seed, deterministic
    end = time.monotonic() + time_limit_s
    while time.monotonic() < end and not (stop is not None and stop.is_set()):
        if on_progress is not None:
            on_progress(_PROGRESS)
        time.sleep(0.005)
    return example_plan()
