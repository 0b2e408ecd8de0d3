"""Medians and spreads of a set of measurements."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Median with the lowest and highest of ``count`` values; ``inf`` stands for "none found"."""

    median: float
    low: float
    high: float
    count: int

    def text(self, digits: int = 0) -> str:
        """``median (low–high)``, the word ``none`` for what was not found."""
        if self.count == 1 or self.low == self.high:
            return number(self.median, digits)
        low, high = number(self.low, digits), number(self.high, digits)
        return f"{number(self.median, digits)} ({low}–{high})"


def spread(values: Sequence[float]) -> Spread:
    """Spread of at least one value."""
    return Spread(median=statistics.median(values), low=min(values), high=max(values), count=len(values))


def ratio(value: float, best: float) -> float:
    """``value`` ÷ ``best``, for costs that may be 0: 1 when both are, ``inf`` when only the best is."""
    if best > 0:
        return value / best
    return 1.0 if value <= best else math.inf


def number(value: float, digits: int = 0) -> str:
    """A number with thousands separated, or the word ``none`` for ``inf``."""
    return "none" if math.isinf(value) else f"{value:,.{digits}f}"
