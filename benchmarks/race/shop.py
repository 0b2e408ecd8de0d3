"""The workshop that is raced in, and the places that are raced for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from scenarios.setup.calendar import ShopCalendar
from scenarios.setup.from_shop import setup_of_shop
from scenarios.setup.hours import instant_at
from scenarios.setup.records import Setup
from scenarios.shop import SHOPS

WORKSHOP_ID = "race"
# Minutes after midnight, so far apart that one car is away before the next one comes.
_STARTS = (8 * 60 + 30, 11 * 60, 13 * 60 + 30, 16 * 60)


def race_setup() -> Setup:
    """The medium shop with one advisor, so that one car at most can arrive at a time."""
    setup = setup_of_shop(SHOPS["medium"], seed=1)
    return replace(setup, workshop_id=WORKSHOP_ID, advisors=setup.advisors[:1])


def job_code(setup: Setup) -> str:
    """A short job that everybody can do."""
    plain = [one for one in setup.operations if one.crew == 1 and not one.is_diagnosis and one.sublet_hours is None]
    return min(plain, key=lambda one: (one.skill is not None, one.frt_hours)).operation_code


def arrivals(setup: Setup, today: date, count: int) -> tuple[datetime, ...]:
    """``count`` arrivals after ``today``, within 14 open dates, none in the way of another."""
    zone = ZoneInfo(setup.time_zone)
    days = ShopCalendar.of(setup).open_days(today + timedelta(days=1), 13)
    found = [instant_at(zone, day.date, minute) for day in days for minute in _STARTS]
    if len(found) < count:
        raise ValueError(f"there are {len(found)} places, not {count}")
    return tuple(found[:count])
