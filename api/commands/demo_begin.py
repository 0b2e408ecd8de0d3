"""Which day the demo shows, and at which time of it the demo begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from scenarios.setup.calendar import OpenDay, ShopCalendar
from scenarios.setup.hours import instant_at
from scenarios.setup.records import Setup

USUAL_AT = 10 * 60 + 20
# Customers of a first day have called by then.
_CALLED_BEFORE = timedelta(days=2)


class BeginError(ValueError):
    """The demo cannot begin at the time asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopDay:
    """An open date, from its first hour to its last."""

    date: date
    opens: datetime
    closes: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """The day that is shown, from ``at`` on. ``stored``: the time of the store, None of an empty one.

    ``unfinished``: the day on which the store stands, when that is another one and the shop was still open.
    """

    day: ShopDay
    at: datetime
    stored: datetime | None
    unfinished: ShopDay | None = None

    @property
    def first_call(self) -> datetime:
        """When the clock begins: two days before, so that customers can have called; never before the store's time."""
        before = self.day.opens - _CALLED_BEFORE
        return before if self.stored is None else max(before, self.stored)


def beginning(setup: Setup, now: datetime, stored: datetime | None, minute: int | None) -> Beginning:
    """The next open date from ``now`` on, at ``minute`` of it (None: 10:20, or where a stored day stands).

    A store goes on with its own day, when that is later, until the shop closes. Raises ``BeginError`` for a time at
    which the shop is closed, or that is over in the store.
    """
    zone = ZoneInfo(setup.time_zone)
    day = _day(setup, now, stored)
    at = instant_at(zone, day.date, USUAL_AT if minute is None else minute)
    if minute is None:
        at = min(max(at, day.opens), day.closes - timedelta(hours=1))
    if not day.opens <= at < day.closes:
        hours = f"from {day.opens.astimezone(zone):%H:%M} to {day.closes.astimezone(zone):%H:%M}"
        raise BeginError(f"on {day.date} the shop is open {hours}: take a time between")
    if stored is not None and stored > at:
        if minute is not None:
            words = f"in this store it is {stored.astimezone(zone):%Y-%m-%d %H:%M} already"
            raise BeginError(f"{words}: take a later time, or another folder with --data")
        at = stored
    return Beginning(day=day, at=at, stored=stored, unfinished=_unfinished(setup, day, stored))


def minute_of(words: str, setup: Setup, now: datetime) -> int:
    """Minutes after midnight of ``HH:MM``, or of ``now`` on the shop's clock. Raises ``BeginError``."""
    if words == "now":
        local = now.astimezone(ZoneInfo(setup.time_zone))
        return 60 * local.hour + local.minute
    told = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", words)
    if told is None:
        raise BeginError(f"{words} is no time of a day: say now, or a time such as 10:20")
    return 60 * int(told[1]) + int(told[2])


def _day(setup: Setup, now: datetime, stored: datetime | None) -> ShopDay:
    zone = ZoneInfo(setup.time_zone)
    first = max(one.astimezone(zone).date() for one in (now, stored) if one is not None)
    for day in ShopCalendar.of(setup).open_days(first, 2):
        found = _hours(day, zone)
        if stored is None or stored < found.closes:
            return found
    raise BeginError(f"workshop {setup.workshop_id} does not open in the next 120 days")


def _unfinished(setup: Setup, day: ShopDay, stored: datetime | None) -> ShopDay | None:
    zone = ZoneInfo(setup.time_zone)
    before = None if stored is None else ShopCalendar.of(setup).on(stored.astimezone(zone).date())
    if before is None or stored is None or before.date == day.date:
        return None
    found = _hours(before, zone)
    return found if found.opens <= stored < found.closes else None


def _hours(day: OpenDay, zone: ZoneInfo) -> ShopDay:
    opens = instant_at(zone, day.date, min(one.start for one in day.hours))
    closes = instant_at(zone, day.date, max(one.end for one in day.hours))
    return ShopDay(date=day.date, opens=opens, closes=closes)
