"""Whether there is news: asked of the store once per interval and workshop, however many streams follow it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import anyio
import anyio.to_thread


@dataclass(slots=True)
class _Look:
    """What was found at the last look, and when it began (monotonic)."""

    lock: anyio.Lock = field(default_factory=anyio.Lock)
    number: int = 0
    at: float = -float("inf")


class FeedWatch:
    """For the streams of one process, on its event loop. ``read`` tells the newest number of a workshop's feed.

    What there is to tell each stream reads itself, from where it is: a slow one holds up nobody and misses nothing.
    """

    def __init__(self, read: Callable[[str], int], every_s: float) -> None:
        self._read = read
        self._every_s = every_s
        self._looks: dict[str, _Look] = {}

    async def newest(self, workshop_id: str) -> int:
        """The newest number, at most an interval old. Of those who ask at once, one looks and the others wait."""
        look = self._looks.setdefault(workshop_id, _Look())
        async with look.lock:
            began = time.monotonic()
            if began - look.at >= self._every_s:
                look.number = await anyio.to_thread.run_sync(self._read, workshop_id)
                look.at = began
            return look.number

    async def pause(self, workshop_id: str) -> None:
        """Until the next look is due: all who follow a workshop then ask for the same one."""
        look = self._looks.setdefault(workshop_id, _Look())
        await anyio.sleep(max(0.0, look.at + self._every_s - time.monotonic()))
