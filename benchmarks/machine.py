"""On what a table was measured."""

from __future__ import annotations

import platform
from datetime import UTC, datetime
from importlib.metadata import version

import psutil

from benchmarks.measure import code_version


def caption(threads: int) -> str:
    """Date, cores and versions, in one line to stand above a table."""
    today = datetime.now(UTC).date().isoformat()
    cores = f"{min(threads, psutil.cpu_count() or 1)} of {psutil.cpu_count()} cores ({platform.machine()})"
    versions = [f"{name} {version(name)}" for name in ("numba", "ortools")]
    return ", ".join([today, cores, f"Python {platform.python_version()}", *versions, f"planner {code_version()}"])
