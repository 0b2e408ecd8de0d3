"""Requests are counted one after the other, however many come at once."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from limits.storage import MemoryStorage

from api.security.limiting import Limits
from api.service.errors import ApiError


def test_nobody_counts_while_another_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library starts a timer when it counts, and raised where two started it: an answer of 500 for one of them."""
    inside, counted = threading.Semaphore(1), 0
    plain = MemoryStorage.incr

    def watched(self: MemoryStorage, key: str, expiry: float, amount: int = 1) -> int:
        nonlocal counted
        assert inside.acquire(blocking=False), "two count at once"
        try:
            time.sleep(0.001)
            counted += 1
            return plain(self, key, expiry, amount)
        finally:
            inside.release()

    monkeypatch.setattr(MemoryStorage, "incr", watched)
    limits = Limits(per_key="1000/second", failures="1/second", tokens="1/second")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(limits.count_request, [f"key:{number % 3}" for number in range(40)]))
    assert counted == 40


def test_what_is_too_much_is_refused_with_the_time_to_wait() -> None:
    limits = Limits(per_key="2/hour", failures="1/hour", tokens="1/hour")
    for _ in range(2):
        limits.count_request("key:a")
    with pytest.raises(ApiError) as refused:
        limits.count_request("key:a")
    assert refused.value.problem.status == 429
    limits.count_request("key:b")
