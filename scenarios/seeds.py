"""Random generators for the parts of a day that are drawn apart from each other."""

from __future__ import annotations

from datetime import date
from zlib import crc32

import numpy as np


def generator_of(seed: int, *keys: date | str) -> np.random.Generator:
    """A generator for any integer seed; different keys give independent ones."""
    words = [key.toordinal() if isinstance(key, date) else crc32(key.encode()) for key in keys]
    return np.random.default_rng([abs(seed), int(seed < 0), *words])
