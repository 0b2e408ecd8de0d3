"""Working time as spans of whole minutes, asked by bisection."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

Minutes = tuple[int, int]  # [start, end)


class Hours:
    """Disjoint, sorted spans ``[start, end)`` of minutes; ``spans`` are never touching."""

    __slots__ = ("_before", "_starts", "spans")

    def __init__(self, working: Iterable[Minutes], holes: Iterable[Minutes] = ()) -> None:
        self.spans = _without(_joined(working), _joined(holes))
        self._starts = [start for start, _ in self.spans]
        self._before = [0]  # minutes worked before each span
        for start, end in self.spans:
            self._before.append(self._before[-1] + end - start)

    def inside(self, start: int, end: int) -> int:
        """Minutes worked in ``[start, end)``."""
        return max(0, self._until(end) - self._until(start))

    def works_at(self, minute: int) -> bool:
        """Whether the minute ``[minute, minute + 1)`` is worked."""
        at = bisect_right(self._starts, minute) - 1
        return at >= 0 and minute < self.spans[at][1]

    def covers(self, start: int, end: int) -> bool:
        """Whether all of ``[start, end)``, which is not empty, is worked."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and end <= self.spans[at][1]

    def pieces(self, start: int, end: int) -> list[Minutes]:
        """The parts of ``[start, end)`` that are worked, sorted."""
        found = []
        for n in range(max(0, bisect_right(self._starts, start) - 1), len(self.spans)):
            begins, ends = self.spans[n]
            if begins >= end:
                break
            if ends > start:
                found.append((max(start, begins), min(end, ends)))
        return found

    def together(self, other: Hours) -> Hours:
        """The time worked in both."""
        return Hours(piece for start, end in self.spans for piece in other.pieces(start, end))

    def _until(self, minute: int) -> int:
        at = bisect_right(self._starts, minute) - 1
        if at < 0:
            return 0
        start, end = self.spans[at]
        return self._before[at] + min(minute, end) - start


def _joined(spans: Iterable[Minutes]) -> list[Minutes]:
    joined: list[Minutes] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _without(spans: list[Minutes], holes: list[Minutes]) -> list[Minutes]:
    if not holes:
        return spans
    left: list[Minutes] = []
    for start, end in spans:
        at = start
        for begins, ends in holes:
            if ends <= at:
                continue
            if begins >= end:
                break
            if begins > at:
                left.append((at, begins))
            at = ends
        if at < end:
            left.append((at, end))
    return left
