"""Settings of the service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from api.desk.settings import DeskSettings
from api.security.settings import SecuritySettings

LOOPBACK_HOSTS = ("localhost", "127.0.0.1", "::1", "[::1]")


def system_clock() -> datetime:
    """The present instant."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSettings:
    """``data``: folder of the store, unless ``database_url`` names a PostgreSQL database. Of the processes that share
    one, the runs of a process that is silent for ``lease_s`` are taken up by the others.

    ``solvers``: searches at a time, each in a process of its own unless ``solve_in`` says threads;
    ``solver_niceness``: how far the processes stand back behind the API (0 to 19).

    ``hosts``: names by which the service may be called; others are refused, so that a web page elsewhere
    cannot reach a service on loopback under a name of its own. ``"*"`` allows all.

    ``metrics``: who may read `/metrics`. ``min_free_mb``: with less free space the service is not ready.
    """

    data: Path
    database_url: str | None = None
    lease_s: float = 15.0
    solvers: int = 1
    solve_in: Literal["processes", "threads"] = "processes"
    solver_niceness: int = 10
    hosts: tuple[str, ...] = LOOPBACK_HOSTS
    metrics: Literal["loopback", "key", "open", "off"] = "loopback"
    min_free_mb: int = 100
    max_body_bytes: int = 20_000_000
    max_wait_s: float = 60.0
    progress_interval_s: float = 0.5
    max_attempts: int = 2
    poll_s: float = 0.1
    replan_every_s: float = 0.25
    desk: DeskSettings = DeskSettings()
    clock: Callable[[], datetime] = system_clock
    security: SecuritySettings = field(default_factory=SecuritySettings)

    @property
    def place(self) -> str | Path:
        """Where the store is."""
        return self.data if self.database_url is None else self.database_url
