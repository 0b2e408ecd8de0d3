"""Settings of the service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

LOOPBACK_HOSTS = ("localhost", "127.0.0.1", "::1", "[::1]")


def system_clock() -> datetime:
    """The present instant."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSettings:
    """``data``: folder of the store. ``solvers``: searches at a time, each on its own thread.

    ``hosts``: names by which the service may be called; others are refused, so that a web page elsewhere
    cannot reach a service on loopback under a name of its own. ``"*"`` allows all.
    """

    data: Path
    solvers: int = 1
    hosts: tuple[str, ...] = LOOPBACK_HOSTS
    max_body_bytes: int = 20_000_000
    max_wait_s: float = 60.0
    progress_interval_s: float = 0.5
    max_attempts: int = 2
    poll_s: float = 0.1
    clock: Callable[[], datetime] = system_clock
