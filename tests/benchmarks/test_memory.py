"""The sampler sees what a block held, not only what it left."""

from __future__ import annotations

import time

import numpy as np

from benchmarks.memory import PeakMemory


def test_memory_freed_again_counts() -> None:
    with PeakMemory(interval_s=0.001) as memory:
        held = np.ones(10_000_000)
        time.sleep(0.1)
        del held
    assert 70 < memory.megabytes < 200
