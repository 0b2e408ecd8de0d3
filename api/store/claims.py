"""Names that threads of this process hold."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Claims:
    """A set of names, each held by at most one thread."""

    def __init__(self) -> None:
        self._held: set[tuple[str, ...]] = set()
        self._lock = threading.Lock()

    @contextmanager
    def claim(self, *words: str) -> Iterator[bool]:
        """Hold a name for the time of the block; False, and not held, when another thread has it."""
        with self._lock:
            is_free = words not in self._held
            self._held.add(words)
        try:
            yield is_free
        finally:
            if is_free:
                with self._lock:
                    self._held.discard(words)
