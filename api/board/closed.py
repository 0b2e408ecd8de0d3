"""When a row of the board is closed: outside shifts, in breaks, absences and outages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, tzinfo

from api.board.view import Closed, Shade
from optimizer.calendar import Span, merge, subtract


def closed_person(
    shifts: Iterable[Span], breaks: Iterable[Span], absences: Iterable[Span], *, axis: Span, clock: tzinfo
) -> tuple[Closed, ...]:
    """Off outside the shifts, then breaks and absences inside them; instants as ``clock`` shows them."""
    present = _within(shifts, axis)
    away = _within(absences, axis)
    return (
        *_shaded(subtract([axis], present), Shade.OFF, clock),
        *_shaded(subtract(_common(breaks, present), away), Shade.BREAK, clock),
        *_shaded(_common(away, present), Shade.ABSENCE, clock),
    )


def closed_place(
    open_spans: Iterable[Span], outages: Iterable[Span], *, axis: Span, clock: tzinfo
) -> tuple[Closed, ...]:
    """Off outside the open spans, and out of order during outages; instants as ``clock`` shows them."""
    return (
        *_shaded(subtract([axis], _within(open_spans, axis)), Shade.OFF, clock),
        *_shaded(_within(outages, axis), Shade.OUTAGE, clock),
    )


def open_minutes(spans: Iterable[Span], holes: Iterable[Span], start: datetime, end: datetime) -> int:
    """Minutes of ``spans`` without ``holes`` that lie in ``[start, end)``."""
    inside = _within(subtract(spans, holes), Span(start, end))
    return round(sum(span.duration.total_seconds() for span in inside) / 60)


def _within(spans: Iterable[Span], axis: Span) -> tuple[Span, ...]:
    return tuple(
        Span(max(span.start, axis.start), min(span.end, axis.end)) for span in merge(spans) if span.overlaps(axis)
    )


def _common(spans: Iterable[Span], others: Iterable[Span]) -> tuple[Span, ...]:
    others = tuple(others)
    return tuple(piece for span in spans for piece in _within(others, span))


def _shaded(spans: Iterable[Span], shade: Shade, clock: tzinfo) -> tuple[Closed, ...]:
    return tuple(
        Closed(start=span.start.astimezone(clock), end=span.end.astimezone(clock), shade=shade) for span in spans
    )
