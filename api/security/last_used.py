"""When a key was last used, written beside the requests and at most once a minute."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

logger = logging.getLogger(__name__)

AT_MOST_EVERY = timedelta(minutes=1)


class LastUsed:
    """Writes on a thread of its own, so that no request waits for a writer of the store."""

    def __init__(self, write: Callable[[str, datetime], None]) -> None:
        self._write = write
        self._noted: dict[str, datetime] = {}
        self._lock = threading.Lock()
        self._closed = False
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="last-used")

    def note(self, key_id: str, before: datetime | None, now: datetime) -> None:
        """A key is used. ``before``: what the store has."""
        with self._lock:
            earlier = max(filter(None, (before, self._noted.get(key_id))), default=None)
            if self._closed or (earlier is not None and now - earlier < AT_MOST_EVERY):
                return
            self._noted[key_id] = now
            self._thread.submit(self._try_to_write, key_id, now)

    def close(self) -> None:
        """Write what is still to be written."""
        with self._lock:
            self._closed = True
        self._thread.shutdown()

    def _try_to_write(self, key_id: str, now: datetime) -> None:
        try:
            self._write(key_id, now)
        except SQLAlchemyError as error:
            logger.warning("the last use of key %s was not written: %s", key_id, type(error).__name__)
