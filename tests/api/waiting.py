"""Waits for something to hold, with patience."""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE_S = 60.0


def until(holds: Callable[[], bool]) -> None:
    """Return when it holds; fails when it does not within a minute."""
    deadline = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)
