"""From days and hours as customers say them to spans of time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from api.desk.asks import WEEKDAYS, HourRange, Times
from api.desk.shop import Shop
from optimizer.calendar import Span, merge
from scenarios.setup.hours import instant_at


def spans_of(times: Times, shop: Shop) -> tuple[Span, ...] | None:
    """The spans in which all that is given holds, on open dates of the shop; None when nothing is given."""
    spans = tuple(Span(one.start, one.end) for one in times.spans)
    if not (times.dates or times.weekdays or times.hours):
        return merge(spans) if spans else None
    days = merge(_hours_of_days(times, shop))
    return intersect(days, spans) if spans else days


def intersect(some: Iterable[Span], others: Iterable[Span]) -> tuple[Span, ...]:
    """What lies in both, merged and sorted."""
    others = tuple(others)
    return merge(
        Span(max(one.start, other.start), min(one.end, other.end))
        for one in some
        for other in others
        if one.overlaps(other)
    )


def later(spans: Iterable[Span], by: timedelta) -> tuple[Span, ...]:
    """The spans, all of them so much later."""
    return tuple(Span(one.start + by, one.end + by) for one in spans)


def _hours_of_days(times: Times, shop: Shop) -> Iterable[Span]:
    for day in shop.dates:
        if times.dates and day not in times.dates:
            continue
        if times.weekdays and WEEKDAYS[day.weekday()] not in times.weekdays:
            continue
        for hours in times.hours or (HourRange(start="00:00", end="24:00"),):
            start, end = (instant_at(shop.zone, day, _minutes(text)) for text in (hours.start, hours.end))
            if start < end:  # on the night of a clock change an hour may not be there
                yield Span(start, end)


def _minutes(clock: str) -> int:
    return 60 * int(clock[:2]) + int(clock[3:])
