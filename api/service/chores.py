"""What a service does now and then, on a thread of its own."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chore:
    """Done at the start and then every so many seconds. One that fails is logged and tried again in its turn."""

    name: str
    every_s: float
    do: Callable[[], object]


class Chores:
    """Does chores one after the other until it is closed."""

    def __init__(self) -> None:
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, chores: Iterable[Chore]) -> None:
        """Begin."""
        due = dict.fromkeys(chores, 0.0)
        self._thread = threading.Thread(target=self._run, args=(due,), name="chores", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End with the chore under way."""
        self._closing.set()
        if self._thread is not None:
            self._thread.join()

    def _run(self, due: dict[Chore, float]) -> None:
        while not self._closing.is_set():
            for chore in [each for each, at in due.items() if at <= time.monotonic()]:
                _do(chore)
                due[chore] = time.monotonic() + chore.every_s
            self._closing.wait(max(0.0, min(due.values()) - time.monotonic()))


def _do(chore: Chore) -> None:
    try:
        chore.do()
    except Exception:
        logger.exception("chore %s failed; it is tried again", chore.name)
