"""Hypothesis strategies for days. What an odd day holds is written down once, in ``scenarios.odd``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from hypothesis import strategies as st

from optimizer.day import Day
from scenarios.odd import build_odd_day

T = TypeVar("T")


class DrawnPicker:
    """The choices of an odd day, drawn by Hypothesis, so that it can make a failing day small."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def integer(self, low: int, high: int) -> int:
        """Shrinks to ``low``."""
        return self._draw(st.integers(low, high))

    def choice(self, options: Sequence[T]) -> T:
        """Shrinks to the first option."""
        return options[self._draw(st.integers(0, len(options) - 1))]

    def chance(self, percent: int) -> bool:
        """Shrinks to False."""
        return self._draw(st.integers(0, 99)) >= 100 - percent


@st.composite
def days(draw: st.DrawFn, most_visits: int = 8) -> Day:
    """Small valid days that are as odd as a day may be, with up to ``most_visits`` visits."""
    return build_odd_day(DrawnPicker(draw), most_visits=most_visits)
