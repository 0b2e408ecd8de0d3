"""Loads the compiled search of the book as soon as there is a workshop, so that no customer waits on the phone."""

from __future__ import annotations

import logging
import threading

from api.service.example_day import example_day

logger = logging.getLogger(__name__)


class Warmth:
    """Whether the search is loaded. Without ``start`` it is loaded by whoever asks first."""

    def __init__(self) -> None:
        self._cold = threading.Event()
        self.started = False

    @property
    def ready(self) -> bool:
        """Whether nobody would wait for it now."""
        return not self._cold.is_set()

    def start(self) -> None:
        """Load on a thread; on a machine that has never searched it compiles for a minute."""
        self.started = True
        self._cold.set()
        threading.Thread(target=self._load, name="desk-start", daemon=True).start()

    def _load(self) -> None:
        from optimizer.slots.book import Book

        try:
            day = example_day()
            Book.build(day.workshop, day.now, ()).warm_up()
        except Exception:
            # Requests load it themselves then, and tell what is wrong.
            logger.exception("the search of the desk could not be loaded")
        self._cold.clear()
