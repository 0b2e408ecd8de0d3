"""A real service in a process of its own, on loopback, for the time of a measurement."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

_COMMAND = (sys.executable, "-c", "from api.cli import main; main()")
_PATIENCE_S = 300.0  # the search may have to be compiled


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Where it listens, its process, and the headers that open it."""

    address: str
    pid: int
    headers: Mapping[str, str]


@contextmanager
def service(data: Path, key: str, settings: Mapping[str, str]) -> Iterator[Service]:
    """``heijunka serve`` on a free port, ready. ``settings``: environment variables. Its log is in the data folder.

    ``key``: one that its store knows.

    Raises ``RuntimeError`` when it ends instead.
    """
    environment = {**os.environ, **settings, "HEIJUNKA_DATA": str(data), "HEIJUNKA_PORT": "0"}
    log = data / "service.log"
    with (
        log.open("w", encoding="utf-8") as sink,
        subprocess.Popen([*_COMMAND, "serve"], env=environment, stderr=sink) as process,
    ):
        try:
            address = _address(process, log)
            found = Service(address=address, pid=process.pid, headers={"Authorization": f"Bearer {key}"})
            _until_ready(process, found)
            yield found
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(30)
            process.kill()


def client(found: Service) -> httpx.Client:
    """A client with the headers that open the service. No proxy is asked."""
    return httpx.Client(base_url=found.address, headers=dict(found.headers), timeout=60.0, trust_env=False)


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    for _ in _while_it_runs(process, log):
        words = log.read_text(encoding="utf-8").split()
        for word in words:
            if word.startswith("http://"):
                return word
    raise RuntimeError("the service does not say its address")


def _until_ready(process: subprocess.Popen[bytes], found: Service) -> None:
    with client(found) as http:
        for _ in _while_it_runs(process, None):
            with suppress(httpx.TransportError):
                if http.get("/readyz").status_code == 200:
                    return
    raise RuntimeError("the service does not become ready")


def _while_it_runs(process: subprocess.Popen[bytes], log: Path | None) -> Iterator[None]:
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            said = "" if log is None else log.read_text(encoding="utf-8")
            raise RuntimeError(f"the service ended with {process.returncode}: {said}")
        yield
        time.sleep(0.05)
