"""Half-open spans of time and the calendars built from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone


def _with_fixed_offset(at: datetime) -> datetime:
    return at.replace(tzinfo=timezone(at.utcoffset() or timedelta(0)))


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open span ``[start, end)`` between two aware instants.

    Raises ``ValueError`` when an end is naive or the span is empty or reversed.
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        """Check, and fix both offsets: instants of one zone compare and subtract by wall clock otherwise."""
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError("span needs aware instants: add a UTC offset or a time zone")
        object.__setattr__(self, "start", _with_fixed_offset(self.start))
        object.__setattr__(self, "end", _with_fixed_offset(self.end))
        if self.end <= self.start:
            raise ValueError(f"span ends at {self.end.isoformat()}, not after its start {self.start.isoformat()}")

    @property
    def duration(self) -> timedelta:
        """Elapsed time between start and end."""
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share an instant."""
        return self.start < other.end and other.start < self.end


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sort spans and join those that touch or overlap."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            if span.end > merged[-1].end:
                merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    return tuple(merged)


def subtract(spans: Iterable[Span], holes: Iterable[Span]) -> tuple[Span, ...]:
    """The parts of ``spans`` that lie in none of ``holes``, merged and sorted."""
    left = list(merge(spans))
    for hole in merge(holes):
        kept: list[Span] = []
        for span in left:
            if not span.overlaps(hole):
                kept.append(span)
                continue
            if span.start < hole.start:
                kept.append(Span(span.start, hole.start))
            if hole.end < span.end:
                kept.append(Span(hole.end, span.end))
        left = kept
    return tuple(left)
