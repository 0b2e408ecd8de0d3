"""Waits for something to hold, with patience."""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE_S = 300.0  # a machine that has never searched compiles first


def until(holds: Callable[[], bool]) -> None:
    """Return when it holds; fails when it does not within five minutes."""
    deadline = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)
